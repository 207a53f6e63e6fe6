/** Every kind of product we can draw, by name. */
import * as bags from "./bags.js";
import * as beauty from "./beauty.js";
import * as clothes from "./clothes.js";
import * as home from "./home.js";
import type { MotifName } from "./motifs.js";
import type { Palette } from "./palettes.js";
import * as paper from "./paper.js";
import * as shoes from "./shoes.js";
import * as sport from "./sport.js";
import * as toys from "./toys.js";

/** Draws one kind in a palette, with a motif printed on it where the kind has room for one. */
export type Drawing = (p: Palette, motif: MotifName) => string;

export const kinds = {
  ...clothes,
  ...shoes,
  ...toys,
  ...home,
  ...beauty,
  ...bags,
  ...paper,
  ...sport,
} satisfies Record<string, Drawing>;

export type Kind = keyof typeof kinds;
