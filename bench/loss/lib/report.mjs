/** Results as people read them. */

const median = (values) => {
  const sorted = values.filter((value) => value !== null && value !== undefined).sort((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.floor((sorted.length - 1) / 2)];
};

/** One run in one line, while the bench runs. */
export function oneLine(result) {
  const head = `${result.engine} ${result.sdk} ${result.row}:`;
  if (result.impossible) return `${head} cannot be staged: ${result.impossible}`;
  if (result.failed) return `${head} THE BENCH FAILED: ${result.failed}`;
  const {
    expected,
    lost,
    missing,
    extraCopies,
    doubles,
    requests,
    preflights,
    worstMinute,
    inRetryAfter,
    drainedSeconds,
  } = result;
  const parts = [
    `${expected - lost}/${expected} received`,
    lost > 0 ? `LOST ${lost} (${missing.join(",")})` : "",
    extraCopies > 0 ? `${extraCopies} extra copies` : "",
    doubles > 0 ? `${doubles} DOUBLES` : "",
    `${requests} requests`,
    preflights > 0 ? `${preflights} preflights` : "",
    worstMinute > 0 ? `${worstMinute} a minute while sick` : "",
    inRetryAfter > 0 ? `${inRetryAfter} in Retry-After` : "",
    drainedSeconds === null ? "" : `drained after ${drainedSeconds.toFixed(1)} s by ${result.drainedBy}`,
    result.unreadable > 0 ? `${result.unreadable} UNREADABLE` : "",
    Object.keys(result.notes).length > 0 ? JSON.stringify(result.notes) : "",
    `(${result.seconds.toFixed(0)} s)`,
  ];
  return `${head} ${parts.filter(Boolean).join(", ")}`;
}

/** The whole run as Markdown: what was lost, what came twice, how many requests, how fast. */
export function markdown(report, rows) {
  const { results, measuredAt, machine, fast, repeat } = report;
  const columns = [...new Set(results.map(columnOf))];
  const used = rows.filter(({ id }) => results.some(({ row }) => row === id));
  const header = `| row | ${columns.map(titleOf(results)).join(" | ")} |\n|---|${"---|".repeat(columns.length)}`;
  const section = (title, show) => {
    const lines = used.map(({ id }) => {
      const cells = columns.map((column) =>
        cell(
          results.filter((one) => one.row === id && columnOf(one) === column),
          show,
        ),
      );
      return `| ${id} | ${cells.join(" | ")} |`;
    });
    return `### ${title}\n\n${header}\n${lines.join("\n")}\n`;
  };
  const sum = (key) => (runs) => String(median(runs.map((run) => run[key])));
  const impossible = [
    ...new Set(
      results.filter((run) => run.impossible).map((run) => `- ${run.row} in ${run.engine}: ${run.impossible}`),
    ),
  ];
  return [
    `## Fault matrix, ${measuredAt.slice(0, 10)}\n`,
    `${Object.values(machine).join(" · ")} · ${repeat > 1 ? `medians of ${repeat} runs` : "one run"}${fast ? " · FAST: shortened outages" : ""}\n`,
    section("Events lost", (runs) => `${worst(runs, "lost")} of ${runs[0].expected}`),
    section(
      "Extra copies (of them left after de-duplication)",
      (runs) => `${sum("extraCopies")(runs)} (${worst(runs, "doubles")})`,
    ),
    section("Requests (preflights)", (runs) => `${sum("requests")(runs)} (${sum("preflights")(runs)})`),
    section("Requests a minute while the collector was in trouble (at most)", sum("worstMinute")),
    section("Requests inside a Retry-After window", sum("inRetryAfter")),
    section("Seconds from recovery to the last event", (runs) => {
      const seconds = median(runs.map(({ drainedSeconds }) => drainedSeconds));
      return seconds === null
        ? "never"
        : `${seconds.toFixed(1)}${runs[0].drainedBy === "the next visit" ? " (next visit)" : ""}`;
    }),
    ...(impossible.length > 0 ? [`### Not staged\n\n${impossible.join("\n")}\n`] : []),
    `### Rows\n\n${used.map(({ id, what }) => `- **${id}**: ${what}.`).join("\n")}\n`,
  ].join("\n");
}

const columnOf = ({ engine, sdk }) => `${engine} ${sdk}`;
const titleOf = (results) => (column) => {
  const { engine, sdk, version } = results.find((one) => columnOf(one) === column);
  return `${sdk} ${version} (${engine})`;
};

/** Losses are not averaged: the worst run counts. */
const worst = (runs, key) => Math.max(...runs.map((run) => run[key]));

function cell(runs, show) {
  if (runs.length === 0) return "";
  if (runs[0].impossible) return "–";
  const whole = runs.filter(({ failed }) => !failed);
  return whole.length === 0 ? "bench failed" : show(whole);
}
