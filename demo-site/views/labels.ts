import { json } from "./html.js";
import type { PageContext } from "./page.js";
import type { Word } from "./words.js";

/** Texts the shop's script needs, in the page's language. */
export const labels = (ctx: PageContext, ...names: Word[]): string =>
  json(Object.fromEntries(names.map((name) => [name, ctx.t(name)])));
