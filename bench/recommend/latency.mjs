import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { measureInChromium } from "./chromium.mjs";
import { madeUpLog } from "./log.mjs";
import { trained } from "./train.mjs";

const folder = "build/bench-recommend";
const sources = [
  "bench/recommend/model_bench.cpp",
  ...["recommend/model.cpp", "base/half_power.cpp", "base/whole.cpp"].map((file) => `sdk/src/${file}`),
];
const includes = ["-Isdk/include", "-Isdk/src", "-std=c++20", "-DNDEBUG"];

/**
 * Decoding and ranking a top-20 on 43,000 items: natively, and as Wasm with the flags of the core, in Node and in
 * Chromium. All must give the same lists.
 */
export async function measureLatency() {
  mkdirSync(folder, { recursive: true });
  const log = await madeUpLog(900_000, 43_000);
  const { path } = trained(log, "43k", ["--budget", "500KB"]);
  execFileSync("c++", ["-O3", ...includes, ...sources, "-o", `${folder}/model-bench`], { stdio: "inherit" });
  const flags = "-Oz -finline-functions -mllvm -inline-threshold=-30 -flto -fno-exceptions -fno-rtti".split(" ");
  const link = "-sEXIT_RUNTIME=1 -sENVIRONMENT=node,web -sALLOW_MEMORY_GROWTH=1 -Wl,-mllvm,-inline-threshold=-15".split(
    " ",
  );
  execFileSync(
    "em++",
    [
      ...flags,
      ...includes,
      ...link,
      ...sources,
      "--embed-file",
      `${path}@/model.wmk`,
      "-o",
      `${folder}/model-bench.cjs`,
    ],
    {
      stdio: "inherit",
      // Emscripten's own optimiser of JavaScript looks for acorn there.
      env: { ...process.env, NODE_PATH: "/usr/share/nodejs" },
    },
  );
  const run = (program, ...args) => JSON.parse(execFileSync(program, args, { encoding: "utf8" }));
  const native = run(`${folder}/model-bench`, path);
  const wasm = run(
    process.execPath,
    // Emscripten takes a Node that has fetch for a browser, and would fetch the file.
    "--no-experimental-fetch",
    `${folder}/model-bench.cjs`,
    "/model.wmk",
  );
  const chromium = await measureInChromium(folder);
  if (native.check !== wasm.check || native.check !== chromium.check)
    throw new Error("native, Node and Chromium do not recommend the same");
  return { native, wasm, chromium };
}
