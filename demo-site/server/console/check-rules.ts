/** Whether a configuration is one: the native `waymark validate` where it is built, else the same core in Node. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { coreOf } from "./profile.js";

export interface Finding {
  level: "error" | "warning";
  code: string;
  /** RFC 6901; empty for the whole. */
  pointer: string;
  message: string;
  /** From 1; 0 where it is not known. */
  line: number;
  column: number;
}

const MAX_FINDINGS = 200;
const TIMEOUT_MS = 10_000;

/** `-:12:5 config.invalid error /rules/0/cap: found 0; expected …` */
const LINE = /^-:(\d+):(\d+) (\S+) (error|warning) (\(whole\)|\/\S*|): (.*)$/;

function read(output: string): Finding[] {
  return output.split("\n").flatMap((text) => {
    const [, line, column, code, level, pointer, message] = LINE.exec(text) ?? [];
    if (!code || !message) return [];
    return [
      {
        level: level as Finding["level"],
        code,
        pointer: pointer === "(whole)" ? "" : (pointer ?? ""),
        message,
        line: Number(line),
        column: Number(column),
      },
    ];
  });
}

function natively(cli: string, text: string): Promise<Finding[] | undefined> {
  return new Promise((resolve) => {
    const child = execFile(cli, ["validate", "-"], { timeout: TIMEOUT_MS, maxBuffer: 4_000_000 }, (error, stdout) => {
      // 1 says there are errors; anything else, that there was no answer.
      const code = error ? (error as { code?: unknown }).code : 0;
      resolve(code === 0 || code === 1 ? read(stdout) : undefined);
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(text);
  });
}

interface Log {
  type: string;
  level?: string;
  code?: string;
  pointer?: string;
  expected?: string;
  found?: string;
}

async function inNode(distDir: string, text: string): Promise<Finding[] | undefined> {
  const createEngine = await coreOf(distDir).catch(() => undefined);
  if (!createEngine) return undefined;
  const engine = await createEngine();
  const start = {
    type: "start",
    config: JSON.parse(text),
    snapshot: null,
    journal: [],
    seed: "00",
    page: { url: "/" },
  };
  const effects = engine.handle(start, 0) as Log[];
  return effects.flatMap(({ level, code = "", pointer = "", expected, found }) =>
    level === "error" || level === "warn"
      ? [
          {
            level: level === "error" ? ("error" as const) : ("warning" as const),
            code,
            pointer,
            message: `expected ${expected ?? "something else"}${found ? `, found ${found}` : ""}`,
            line: 0,
            column: 0,
          },
        ]
      : [],
  );
}

/** Where in the text JSON ends being JSON, by the engine's own words. */
function jsonFault(text: string): Finding | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return undefined;
    return { level: "error", code: "config.invalid", pointer: "", message: "expected an object", line: 1, column: 1 };
  } catch (error) {
    const { message } = error as Error;
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, at).split("\n");
    return {
      level: "error",
      code: "json.invalid",
      pointer: "",
      message,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    };
  }
}

/** Errors first as they stand in the text. Where neither core is built, that is the one finding. */
export async function checkRules(cli: string, distDir: string, text: string): Promise<Finding[]> {
  const fault = jsonFault(text);
  if (fault) return [fault];
  const found =
    (existsSync(cli) ? await natively(cli, text) : undefined) ?? (await inNode(distDir, text).catch(() => undefined));
  if (!found)
    return [
      {
        level: "error",
        code: "check.unavailable",
        pointer: "",
        message: "the checker is not built: run make build",
        line: 0,
        column: 0,
      },
    ];
  return found.slice(0, MAX_FINDINGS);
}
