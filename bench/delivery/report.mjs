import { at, patienceMs, rows } from "./rows.mjs";

/**
 * `{ [row]: { median, least, most, samples, ratio } }` of each SDK. `ratio` is the median to ours; null where there is
 * none. A median of null: not within the time it was given.
 */
export function summarise(samplesOf) {
  const figures = {};
  for (const [name, samples] of Object.entries(samplesOf)) {
    figures[name] = {};
    for (const { id, values } of rows) {
      const found = values(samples);
      if (found) figures[name][id] = summary(found);
    }
  }
  for (const own of Object.values(figures)) {
    for (const [id, figure] of Object.entries(own)) figure.ratio = ratio(figure.median, figures.waymark?.[id]?.median);
  }
  return figures;
}

function summary(values) {
  const known = values.map((value) => value ?? Infinity);
  const plain = (value) => (Number.isFinite(value) ? round(value) : null);
  return {
    median: plain(at(known, 0.5)),
    least: plain(Math.min(...known)),
    most: plain(Math.max(...known)),
    samples: known.length,
  };
}

function ratio(value, ours) {
  return value === null || !ours ? null : round(value / ours);
}

/** A shared machine promises no more than three digits. */
function round(value) {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** The figures as a table in Markdown: medians, and the peers' ratio to ours. */
export function markdown({ sdks }) {
  const names = Object.keys(sdks);
  const measured = rows.filter(({ id }) => names.some((name) => sdks[name].figures[id]));
  const lines = [
    ["", "unit", "aim", ...names.map((name) => `${name} ${sdks[name].version}`)],
    ["---", "---", ...["", ...names].map(() => "--:")],
    ...measured.map(({ id, unit, what, aim }) => [
      what,
      unit,
      aim === undefined ? "" : `≤ ${aim}`,
      ...names.map((name) => cell(sdks[name].figures[id], unit, name === "waymark")),
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cell(figure, unit, ours) {
  if (!figure) return "";
  if (figure.median === null) return unit === "s" ? `> ${patienceMs / 1_000}` : "none came";
  const value = figure.median.toLocaleString("en", { maximumFractionDigits: 3 });
  return ours || figure.ratio === null ? value : `${value} (${figure.ratio}×)`;
}

/** The same as `bench/run.mjs` keeps figures: one of each row and SDK, `delivery.<sdk>.<row>`. */
export function figures({ sdks }) {
  return Object.entries(sdks).flatMap(([name, { figures: own }]) =>
    rows.flatMap(({ id, unit, what, aim }) => {
      if (!own[id]) return [];
      const { median, most, samples } = own[id];
      const aimed = name === "waymark" && aim !== undefined ? { aim } : {};
      return [{ id: `delivery.${name}.${id}`, unit, median, p95: most, samples, what, ...aimed }];
    }),
  );
}
