/**
 * Prints raw, gzip and brotli bytes of every file in dist/ and holds the groups of wasm/size-budget.json to their
 * budgets: exit code 1 over budget, or where a group finds none of its files. Usage: node scripts/size.mjs [root]
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/**
 * Sizes of each file below `folder` that a browser or Node loads, in bytes.
 * @param {string} folder
 * @returns {{ name: string, raw: number, gzip: number, brotli: number }[]}
 */
export function measure(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(js|mjs|wasm)$/.test(name))
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      // Node's brotli default is quality 11, what a server with precompressed files sends.
      return {
        name,
        raw: bytes.length,
        gzip: gzipSync(bytes, { level: 9 }).length,
        brotli: brotliCompressSync(bytes).length,
      };
    });
}

/**
 * Brotli bytes of each group and whether they fit. A group that is known to be over its budget has a ceiling that it
 * may not grow past meanwhile: it passes, and says that it is over.
 * @param {ReturnType<typeof measure>} sizes
 * @param {{ groups: { name: string, files: string[], except?: string[], maxBytes: number, ceilingBytes?: number }[] }} budget
 */
export function judge(sizes, budget) {
  return budget.groups.map(({ name, files, except = [], maxBytes, ceilingBytes = maxBytes }) => {
    const members = sizes.filter((file) => matchesAny(file.name, files) && !matchesAny(file.name, except));
    const brotli = members.reduce((sum, file) => sum + file.brotli, 0);
    return { name, brotli, maxBytes, ceilingBytes, ok: members.length > 0 && brotli <= ceilingBytes };
  });
}

/** `*` stands for any characters. */
function matchesAny(name, patterns) {
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(name);
  });
}

function verdict({ brotli, maxBytes, ceilingBytes, ok }) {
  if (!ok) return "OVER";
  return brotli <= maxBytes ? "ok" : `  over, held below ${ceilingBytes}`;
}

function print(sizes, groups) {
  const row = (name, ...numbers) => console.log(name.padEnd(34) + numbers.map((n) => String(n).padStart(10)).join(""));
  row("dist/", "raw", "gzip", "brotli");
  for (const file of sizes) row(file.name, file.raw, file.gzip, file.brotli);
  console.log();
  row("budget, brotli bytes", "used", "of", "");
  for (const group of groups) row(group.name, group.brotli, group.maxBytes, verdict(group));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "..");
  const sizes = measure(join(root, "dist"));
  const groups = judge(sizes, JSON.parse(readFileSync(join(root, "wasm", "size-budget.json"), "utf8")));
  print(sizes, groups);
  process.exitCode = groups.every((group) => group.ok) ? 0 : 1;
}
