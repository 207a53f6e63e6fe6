/** The porch of the home page and the strip of roof tiles above it. */
import { circle, ellipse, group, line, path, rect } from "./draw.js";
import { kinds } from "./kinds.js";
import { palettes } from "./palettes.js";

const WALL = "#f7d27a";
const SHUTTER = "#1f6b4c";
const SHUTTER_DARK = "#164f38";

/** A door leaf with slats; x is its left edge. */
const shutter = (x: number): string =>
  rect(x, 128, 78, 252, 4, SHUTTER) +
  rect(x + 9, 140, 60, 108, 3, SHUTTER_DARK) +
  rect(x + 9, 260, 60, 108, 3, SHUTTER_DARK) +
  [152, 168, 184, 200, 216, 232, 272, 288, 304, 320, 336, 352]
    .map((y) => rect(x + 14, y - 4, 50, 8, 2, SHUTTER))
    .join("");

/** A spray of bougainvillea around (0, 0). */
const petals = ["#d94a7d", "#e8699a", "#b02e5d", "#d94a7d", "#ef8fb3"];
const spray = (n: number): string =>
  Array.from({ length: n }, (_, i) => {
    const angle = i * 2.4;
    const reach = 9 * Math.sqrt(i);
    const x = Math.round(Math.cos(angle) * reach * 1.5);
    const y = Math.round(Math.sin(angle) * reach);
    return i % 4 === 3
      ? ellipse(x, y, 11, 6, "#3e8e6a", `transform="rotate(${(i * 47) % 180} ${x} ${y})"`)
      : path(
          `M${x} ${y - 11}Q${x + 13} ${y - 4} ${x} ${y + 10} ${x - 13} ${y - 4} ${x} ${y - 11}Z`,
          petals[i % 5] ?? "#d94a7d",
        );
  }).join("");

const pot = (x: number, leaves: string): string =>
  group(
    `translate(${x} 0)`,
    leaves + path("M-30 340H30L22 396H-22Z", "#c8643f") + rect(-34, 330, 68, 16, 6, "#a1492a"),
  );
const monstera = [-46, -20, 8, 34, 58]
  .map((a) =>
    group(
      `rotate(${a} 0 332)`,
      line("M0 332V268", SHUTTER, 4) +
        path("M0 214C-26 232-24 262 0 274 24 262 26 232 0 214Z", a % 4 ? "#3e8e6a" : "#2b6c4f"),
    ),
  )
  .join("");
const snakePlant = [-14, -5, 4, 13]
  .map((a, i) =>
    group(
      `rotate(${a} 0 332)`,
      path(
        `M-9 336Q-12 ${262 - i * 8} 0 ${226 + (i % 2) * 22} 12 ${262 - i * 8} 9 336Z`,
        i % 2 ? "#3e8e6a" : "#5bab92",
      ),
    ),
  )
  .join("");

const thing = (
  kind: "teddy" | "paperLantern" | "basket" | "sandal" | "bookSet" | "teapot",
  palette: keyof typeof palettes,
  x: number,
  y: number,
  scale: number,
): string => group(`translate(${x} ${y}) scale(${scale})`, kinds[kind](palettes[palette], "none"));

/** 720 × 400, on nothing: the page gives the wall behind it and the floor it stands on, 10 below its foot. */
export function porch(): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 400" width="720" height="400">` +
    path("M254 388V190A106 106 0 0 1 466 190V388Z", "#fff6df") +
    path("M268 388V192A92 92 0 0 1 452 192V388Z", "#33584a") +
    path("M268 192A92 92 0 0 1 452 192V204H268Z", "#ffe9b0") +
    line("M360 100V204M360 204 296 136M360 204 424 136", SHUTTER, 6) +
    rect(280, 204, 160, 184, 0, "#24463a") +
    path("M300 388V230H420V388Z", "#f6e3b2", `fill-opacity=".28"`) +
    shutter(182) +
    shutter(460) +
    circle(252, 262, 4, WALL) +
    circle(468, 262, 4, WALL) +
    line("M96 0V36", SHUTTER_DARK, 4) +
    thing("paperLantern", "brick", 26, 8, 0.36) +
    group("translate(610 92)", spray(58)) +
    group("translate(548 58)", spray(30)) +
    group("translate(652 156)", spray(26)) +
    group("translate(596 176)", spray(12)) +
    pot(598, monstera) +
    pot(60, snakePlant) +
    rect(100, 316, 160, 16, 6, "#a87a49") +
    rect(114, 330, 14, 62, 4, "#8c6238") +
    rect(232, 330, 14, 62, 4, "#8c6238") +
    rect(120, 352, 120, 8, 4, "#8c6238") +
    thing("teddy", "sand", 92, 166, 0.48) +
    thing("bookSet", "ocean", 182, 204, 0.36) +
    thing("basket", "sand", 462, 262, 0.4) +
    thing("sandal", "mint", 296, 310, 0.28) +
    thing("sandal", "bougain", 378, 322, 0.22) +
    "</svg>\n"
  );
}

/** One period of the scalloped roof edge, 48 × 40. */
export function tiles(): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 40" width="48" height="40">` +
    rect(0, 0, 48, 14, 0, "#a1492a") +
    path("M0 12H24V20A12 12 0 0 1 0 20Z", "#c8643f") +
    path("M24 12H48V20A12 12 0 0 1 24 20Z", "#b9573a") +
    rect(0, 8, 48, 6, 0, "#8f3f28") +
    path("M4 14V20A8 8 0 0 0 9 27V14ZM28 14V20A8 8 0 0 0 33 27V14Z", "#fff", `fill-opacity=".14"`) +
    "</svg>\n"
  );
}

/** One period of the tiled floor, 56 × 56. */
export function floor(): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 56" width="56" height="56">` +
    rect(0, 0, 56, 56, 0, "#b9573a") +
    rect(0, 0, 56, 10, 0, "#8f3f28") +
    path("M0 33 28 17 56 33 28 49Z", "#d98a63", `fill-opacity=".55"`) +
    circle(28, 33, 4.5, WALL) +
    path("M0 26 6 33 0 40ZM56 26 50 33 56 40Z", "#8f3f28", `fill-opacity=".6"`) +
    "</svg>\n"
  );
}

/** The mark: an arch under a roof. */
export function mark(): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">` +
    path("M2 12 16 3 30 12V15H2Z", "#b9573a") +
    path("M6 29V15H26V29H21V23A5 5 0 0 0 11 23V29Z", SHUTTER) +
    circle(16, 10.6, 1.8, WALL) +
    "</svg>\n"
  );
}
