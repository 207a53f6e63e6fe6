import { mkdirSync, writeFileSync } from "node:fs";
import { mean } from "../lib/figures.mjs";
import { chart } from "./chart.mjs";
import { measureGrowth } from "./growth.mjs";
import { measureLatency } from "./latency.mjs";
import { measureQuality } from "./quality.mjs";

/** All about recommendations; tables in markdown, and bench/results/recommend.json and recommend.svg. */
export async function measureRecommend() {
  const { rows, notes } = measureQuality();
  const { native, wasm } = await measureLatency();
  const growth = await measureGrowth({ large: process.argv.includes("--large") });
  mkdirSync("bench/results", { recursive: true });
  writeFileSync("bench/results/recommend.json", `${JSON.stringify({ rows, native, wasm, growth }, null, 2)}\n`);
  const of = (set) => rows.filter((row) => row.set === set);
  const lines = ["Yoochoose 1/64"].map((set) => ({
    name: "waymark, floor 2",
    points: of(set)
      .filter(({ model }) => model === "waymark, floor 2")
      .map(({ bytes, hr }) => ({ kilobytes: bytes / 1_000, hr })),
  }));
  const levels = of("Yoochoose 1/64").filter(({ model }) =>
    ["sr", "vsknn", "vmis", "vstan", "itemknn"].includes(model),
  );
  if (lines[0].points.length > 0)
    writeFileSync(
      "bench/results/recommend.svg",
      chart(
        lines,
        levels.map(({ model, hr }) => ({ name: model, hr })),
      ),
    );
  const table = (head, body) =>
    [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const markdown = [
    table(
      ["data", "model", "protocol", "HR", "MRR", "novelty, bit", "kB", "training, s", "us a query"],
      rows.map((row) => [
        ...[row.set, row.model, row.protocol, row.hr.toFixed(4), row.mrr.toFixed(4), row.novelty.toFixed(2)],
        ...[row.bytes ? (row.bytes / 1_000).toFixed(1) : "–", row.seconds ? row.seconds.toFixed(1) : "–"],
        row.microseconds.toFixed(1),
      ]),
    ),
    table(
      ["43,000 items", "decode, ms", "top-20 mean, us", "p99, us", "heap, MB"],
      Object.entries({ native, "Wasm in Node": wasm }).map(([where, found]) => [
        ...[where, found.decodeMs.toFixed(2), found.mean.toFixed(2), found.p99.toFixed(1)],
        (found.heapBytes / 1e6).toFixed(2),
      ]),
    ),
    table(
      ["clicks", "seconds", "CPU seconds", "MB"],
      growth.map((row) => [row.clicks, row.seconds.toFixed(1), row.cpuSeconds.toFixed(1), row.megabytes.toFixed(0)]),
    ),
  ].join("\n\n");
  const figures = [
    mean("recommend.wasm.decode", "ms", wasm.decodeMs, 15, "Decoding a model of 43,000 items in Wasm"),
    mean("recommend.wasm.rank", "us", wasm.mean, 20_000, "A top-20 of 43,000 items in Wasm"),
    mean("recommend.wasm.p99", "us", wasm.p99, 20_000, "The same, of a hundred the slowest"),
    mean("recommend.wasm.heap", "bytes", wasm.heapBytes, 1, "Heap that the model of 43,000 items holds"),
  ];
  return { figures, notes, markdown };
}
