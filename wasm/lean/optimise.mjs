import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Else what has one caller is inlined whatever its size, and repeats itself less: raw bytes that brotli does not see. */
const inlining = ["--one-caller-inline-max-function-size=24", "--always-inline-max-function-size=5"];
/** What is left once much has gone can be inlined, merged and renamed anew: control flow taken apart, and twice for size. */
const passes = ["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];

/** The module through Binaryen's optimiser. */
export function optimised(bytes) {
  const folder = mkdtempSync(join(tmpdir(), "waymark-lean-"));
  try {
    const [from, to] = ["in.wasm", "out.wasm"].map((name) => join(folder, name));
    writeFileSync(from, bytes);
    execFileSync(optimiser(), [from, "-o", to, "--mvp-features", "--enable-mutable-globals", ...inlining, ...passes]);
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Beside emcc, as Debian puts it, or where emsdk does. */
function optimiser() {
  const places = (process.env.PATH ?? "").split(":").flatMap((folder) => [folder, join(folder, "../bin")]);
  return places.map((folder) => join(folder, "wasm-opt")).find(existsSync) ?? "wasm-opt";
}
