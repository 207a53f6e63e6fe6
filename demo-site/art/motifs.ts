/** Small pictures printed on clothes, covers and bags; drawn about (0, 0), about 60 units wide. */
import { circle, ellipse, group, INK, line, path, rect } from "./draw.js";
import type { Palette } from "./palettes.js";

type Motif = (p: Palette) => string;

const star = "M0-30 8.8-9.7 30.9-7.7 14.2 6.9 19.1 28.4 0 17-19.1 28.4-14.2 6.9-30.9-7.7-8.8-9.7Z";
const heart = "M0 26C-40 0-32-28-14-28-6-28-2-22 0-17 2-22 6-28 14-28 32-28 40 0 0 26Z";

const motifs = {
  none: () => "",
  star: (p) => path(star, p.accent),
  heart: (p) => path(heart, p.accent),
  bear: (p) =>
    circle(-19, -19, 10, p.light) +
    circle(19, -19, 10, p.light) +
    circle(0, 0, 27, p.light) +
    ellipse(0, 9, 12, 9, "#fff") +
    circle(-9, -4, 3, INK) +
    circle(9, -4, 3, INK) +
    ellipse(0, 5, 4, 3, INK),
  cat: (p) =>
    path("M-26-30-24 0Q-24 25 0 25T24 0L26-30 10-19H-10Z", p.light) +
    circle(-9, 0, 3, INK) +
    circle(9, 0, 3, INK) +
    line("M-5 9Q0 14 5 9", INK, 2.5),
  dino: (p) =>
    path(
      "M-34 22C-30-2-14-8-4-8L-4-18Q-4-30 10-30H22Q32-30 32-20-32-20 32-12H14L16 6Q18 22 4 22H-2V30H-12V22Z",
      p.light,
    ) +
    path("M-26 4-24-8-14-2-10-14-2-6Z", p.accent) +
    circle(14, -22, 3, INK),
  sun: (p) =>
    circle(0, 0, 17, p.accent) +
    line("M0-30V-26M0 26V30M-30 0H-26M26 0H30M-21-21-18-18M18 18 21 21M-21 21-18 18M18-18 21-21", p.accent, 5),
  moon: (p) => path("M12-28A30 30 0 1 0 28 14 24 24 0 0 1 12-28Z", p.accent),
  boat: (p) =>
    path("M-30 6H30Q24 26 6 26H-8Q-24 26-30 6Z", p.accent) +
    path("M-2-30V0H-24Z", p.light) +
    path("M4-22V0H22Z", p.light),
  flower: (p) =>
    [0, 72, 144, 216, 288].map((a) => group(`rotate(${a})`, ellipse(0, -17, 10, 14, p.accent))).join("") +
    circle(0, 0, 9, "#fff"),
  leaf: (p) =>
    path("M0 30C-28 10-24-18 0-32 24-18 28 10 0 30Z", p.accent) + line("M0 34V-16M0 8-11-2M0 0 11-10", p.dark, 3),
  rocket: (p) =>
    path("M0-34C18-20 18 4 14 18H-14C-18 4-18-20 0-34Z", p.light) +
    path("M-14 4-26 22-12 18ZM14 4 26 22 12 18Z", p.accent) +
    circle(0, -8, 7, p.dark) +
    path("M-7 20H7L0 34Z", p.accent),
  fish: (p) =>
    path("M-30 0C-14-24 14-20 22 0 14 20-14 24-30 0Z", p.accent) +
    path("M18 0 36-14V14Z", p.accent) +
    circle(-14, -4, 3, INK),
  cloud: (p) =>
    circle(-14, 4, 14, p.light) +
    circle(6, -6, 18, p.light) +
    circle(22, 6, 12, p.light) +
    rect(-16, 4, 40, 14, 7, p.light),
  lotus: (p) =>
    path("M0-26C14-10 14 8 0 20-14 8-14-10 0-26Z", p.accent) +
    path("M-32-8C-12-10-2 4 0 20-18 20-30 8-32-8ZM32-8C12-10 2 4 0 20 18 20 30 8 32-8Z", p.light),
  wave: (p) => line("M-32-10Q-24-20-16-10T0-10 16-10 32-10M-32 8Q-24-2-16 8T0 8 16 8 32 8", p.accent, 5),
  dots: (p) =>
    [
      [-24, -20],
      [0, -20],
      [24, -20],
      [-12, 0],
      [12, 0],
      [-24, 20],
      [0, 20],
      [24, 20],
    ]
      .map(([x, y]) => circle(x ?? 0, y ?? 0, 5, p.light))
      .join(""),
  stripes: (p) => [-30, -6, 18].map((y) => rect(-60, y, 120, 10, 0, p.light)).join(""),
} satisfies Record<string, Motif>;

export type MotifName = keyof typeof motifs;

/** The motif at (x, y), `scale` times its own size. */
export function motif(name: MotifName, p: Palette, x: number, y: number, scale = 1): string {
  const inner = motifs[name](p);
  return inner && group(`translate(${x} ${y})${scale === 1 ? "" : ` scale(${scale})`}`, inner);
}
