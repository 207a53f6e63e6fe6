/** Charts by ECharts, drawn on canvas: its tooltips are text, so no visitor's words become HTML. */
import { BarChart, LineChart, SankeyChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type Child, el } from "./dom.js";
import { bucketName, compact } from "./format.js";
import { freshId, table } from "./parts.js";

echarts.use([LineChart, BarChart, SankeyChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** ECharts empties its element by innerHTML = "". That, and nothing else, may pass as HTML. */
type Policies = { createPolicy(name: string, rules: { createHTML(text: string): string }): unknown };
(window as unknown as { trustedTypes?: Policies }).trustedTypes?.createPolicy("default", {
  createHTML: (text) => {
    if (text === "") return text;
    throw new TypeError("HTML from text");
  },
});

const variable = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const palette = (): string[] => [1, 2, 3, 4, 5, 6, 7, 8].map((i) => variable(`--chart-${i}`));

type Option = echarts.EChartsCoreOption;
const living = new Map<HTMLElement, { chart: echarts.ECharts; option: () => Option }>();

const font = '"Be Vietnam Pro", "Segoe UI", Roboto, sans-serif';
const frame = (): Option => ({
  color: palette(),
  textStyle: { fontFamily: font, color: variable("--soft") },
  // Seen once under load, with hostile names in the data: an error out of an animation under way. So there are none.
  animation: false,
  tooltip: {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    backgroundColor: variable("--raised"),
    borderColor: variable("--line"),
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: variable("--ink"), fontSize: 12, fontFamily: font },
  },
});

/** A place for a chart; it is drawn once it stands in the page, and again when the colours change. */
function place(height: number, label: string, option: () => Option): HTMLElement {
  const box = el("div", { class: "chart", role: "img", "aria-label": label });
  box.style.height = `${height}px`;
  new ResizeObserver(() => {
    if (!box.isConnected) {
      living.get(box)?.chart.dispose();
      living.delete(box);
      return;
    }
    const known = living.get(box);
    if (known) return known.chart.resize();
    const chart = echarts.init(box, undefined, { renderer: "canvas" });
    chart.setOption({ ...frame(), ...option() });
    living.set(box, { chart, option });
  }).observe(box);
  return box;
}

export function redraw(): void {
  for (const { chart, option } of living.values()) chart.setOption({ ...frame(), ...option() }, { notMerge: true });
}

/** The chart, and beside it the same as a table for whoever wants the numbers. */
function withTable(chart: HTMLElement, makeTable: () => HTMLElement): HTMLElement {
  const id = freshId();
  const box = el("div", { id, hidden: true });
  const button = el(
    "button",
    { type: "button", class: "link", "aria-expanded": "false", "aria-controls": id },
    "Show as table",
  );
  button.addEventListener("click", () => {
    const open = box.hidden;
    if (open && box.childElementCount === 0) box.append(makeTable());
    box.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Hide the table" : "Show as table";
  });
  return el("div", { class: "chart-box" }, chart, button, box);
}

export interface Series {
  name: string;
  values: (number | null)[];
  kind?: "line" | "bar";
  area?: boolean;
  /** On the right-hand axis. */
  right?: boolean;
  /** Ends of an interval around each value. */
  band?: { low: (number | null)[]; high: (number | null)[] };
  colour?: number;
}

export interface TimeChart {
  label: string;
  buckets: string[];
  series: Series[];
  height?: number;
  stacked?: boolean;
  format?: (value: number) => string;
  formatRight?: (value: number) => string;
  /** Marks of the right-hand axis, where they are to be shorter than the figures. */
  axisRight?: (value: number) => string;
  interval?: number;
  min?: number;
  max?: number;
}

export function timeChart({
  label,
  buckets,
  series,
  height = 260,
  stacked,
  format = compact,
  formatRight = format,
  axisRight = formatRight,
  min,
  max,
  interval,
}: TimeChart): HTMLElement {
  const option = (): Option => {
    const colours = palette();
    const axis = (right: boolean) => ({
      type: "value",
      // Written as whole numbers, so marks between them would read 0 1 1 2 2.
      minInterval: (right ? formatRight : format) === compact ? 1 : undefined,
      min,
      max,
      interval,
      splitNumber: 4,
      axisLabel: { color: variable("--soft"), fontSize: 11, formatter: right ? axisRight : format },
      splitLine: { show: !right, lineStyle: { color: variable("--line") } },
    });
    const hasRight = series.some(({ right }) => right);
    return {
      grid: { left: 6, right: 10, top: series.length > 1 ? 38 : 14, bottom: 4, containLabel: true },
      legend:
        series.length > 1
          ? {
              top: 0,
              left: 0,
              type: "scroll",
              icon: "roundRect",
              itemWidth: 10,
              itemHeight: 10,
              textStyle: { color: variable("--soft"), fontSize: 12 },
              pageIconColor: variable("--soft"),
              pageTextStyle: { color: variable("--soft") },
              data: series.map(({ name }) => name),
            }
          : undefined,
      xAxis: {
        type: "category",
        data: buckets,
        boundaryGap: series.some(({ kind }) => kind === "bar"),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: variable("--line") } },
        axisLabel: {
          color: variable("--soft"),
          fontSize: 11,
          hideOverlap: true,
          formatter: (bucket: string) => bucketName(bucket),
        },
      },
      yAxis: hasRight ? [axis(false), axis(true)] : axis(false),
      tooltip: {
        ...(frame().tooltip as object),
        formatter: (points: { axisValue: string; seriesName: string; value: number | null; seriesIndex: number }[]) => {
          const lines = points
            .filter(
              ({ seriesName, value }) =>
                series.some(({ name }) => name === seriesName) && value !== null && value !== undefined,
            )
            .map(({ seriesName, value }) => {
              const of = series.find(({ name }) => name === seriesName);
              return `${seriesName}  ${(of?.right ? formatRight : format)(Number(value))}`;
            });
          return [bucketName(points[0]?.axisValue ?? "", "full"), ...lines].join("\n");
        },
      },
      series: series.flatMap(({ name, values, kind = "line", area, right, band, colour }, i) => {
        const tint = colours[(colour ?? i) % colours.length];
        const main = {
          name,
          type: kind,
          data: values,
          yAxisIndex: right && hasRight ? 1 : 0,
          stack: stacked ? "all" : undefined,
          z: kind === "bar" ? 2 : 3,
          itemStyle: {
            color: tint,
            opacity: kind === "bar" && !stacked ? 0.5 : 1,
            borderRadius: kind === "bar" && !stacked ? [3, 3, 0, 0] : 0,
          },
          lineStyle: { width: 2, color: tint },
          symbol: values.length > 45 ? "none" : "circle",
          symbolSize: 5,
          showSymbol: values.filter((value) => value !== null).length < 2,
          barMaxWidth: 28,
          connectNulls: true,
          areaStyle: area ? { color: tint, opacity: stacked ? 0.75 : 0.12 } : undefined,
        };
        if (!band) return [main];
        const edge = {
          type: "line",
          stack: `band-${i}`,
          stackStrategy: "all",
          symbol: "none",
          lineStyle: { opacity: 0 },
          connectNulls: true,
          silent: true,
          tooltip: { show: false },
        };
        return [
          { ...edge, name: `${name} low`, data: band.low },
          {
            ...edge,
            name: `${name} high`,
            data: band.high.map((high, at) => (high === null ? null : high - (band.low[at] ?? 0))),
            areaStyle: { color: tint, opacity: 0.14 },
          },
          main,
        ];
      }),
    };
  };
  const rows = () => buckets.map((bucket, i) => ({ bucket, cells: series.map(({ values }) => values[i]) }));
  return withTable(place(height, label, option), () =>
    table(
      label,
      [
        { name: "Time", cell: ({ bucket }) => bucketName(bucket, "full") },
        ...series.map(({ name, right }, i) => ({
          name,
          right: true,
          cell: ({ cells }: { cells: (number | null | undefined)[] }): Child =>
            cells[i] === null || cells[i] === undefined ? "–" : (right ? formatRight : format)(Number(cells[i])),
        })),
      ],
      rows(),
    ),
  );
}

