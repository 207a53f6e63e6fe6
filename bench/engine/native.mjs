import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { figure } from "../lib/figures.mjs";
import { writeTape } from "./tape.mjs";

const warmUp = 500;
const events = 2_500;
const rounds = 5;

/** Where the release preset puts the core, and what is built here on top of it. */
const library = process.env.WAYMARK_RELEASE ?? join("build", "release");
const archive = join(library, "libwaymark_core.a");
const folder = join("build", "bench");
const program = join(folder, "track_bench");
const source = join("bench", "native", "track_bench.cpp");

/** One `handle` of a 300-byte event in the native release build, whole and in its four steps. */
export async function trackNatively() {
  compile();
  const tape = join(folder, "track.tape");
  const state = await writeTape(tape, warmUp + events);
  const result = run([tape, String(rounds), String(warmUp)]);
  const native = result.answer.find((effect) => effect.name === "state").payload;
  const notes = isDeepStrictEqual(native, state)
    ? []
    : ["the native core ended the tape in another state than the Wasm: the two builds are not of the same sources"];
  const of = (name, what) =>
    figure(
      `track.native.${name}`,
      "us",
      result[name].map((nanoseconds) => nanoseconds / 1_000),
      what,
    );
  return {
    notes,
    figures: [
      of("handle", "the same inputs in the native release build, text to text"),
      of("parse", "of it the JSON parser"),
      of("read", "of it typed reading of the Input"),
      of("stages", "of it the engine: every stage, and the journal's text"),
      of("write", "of it writing the effects"),
    ],
  };
}

/** Bytes the native core holds before and after a tape: what is alive, where Wasm memory only shows its highest mark. */
export async function nativeHeap(eventCount, options) {
  compile();
  const tape = join(folder, "heap.tape");
  await writeTape(tape, eventCount, options);
  return run(["--heap", tape]);
}

function compile() {
  if (!existsSync(archive)) throw new Error(`${archive} is missing: make native builds it`);
  const newest = Math.max(
    ...[archive, source, join("bench", "native", "tape.h")].map((path) => statSync(path).mtimeMs),
  );
  if (existsSync(program) && statSync(program).mtimeMs > newest) return;
  mkdirSync(folder, { recursive: true });
  const flags = ["-std=c++20", "-O3", "-DNDEBUG", "-Isdk/include", "-Isdk/src"];
  const { status } = spawnSync("c++", [...flags, source, archive, "-o", program], { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`${source} does not compile`);
}

function run(words) {
  const { status, stdout } = spawnSync(program, words, {
    encoding: "utf8",
    maxBuffer: 64 << 20,
    stdio: ["ignore", "pipe", 2],
  });
  if (status !== 0) throw new Error(`${program} failed`);
  return JSON.parse(stdout);
}
