/** Small helpers that write SVG markup. Coordinates are in the 400 × 400 box every illustration uses. */

/** A filled path. `extra` is more attributes, written as they are. */
export const path = (d: string, fill: string, extra = ""): string =>
  `<path d="${d}" fill="${fill}"${extra && ` ${extra}`}/>`;

/** A line with round ends. */
export const line = (d: string, stroke: string, width = 6, extra = ""): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${extra && ` ${extra}`}/>`;

export const rect = (x: number, y: number, w: number, h: number, rx: number, fill: string, extra = ""): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${rx}" fill="${fill}"${extra && ` ${extra}`}/>`;

export const circle = (cx: number, cy: number, r: number, fill: string, extra = ""): string =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"${extra && ` ${extra}`}/>`;

export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, extra = ""): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${extra && ` ${extra}`}/>`;

/** A group moved, turned or scaled by an SVG transform. */
export const group = (transform: string, inner: string): string => `<g transform="${transform}">${inner}</g>`;

/** Darkens or lightens what lies below: the flat style's only shading. */
export const DARKEN = `fill-opacity=".09"`;
export const LIGHTEN = `fill-opacity=".32"`;
export const INK = "#1c2a24";
export const WHITE = "#fff";
