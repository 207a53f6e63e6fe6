/** Figures as a table for people, one section a group, columns aligned. */
export function table(groups) {
  const lines = [];
  for (const { title, figures, notes = [] } of groups) {
    lines.push("", title, "");
    const rows = figures.map(({ id, unit, median, p95, samples, what, aim }) => [
      id,
      String(median),
      p95 === null ? "" : String(p95),
      unit,
      samples === 0 ? "diff" : String(samples),
      aim === undefined ? what : `${what} [aim: ${aim}]`,
    ]);
    rows.unshift(["", "median", "p95", "", "samples", ""]);
    const width = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column].length)));
    for (const [id, median, p95, unit, samples, what] of rows) {
      const numbers = [median.padStart(width[1]), p95.padStart(width[2]), unit.padEnd(width[3])];
      lines.push(`  ${id.padEnd(width[0])}  ${numbers.join("  ")}  ${samples.padStart(width[4])}  ${what}`.trimEnd());
    }
    for (const note of notes) lines.push(`  ! ${note}`);
  }
  return lines.join("\n").slice(1);
}
