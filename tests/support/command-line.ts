import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `waymark`, as it is released. */
export const program = fileURLToPath(new URL("../../build/release/waymark", import.meta.url));

/** One answer for each question, which are told as lines of JSON. */
export function ask(args: string[], questions: unknown[]): { [name: string]: unknown }[] {
  const input = questions.map((one) => JSON.stringify(one)).join("\n");
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: "utf8", maxBuffer: 1e9 });
  if (error) throw error;
  assert.equal(status, 0, stderr);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** What `waymark validate` has printed, each as `code pointer expected`. */
export const findingsIn = (stdout: string): string[] =>
  stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const parts = /^\S+:\d+:\d+ (\S+) (?:warning|error) (\S*): .*?; expected (.*)$/.exec(line);
      assert.ok(parts, line);
      return parts.slice(1).join(" ");
    });
