/** A visit in the core itself, with nothing around it: what the live examples run. */
import type { Effect, Input, Json, PageFacts } from "../../js-bindings/src/protocol.js";
import { offsetMinutes } from "../../js-bindings/src/site-time.js";

/** The seam: text of an Input and a time in ms in, text of a list of Effects out. */
export type Handle = (text: string, nowMs: number) => string;

/** One line of the story: minutes since the line before, and what happened. */
export interface Step {
  afterMinutes?: number;
  track?: string;
  page?: string;
  identify?: string;
  properties?: { [name: string]: Json };
}

export interface Told {
  what: string;
  at: string;
  /** What the core wants done that a person would notice. */
  effects: { kind: string; text: string }[];
  /** Why each rule did or did not speak. */
  rules: { rule: string; reason: string }[];
}

const START_MS = Date.UTC(2026, 2, 2, 3, 0, 0);

/** Of the page at `path`; `zone` is the site's, whose offset the core is told as it knows no zones. */
const facts = (path: string, zone: string, nowMs: number): PageFacts => ({
  url: new URL(path, "https://shop.example").href,
  siteOffsetMinutes: offsetMinutes(zone, nowMs),
});

function inputOf(step: Step, zone: string, nowMs: number): Input {
  if (step.page !== undefined)
    return { type: "signal", kind: "route", detail: { trigger: "push", page: facts(step.page, zone, nowMs) } };
  if (step.identify !== undefined)
    return {
      type: "event",
      event: { type: "identify", userId: step.identify, traits: step.properties ?? {} },
    } as Input;
  return {
    type: "event",
    event: { type: "track", name: step.track ?? "", properties: step.properties ?? {} },
  } as Input;
}

function noticed(effect: Effect): { kind: string; text: string }[] {
  switch (effect.type) {
    case "showMessage":
      return [{ kind: "message", text: `${effect.template}: ${JSON.stringify(effect.content)}` }];
    case "hideMessage":
      return [{ kind: "hidden", text: effect.reason }];
    case "append": {
      const { name, type, properties } = effect.record.event as { name?: string; type: string; properties?: Json };
      return [{ kind: "event", text: `${name ?? type} ${JSON.stringify(properties ?? {})}` }];
    }
    case "log":
      return effect.level === "debug"
        ? []
        : [{ kind: effect.level, text: [effect.code, effect.pointer, effect.expected].filter(Boolean).join(" · ") }];
    default:
      return [];
  }
}

/** Plays the steps over the configuration, in a fresh engine's `text`. */
export function play(text: Handle, config: Json, steps: Step[]): Told[] {
  const handle = (input: Input, nowMs: number): Effect[] => JSON.parse(text(JSON.stringify(input), nowMs)) as Effect[];
  const zone = (config as { site?: { timeZone?: string } } | null)?.site?.timeZone ?? "Asia/Ho_Chi_Minh";
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  let nowMs = START_MS;
  const told: Told[] = [];
  const tell = (what: string, effects: Effect[]): void => {
    const shown = effects.flatMap(noticed);
    // What was drawn is seen.
    for (const effect of effects) {
      if (effect.type !== "showMessage") continue;
      const seen = handle({ type: "messageOutcome", decisionId: effect.decisionId, outcome: "shown" } as Input, nowMs);
      shown.push(...seen.flatMap(noticed));
    }
    const state = handle({ type: "inspect" } as Input, nowMs).find((e) => e.type === "forward") as
      | { payload?: { rules?: { [rule: string]: Json } | Json[] } }
      | undefined;
    told.push({
      what,
      at: clock.format(nowMs),
      effects: shown,
      rules: reasons(state?.payload),
    });
  };
  tell(
    "The page loads",
    handle(
      {
        type: "start",
        config,
        snapshot: null,
        journal: [],
        seed: "000102030405060708090a0b0c0d0e0f",
        page: facts("/", zone, nowMs),
      },
      nowMs,
    ),
  );
  for (const step of steps) {
    nowMs += Math.round((step.afterMinutes ?? 0.1) * 60_000);
    tell(step.track ?? (step.page ? `Page ${step.page}` : `identify ${step.identify}`), [
      ...handle({ type: "wake" } as Input, nowMs),
      ...handle(inputOf(step, zone, nowMs), nowMs),
    ]);
  }
  return told;
}

function reasons(payload: { rules?: unknown } | undefined): { rule: string; reason: string }[] {
  const rules = payload?.rules;
  const entries: [string, unknown][] = Array.isArray(rules)
    ? rules.map((one) => [String((one as { rule?: string; id?: string }).rule ?? (one as { id?: string }).id), one])
    : Object.entries((rules ?? {}) as object);
  return entries.map(([rule, one]) => ({
    rule,
    reason: typeof one === "string" ? one : String((one as { reason?: string } | null)?.reason ?? "–"),
  }));
}
