import type { Awaited } from "../settings.js";

/** What the rules of a configuration wait for; one that nobody has checked yet. */
export function awaitedBy(config: unknown): Awaited {
  const awaited: Awaited = { scroll: [], activeTime: [], idle: [], visible: [], click: [], exitIntent: false };
  const { rules } = (config ?? {}) as { rules?: unknown };
  for (const rule of listOf(rules)) {
    const { any, all } = ((rule as { on?: unknown } | null)?.on ?? {}) as { any?: unknown; all?: unknown };
    for (const trigger of [...listOf(any), ...listOf(all)]) {
      const { type, percent, ms, selector } = (trigger ?? {}) as { [name: string]: unknown };
      if (type === "scroll" && Number(percent)) awaited.scroll.push(Number(percent));
      if ((type === "activeTime" || type === "idle") && Number(ms)) awaited[type].push(Number(ms));
      if ((type === "visible" || type === "click") && typeof selector === "string") awaited[type].push(selector);
      if (type === "exitIntent") awaited.exitIntent = true;
    }
  }
  return awaited;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
