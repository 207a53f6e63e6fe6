/** What the TypeScript compiler says of texts that import vendors' types. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));

/** The errors of each source. The vendors' packages must be installed. */
export function compilerFaults(...sources: string[]): string[][] {
  // Among the packages, so that they are found, and gone with them.
  const folder = mkdtempSync(join(here, "node_modules", ".checked-"));
  try {
    const files = sources.map((source, n) => {
      writeFileSync(join(folder, `source${n}.ts`), source);
      return `source${n}.ts`;
    });
    const compilerOptions = {
      target: "ES2022",
      module: "ESNext",
      moduleResolution: "bundler",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const { stdout, error } = spawnSync(tsc, ["-p", ".", "--pretty", "false"], { cwd: folder, encoding: "utf8" });
    if (error) throw error;
    const faults = stdout.split("\n").filter((line) => line.includes("error TS"));
    const known = faults.filter((line) => files.some((file) => line.startsWith(file)));
    if (known.length < faults.length) throw new Error(stdout);
    return files.map((file) => faults.filter((line) => line.startsWith(file)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
