/** The parts of the shop's configuration the console reads. It is the shop's own file, and still read with care: it may be half-way edited. */
import { readFile } from "node:fs/promises";

export interface RuleFacts {
  id: string;
  name: string;
  status: string;
  templates: string[];
  goal: string;
  goalDays: number;
  /** Questions of surveys: id → type. */
  questions: Record<string, string>;
  /** Variants of its experiment that do nothing. */
  controls: string[];
}

export interface ShopConfig {
  timeZone: string;
  currency: string;
  journey?: { preset?: unknown; stages?: unknown };
  rules: RuleFacts[];
  personas: Persona[];
  suppressed: boolean;
}

export interface Persona {
  id: string;
  name: string;
  picture: string;
  goals: string[];
  motives: string[];
  behaviour: string;
  demographics: string;
}

/** Where a rule names no goal: what shops are for, in the core's default window. */
const GOAL = { event: "Order Completed", days: 7 };
const MAX_WINDOW_DAYS = 90;

type Any = Record<string, unknown>;
const object = (value: unknown): Any =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Any) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const texts = (value: unknown): string[] =>
  typeof value === "string" ? [value] : list(value).map(text).filter(Boolean);

/** `30s`, `15m`, `12h`, `7d` or milliseconds, as days. */
export function daysOf(window: unknown): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text(window)) ?? [];
  const perDay = { s: 86_400, m: 1_440, h: 24, d: 1 }[unit ?? "d"] ?? 1;
  const days = typeof window === "number" ? window / 86_400_000 : amount ? Number(amount) / perDay : GOAL.days;
  return window === "forever" ? MAX_WINDOW_DAYS : Math.min(days, MAX_WINDOW_DAYS);
}

function rule(value: unknown): RuleFacts {
  const { id, name, status, goal, experiment, ...rest } = object(value);
  const actions = list(rest.do).map(object);
  const questions: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const action of actions)
    for (const content of Object.values(object(action.content)))
      for (const question of list(object(content).questions).map(object))
        if (text(question.id)) questions[text(question.id)] = text(question.type);
  const acted = new Set(actions.map((action) => text(action.variant)));
  return {
    id: text(id),
    name: text(name),
    status: text(status) || "live",
    templates: [...new Set(actions.map((action) => text(action.template) || text(action.type)).filter(Boolean))],
    goal: text(object(goal).event) || GOAL.event,
    goalDays: daysOf(object(goal).window),
    questions,
    controls: acted.has("")
      ? []
      : list(object(experiment).variants)
          .map((variant) => text(object(variant).id))
          .filter((variant) => !acted.has(variant)),
  };
}

function persona(value: unknown): Persona {
  const { id, name, picture, goals, motives, behaviour, demographics } = object(value);
  return {
    id: text(id),
    name: text(name) || text(id),
    // A path of the shop's own: the policy lets in no other.
    picture: /^\/(?!\/)/.test(text(picture)) ? text(picture) : "",
    goals: texts(goals),
    motives: texts(motives),
    behaviour: texts(behaviour).join(" "),
    demographics: texts(demographics).join(" "),
  };
}

export function readShopConfig(config: unknown): ShopConfig {
  const { site, journey, rules, personas, limits } = object(config);
  return {
    timeZone: text(object(site).timeZone) || "UTC",
    currency: text(object(site).currency) || "VND",
    journey: object(journey),
    rules: list(rules)
      .map(rule)
      .filter(({ id }) => id !== ""),
    personas: list(personas)
      .map(persona)
      .filter(({ id }) => id !== ""),
    suppressed: object(limits).suppressed === true,
  };
}

/** The file as it is now; an unreadable one says nothing. */
export async function loadShopConfig(file: string): Promise<ShopConfig> {
  try {
    return readShopConfig(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return readShopConfig({});
  }
}
