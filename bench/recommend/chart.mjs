const [width, height, left, bottom, right, top] = [720, 360, 64, 48, 168, 24];

/**
 * HR@20 against kilobytes as an SVG; the background is the page's, so text and lines keep to a grey both themes carry.
 *
 * @param {{name: string, points: {kilobytes: number, hr: number}[]}[]} lines
 * @param {{name: string, hr: number}[]} levels Models that ship no file: a line across.
 */
export function chart(lines, levels) {
  const all = [...lines.flatMap(({ points }) => points.map(({ hr }) => hr)), ...levels.map(({ hr }) => hr)];
  const [low, high] = [Math.floor(Math.min(...all) * 20) / 20, Math.ceil(Math.max(...all) * 20) / 20];
  const most = Math.max(...lines.flatMap(({ points }) => points.map(({ kilobytes }) => kilobytes)));
  const x = (kilobytes) => left + ((width - left - right) * Math.log(kilobytes / 20)) / Math.log(most / 20);
  const y = (hr) => height - bottom - ((height - bottom - top) * (hr - low)) / (high - low);
  const text = (at, to, words, more = "") => `<text x="${at.toFixed(1)}" y="${to.toFixed(1)}" ${more}>${words}</text>`;
  const out = [];
  for (let hr = low; hr <= high + 1e-9; hr += 0.05) {
    out.push(`<path d="M${left} ${y(hr).toFixed(1)}H${width - right}" stroke="#8886"/>`);
    out.push(text(left - 8, y(hr) + 4, hr.toFixed(2), 'text-anchor="end"'));
  }
  for (const kilobytes of [25, 50, 100, 200, 400, 800].filter((one) => one <= most))
    out.push(text(x(kilobytes), height - bottom + 20, `${kilobytes}`, 'text-anchor="middle"'));
  out.push(text((left + width - right) / 2, height - 8, "kilobytes after brotli, ids and all", 'text-anchor="middle"'));
  out.push(text(left, 14, "HR@20"));
  // Names of levels that lie close are moved apart.
  let free = Number.NEGATIVE_INFINITY;
  for (const { name, hr } of [...levels].sort((a, b) => b.hr - a.hr)) {
    const at = Math.max(y(hr) + 4, free);
    free = at + 15;
    out.push(`<path d="M${left} ${y(hr).toFixed(1)}H${width - right}" stroke="#888" stroke-dasharray="4 4"/>`);
    out.push(text(width - right + 8, at, `${name} ${hr.toFixed(3)}`));
  }
  const colours = ["#0b7a75", "#c2571a"];
  for (const [n, { name, points }] of lines.entries()) {
    const path = points.map(({ kilobytes, hr }) => `${x(kilobytes).toFixed(1)} ${y(hr).toFixed(1)}`).join("L");
    out.push(`<path d="M${path}" fill="none" stroke="${colours[n]}" stroke-width="2.5"/>`);
    for (const { kilobytes, hr } of points)
      out.push(`<circle cx="${x(kilobytes).toFixed(1)}" cy="${y(hr).toFixed(1)}" r="4" fill="${colours[n]}"/>`);
    // Beside the last but one, the second smallest: there the line is steep and nothing else is written.
    const middle = points.at(-2);
    if (middle) out.push(text(x(middle.kilobytes) + 14, y(middle.hr) + 8, name, `style="fill:${colours[n]}"`));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="HR@20 against kilobytes"><style>text{font:13px system-ui,sans-serif;fill:#888}path{fill:none}</style>${out.join("")}</svg>\n`;
}