export interface Flow {
  source: string;
  target: string;
  visitors: number;
}

/** Names are `layer:name`; the same stage may stand in several layers. */
export function sankeyChart(
  label: string,
  nodes: string[],
  links: Flow[],
  height: number,
  nameOf: (node: string) => string,
  rankOf: (node: string) => number | undefined,
): HTMLElement {
  // Beside a node this small there is no room for its name; the tooltip and the table have it.
  const sizes = new Map<string, number>();
  for (const { source, target, visitors } of links) {
    sizes.set(target, (sizes.get(target) ?? 0) + visitors);
    if (source.startsWith("0:")) sizes.set(source, (sizes.get(source) ?? 0) + visitors);
  }
  const all = links.filter(({ source }) => source.startsWith("0:")).reduce((sum, { visitors }) => sum + visitors, 0);
  const isNamed = (node: string): boolean => (sizes.get(node) ?? 0) > all * 0.012;
  const option = (): Option => {
    const colours = palette();
    return {
      tooltip: {
        ...(frame().tooltip as object),
        trigger: "item",
        formatter: ({
          dataType,
          data,
          name,
          value,
        }: {
          dataType: string;
          data: Flow & { value: number };
          name: string;
          value: number;
        }) =>
          dataType === "edge"
            ? `${nameOf(data.source)} → ${nameOf(data.target)}\n${compact(data.value)} visitors`
            : `${nameOf(name)}\n${compact(value)} visitors`,
      },
      series: {
        type: "sankey",
        left: 2,
        right: 104,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 12,
        draggable: false,
        layoutIterations: 48,
        emphasis: { focus: "trajectory" },
        label: {
          color: variable("--ink"),
          fontSize: 12,
          fontFamily: font,
          formatter: ({ name }: { name: string }) => (isNamed(name) ? nameOf(name) : ""),
        },
        lineStyle: { color: "gradient", opacity: 0.28, curveness: 0.5 },
        data: nodes.map((name) => ({
          name,
          depth: Number(name.split(":")[0]),
          itemStyle: { color: colours[rankOf(name) ?? -1] ?? variable("--soft"), borderWidth: 0 },
        })),
        links: links.map(({ source, target, visitors }) => ({ source, target, value: visitors })),
      },
    };
  };
  return withTable(place(height, label, option), () =>
    table(
      label,
      [
        { name: "From", cell: ({ source }) => nameOf(source) },
        { name: "To", cell: ({ target }) => nameOf(target) },
        { name: "Visitors", right: true, cell: ({ visitors }) => compact(visitors) },
      ],
      links,
    ),
  );
}
