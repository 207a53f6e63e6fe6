import { readFileSync } from "node:fs";
import type { Effect, Input, Json, PageFacts } from "../../js-bindings/src/protocol.ts";
import { includes } from "./match.ts";
import { type HostSettings, type TextEngine, World } from "./world.ts";

/** One step; every member is described in README.md. */
export interface Step {
  at?: string | number;
  note?: string;
  input?: Json;
  text?: string;
  load?: "catalogue" | "model";
  file?: string;
  arrive?: Partial<PageFacts>;
  host?: Partial<HostSettings>;
  expect?: Json[];
  expectNone?: Json[];
  state?: Json;
  collector?: { [name: string]: number };
  journal?: number;
}

export interface Scenario {
  name: string;
  description: string;
  seed?: string;
  start?: string | number;
  config?: Json;
  configFile?: string;
  catalogue?: Json;
  catalogueFile?: string;
  catalogueLater?: boolean;
  page?: Partial<PageFacts>;
  host?: Partial<HostSettings>;
  steps: Step[];
  browser?: Json[];
}

const root = new URL("../../", import.meta.url);
const readText = (path: string): string => readFileSync(new URL(path, root), "utf8");

export const readScenario = (path: string): Scenario => JSON.parse(readText(path)) as Scenario;

/** Runs a scenario and says what was not as told; empty where all was. The other half is tests/support/scenario.cpp. */
export async function runScenario(scenario: Scenario, make: () => Promise<TextEngine>): Promise<string[]> {
  return (await livedThrough(scenario, make)).findings;
}

/** The same, and every effect on the way. */
export async function livedThrough(
  scenario: Scenario,
  make: () => Promise<TextEngine>,
): Promise<{ findings: string[]; effects: Effect[] }> {
  const config = scenario.configFile ? (JSON.parse(readText(scenario.configFile)) as Json) : (scenario.config ?? null);
  const world = new World(config, moment(scenario.start ?? "2026-01-05T02:00:00Z", 0), make);
  if (scenario.seed) world.seed = scenario.seed;
  Object.assign(world.page, scenario.page);
  Object.assign(world.host, scenario.host);

  const load = (): void => {
    if (scenario.catalogueFile) world.load(readText(scenario.catalogueFile));
    if (scenario.catalogue) world.load(JSON.stringify(scenario.catalogue));
  };
  const start = async (): Promise<void> => {
    await world.start();
    if (!scenario.catalogueLater) load();
  };

  // A recorded list begins with the start the page really had.
  const first = scenario.steps[0]?.input as { type?: string } | undefined;
  await (first?.type === "start" ? world.renew() : start());

  const findings: string[] = [];
  for (const [i, step] of scenario.steps.entries()) {
    world.log = [];
    Object.assign(world.host, structuredClone(step.host));
    const at = moment(step.at, world.now);
    // A clock that is set back is an input's business, not the host's.
    if (at >= world.now) world.advanceTo(at);
    else world.now = at;
    if (step.arrive) {
      Object.assign(world.page, step.arrive);
      await start();
    }
    if (step.load === "model") world.load(readFileSync(new URL(step.file ?? "", root)), "model");
    else if (step.load) load();
    if (step.input) world.put(resolve(step.input, world) as unknown as Input);
    if (step.text !== undefined) world.putText(step.text);
    const where = `step ${i}${step.note ? ` (${step.note})` : ""}: `;
    findings.push(...check(step, world, world.log).map((finding) => where + finding));
  }
  return { findings, effects: world.all };
}

function check(step: Step, world: World, effects: Effect[]): string[] {
  const findings: string[] = [];
  let from = 0;
  for (const wanted of step.expect ?? []) {
    const pattern = resolve(wanted, world);
    const found = effects.findIndex((effect, i) => i >= from && includes(pattern, effect as unknown as Json));
    if (found < 0) {
      findings.push(`expected effect ${JSON.stringify(pattern)} is not among\n${list(effects)}`);
      break;
    }
    from = found + 1;
  }
  for (const unwanted of step.expectNone ?? []) {
    const pattern = resolve(unwanted, world);
    const found = effects.filter((effect) => includes(pattern, effect as unknown as Json));
    if (found.length > 0) findings.push(`unwanted effects\n${list(found)}`);
  }
  if (step.state !== undefined) {
    const state = world.state();
    if (!includes(step.state, state))
      findings.push(`expected state ${JSON.stringify(step.state)} is not in\n${list([state])}`);
  }
  for (const [name, count] of Object.entries(step.collector ?? {})) {
    if (world.count(name) !== count) findings.push(`the collector has ${world.count(name)} of ${name}, not ${count}`);
  }
  if (step.journal !== undefined && world.journal.length !== step.journal)
    findings.push(`records in the journal: ${world.journal.length}, not ${step.journal}`);
  return findings;
}

const list = (values: unknown[]): string =>
  values.map((value) => `    ${JSON.stringify(value).slice(0, 600)}`).join("\n");

const units: { [unit: string]: number } = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function moment(at: string | number | undefined, now: number): number {
  if (at === undefined) return now;
  if (typeof at === "number") return at;
  const after = /^\+(\d+)(ms|s|m|h|d)$/.exec(at);
  const time = after ? now + Number(after[1]) * (units[after[2] ?? ""] ?? Number.NaN) : Date.parse(at);
  if (Number.isNaN(time)) throw new Error(`not a time: ${at}`);
  return time;
}

/** `$decision`, `$decision:rule`, `$batch`: ids that only the run knows; `$page`: the facts of the page. */
function resolve(value: Json, world: World): Json {
  if (Array.isArray(value)) return value.map((item) => resolve(item, world));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, world)]));
  if (typeof value !== "string" || !value.startsWith("$")) return value;
  if (value === "$page") return world.page as unknown as Json;
  if (value === "$batch") return world.lastSend?.batchId ?? "no such batch";
  const [word, rule] = value.split(":");
  if (word !== "$decision") return value;
  return world.shown.findLast((message) => !rule || message.rule === rule)?.decisionId ?? "no such decision";
}
