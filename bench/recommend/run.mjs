import { mkdirSync, writeFileSync } from "node:fs";
import { mean } from "../lib/figures.mjs";
import { chart } from "./chart.mjs";
import { measureGrowth } from "./growth.mjs";
import { measureLatency } from "./latency.mjs";
import { measureQuality } from "./quality.mjs";

/** All about recommendations; tables in markdown, and bench/results/recommend.json and recommend.svg. */
export async function measureRecommend() {
  const { rows, notes, customers } = measureQuality();
  const { native, wasm, chromium } = await measureLatency();
  const growth = await measureGrowth({ large: process.argv.includes("--large") });
  mkdirSync("bench/results", { recursive: true });
  writeFileSync(
    "bench/results/recommend.json",
    `${JSON.stringify({ rows, customers, native, wasm, chromium, growth }, null, 2)}\n`,
  );
  const of = (set) => rows.filter((row) => row.set === set);
  const lines = ["Yoochoose 1/64"].map((set) => ({
    name: "waymark, floor 2",
    points: of(set)
      .filter(({ model }) => model === "waymark, floor 2")
      .map(({ bytes, hr }) => ({ kilobytes: bytes / 1_000, hr })),
  }));
  const levels = of("Yoochoose 1/64").filter(({ model }) =>
    ["sr", "vsknn", "vmis", "stan", "vstan", "itemknn"].includes(model),
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
      ["data", "model", "protocol", "HR", "MRR", "novelty, bit", "kB", "training, CPU s", "us a query"],
      rows.map((row) => [
        ...[row.set, row.model, row.protocol, row.hr.toFixed(4), row.mrr.toFixed(4), row.novelty.toFixed(2)],
        ...[row.bytes ? (row.bytes / 1_000).toFixed(1) : "–", row.cpuSeconds ? row.cpuSeconds.toFixed(1) : "–"],
        row.microseconds.toFixed(1),
      ]),
    ),
    table(
      ["43,000 items", "decode, ms", "the least, ms", "top-20 mean, us", "p99, us", "heap, MB"],
      Object.entries({ native, "Wasm in Node": wasm, "Wasm in Chromium": chromium }).map(([where, found]) => [
        ...[
          where,
          found.decodeMs.toFixed(2),
          found.decodeLeastMs.toFixed(2),
          found.mean.toFixed(2),
          found.p99.toFixed(1),
        ],
        (found.heapBytes / 1e6).toFixed(2),
      ]),
    ),
    table(
      ["clicks", "seconds", "CPU seconds", "MB", "load"],
      growth.map((row) => [
        ...[row.clicks, row.seconds.toFixed(1), row.cpuSeconds.toFixed(1), row.megabytes.toFixed(0)],
        row.load.toFixed(1),
      ]),
    ),
    ...(customers
      ? [
          table(
            ["Online Retail's customers", "model", "the simple rule"],
            [
              ["buy again, precision@10", customers.againPrecision, `best sellers ${customers.popularPrecision}`],
              ["due again, AUC", customers.dueAuc, `median gap ${customers.gapAuc}`],
            ],
          ),
        ]
      : []),
  ].join("\n\n");
  const figures = [
    mean("recommend.wasm.decode", "ms", wasm.decodeMs, 15, "Decoding a model of 43,000 items in Wasm"),
    mean("recommend.wasm.rank", "us", wasm.mean, 20_000, "A top-20 of 43,000 items in Wasm"),
    mean("recommend.wasm.p99", "us", wasm.p99, 20_000, "The same, of a hundred the slowest"),
    mean("recommend.chromium.decode", "ms", chromium.decodeMs, 15, "The same decoding in Chromium"),
    mean("recommend.chromium.rank", "us", chromium.mean, 20_000, "The same top-20 in Chromium"),
    mean("recommend.chromium.p99", "us", chromium.p99, 20_000, "Of a hundred the slowest, in Chromium"),
    mean("recommend.wasm.heap", "bytes", wasm.heapBytes, 1, "Heap that the model of 43,000 items holds"),
  ];
  return { figures, notes, markdown, measured: { rows } };
}
