/** A product's picture: the kind, drawn in its colours, in front of the shop's arch. */
import { path, rect } from "./draw.js";
import { type Kind, kinds } from "./kinds.js";
import type { MotifName } from "./motifs.js";
import { type PaletteName, palettes } from "./palettes.js";

export interface Illustration {
  kind: Kind;
  palette: PaletteName;
  motif?: MotifName;
}

/** `detail` comes closer, as a second photograph would. */
export type View = "main" | "detail";

const viewBoxes: Record<View, string> = { main: "0 0 400 400", detail: "110 96 190 190" };

/** An SVG document, 400 × 400, under 4 KB, with no style attributes or scripts (it is shown under a strict CSP). */
export function illustrate({ kind, palette, motif = "none" }: Illustration, view: View = "main"): string {
  const p = palettes[palette];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBoxes[view]}" width="400" height="400">` +
    `<filter id="s" x="-20%" y="-20%" width="140%" height="150%"><feDropShadow dx="0" dy="9" stdDeviation="9" flood-color="#1c2a24" flood-opacity=".2"/></filter>` +
    rect(0, 0, 400, 400, 0, p.wall) +
    path("M58 400V196a142 142 0 0 1 284 0V400Z", p.arch) +
    `<g filter="url(#s)">${kinds[kind](p, motif)}</g></svg>\n`
  );
}
