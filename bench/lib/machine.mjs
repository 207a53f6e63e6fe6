import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { arch, cpus, loadavg, totalmem } from "node:os";

/** What a figure has to be read with: when, on what kind of machine, of which build. */
export async function describeRun() {
  const wasm = await readFile(new URL("../../dist/waymark.wasm", import.meta.url));
  const [{ model }, ...others] = cpus();
  return {
    measuredAt: new Date().toISOString(),
    machine: {
      processor: `${model.trim()} (${arch()})`,
      processors: `${others.length + 1} processors`,
      memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
      node: `Node ${process.versions.node}`,
      load: `load ${loadavg()[0].toFixed(1)} at the beginning`,
    },
    wasm: { bytes: wasm.length, sha256: createHash("sha256").update(wasm).digest("hex") },
  };
}
