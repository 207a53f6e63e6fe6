/**
 * What the README shows of a run of the whole bench: ours beside others as tables in Markdown, and a picture. Whatever a
 * run has not measured is left out.
 */

/** Rows of bench/delivery/rows.mjs; less is better in each. */
const trackerRows = [
  ["download", "to download, kB"],
  ["start", "main thread at the start, ms"],
  ["heap", "memory after 100 events, kB"],
  ["call", "`track()`, ms"],
  ["mainThread", "main thread, an event, all in, ms"],
  ["allBytes20", "an event on the line, headers and preflights too, bytes"],
  ["requests20", "requests for 20 events"],
  ["undelivered", "of 20 lost or stuck two minutes after a minute of 503"],
];

const pretty = { amplitude: "Amplitude", mixpanel: "Mixpanel", posthog: "PostHog", rudderstack: "RudderStack" };
const nameOf = (sdk) => pretty[sdk] ?? sdk[0].toUpperCase() + sdk.slice(1);

const number = (value, digits = 3) =>
  Number(value.toPrecision(digits)).toLocaleString("en", { maximumFractionDigits: 3 });

/** Rows of cells; of each row the least number is bold, and where `most`, the greatest. */
function table(head, rows, most = false) {
  const lines = [head, head.map((_, n) => (n === 0 ? "---" : "--:"))];
  for (const [what, ...values] of rows) {
    const known = values.filter((value) => typeof value === "number");
    const best = most ? Math.max(...known) : Math.min(...known);
    const cell = (value) => (typeof value === "number" ? number(value) : "–");
    lines.push([what, ...values.map((value) => (value === best ? `**${cell(value)}**` : cell(value)))]);
  }
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function trackers({ sdks }) {
  const names = Object.keys(sdks);
  const median = (name, id) => sdks[name].figures[id]?.median;
  return table(
    ["", ...names.map(nameOf)],
    trackerRows
      .filter(([id]) => names.some((name) => median(name, id) !== undefined))
      .map(([id, what]) => [what, ...names.map((name) => median(name, id))]),
  );
}

/** `figures` by id, as build/bench.json has them. */
function rules(figures) {
  const engines = ["ours", "jsonLogicJs", "jsonLogicEngine", "growthBook"];
  const row = (where, what) => [what, ...engines.map((name) => figures[`rules.${where}.${name}`]?.median)];
  const rows = [row("node", "in Node, us"), row("chromium", "in Chromium, us")].filter(
    ([, ours]) => ours !== undefined,
  );
  return (
    rows.length > 0 &&
    table(["200 rules, 1,075 conditions, once", "Waymark", "json-logic-js", "json-logic-engine", "GrowthBook"], rows)
  );
}

/** Of bench/results/recommend.json the quality of one data set. */
function recommendations({ rows }) {
  const of = (model, most = Number.POSITIVE_INFINITY) =>
    rows.find((row) => row.set === "Yoochoose 1/64" && row.model === model && (row.bytes ?? 0) <= most)?.hr;
  const models = {
    popularity: "best sellers",
    itemknn: "Item-kNN",
    sr: "sequential rules",
    vmis: "VMIS-kNN",
    vstan: "V-STAN",
  };
  const ours = of("waymark, floor 2", 100_500);
  if (ours === undefined) return undefined;
  const head = ["next item among 20, Yoochoose 1/64", "Waymark, 100 kB on the device", ...Object.values(models)];
  return table(head, [["share of hits", ours, ...Object.keys(models).map((name) => of(name))]], true);
}

/**
 * @param {{delivery?: object, figures: object, recommend?: object}} run What bench/delivery measured, the figures by id,
 *   what bench/recommend measured.
 * @returns {{ [name: string]: string }} a table each
 */
export function sideBySide({ delivery, figures, recommend }) {
  const tables = {
    trackers: delivery && trackers(delivery),
    rules: rules(figures),
    recommendations: recommend && recommendations(recommend),
  };
  return Object.fromEntries(Object.entries(tables).filter(([, text]) => text));
}

/** Each tracker's figures as multiples of ours, on a logarithmic scale, as SVG; words are of a grey both themes carry. */
export async function picture({ sdks }) {
  const echarts = await import("echarts");
  const rows = trackerRows.filter(([id]) => sdks.waymark.figures[id]?.median > 0);
  const grey = "#808080";
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 760, height: 76 + 44 * rows.length });
  const peers = Object.keys(sdks).filter((name) => name !== "waymark");
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif", color: grey },
    color: ["#0072b2", "#e69f00", "#cc79a7", "#d55e00", "#009e73", "#56b4e9"],
    // Without a browser nobody knows how wide a word is.
    legend: { top: 0, itemGap: 26, itemWidth: 12, textStyle: { color: grey } },
    grid: { left: 250, right: 24, top: 52, bottom: 44 },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(([, what]) => what.replaceAll("`", "")),
      axisLabel: { color: grey, width: 230, overflow: "break" },
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: grey, opacity: 0.25 } },
    },
    xAxis: {
      type: "log",
      name: "times Waymark's: left of the line is less than ours",
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: { color: grey },
      axisLabel: { color: grey, formatter: (value) => `${value}×` },
      splitLine: { show: false },
    },
    series: peers.map((name, n) => ({
      name: nameOf(name),
      type: "scatter",
      symbolSize: 12,
      data: rows.flatMap(([id], row) => (sdks[name].figures[id]?.ratio ? [[sdks[name].figures[id].ratio, row]] : [])),
      ...(n === 0 && {
        markLine: {
          symbol: "none",
          silent: true,
          label: { formatter: "Waymark", color: grey, position: "start", distance: 6 },
          lineStyle: { color: grey, type: "solid", width: 1.5 },
          data: [{ xAxis: 1 }],
        },
      }),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}
