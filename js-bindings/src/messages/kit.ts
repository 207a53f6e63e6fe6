import { checkPath, draw, icon, isCalm, listOf, make, objectOf, starPath, textOf } from "./dom.js";
import { showEnding } from "./ending.js";
import { button, codeBox, head } from "./parts.js";
import { allowedUrl } from "./url.js";

/** What the rare templates are lent, so that their file carries nothing twice. */
export const kit = {
  make,
  draw,
  icon,
  checkPath,
  starPath,
  textOf,
  listOf,
  objectOf,
  isCalm,
  head,
  button,
  codeBox,
  showEnding,
  allowedUrl,
};
export type Kit = typeof kit;
