import type { Config } from "../config.js";

export type SignalSettings = NonNullable<Config["signals"]>;

/** What rules wait for that only the DOM can tell: percents, milliseconds, CSS selectors. */
export interface Awaited {
  scroll: number[];
  activeTime: number[];
  idle: number[];
  visible: string[];
  click: string[];
  exitIntent: boolean;
}

/** On unless the configuration says otherwise; the others are off unless it says so (docs/signals.md). */
const byDefault = ["scroll", "form", "engagement", "rageClick", "print", "media", "vitals", "error", "duplicateTab"];
const onRequest = ["scrollPx", "deadClick", "copy", "exitIntent", "idle", "visible"];

const awaitable = /"type":"(scroll|activeTime|idle|visible|click|exitIntent)"/;

const isOn = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : !!value);

/** The `signals` of a configuration that nobody has checked yet. */
export function settingsOf(config: unknown): SignalSettings {
  const { signals } = (config ?? {}) as { signals?: unknown };
  return signals && typeof signals === "object" ? (signals as SignalSettings) : {};
}

/** Whether `signals.mjs` is wanted: for a signal of its own, or a rule's trigger. */
export function needsMore(config: unknown): boolean {
  const settings = settingsOf(config) as { [name: string]: unknown };
  return (
    byDefault.some((name) => isOn(settings[name] ?? true)) ||
    onRequest.some((name) => isOn(settings[name])) ||
    awaitable.test(JSON.stringify((config as Config).rules ?? ""))
  );
}
