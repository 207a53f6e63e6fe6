import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * The examples below `folder`, one JSON file each. A path that says "effect" holds an Effect, any other an Input.
 * @param {string} folder
 * @returns {{ name: string, side: "Input" | "Effect", value: any, text: string }[]}
 */
export function readExamples(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .map((path) => path.split(sep).join("/"))
    .sort()
    .map((path) => {
      const text = readFileSync(join(folder, path), "utf8").trim();
      const side = /effect/i.test(path) ? "Effect" : "Input";
      return { name: path.replace(/\.json$/, ""), side, value: JSON.parse(text), text };
    });
}
