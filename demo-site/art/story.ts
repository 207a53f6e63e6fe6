/** Pictures for what the shop says to a visitor: a washing line of children's clothes, toys on a shelf, a beach bag. */
import { circle, ellipse, group, line, path, rect } from "./draw.js";
import { type Kind, kinds } from "./kinds.js";
import type { MotifName } from "./motifs.js";
import { type PaletteName, palettes } from "./palettes.js";

const put = (kind: Kind, palette: PaletteName, motif: MotifName, x: number, y: number, scale: number, turn = 0) =>
  group(`translate(${x} ${y}) rotate(${turn} ${200 * scale} 0) scale(${scale})`, kinds[kind](palettes[palette], motif));

const sheet = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 520" width="720" height="520">${inner}</svg>\n`;

const peg = (x: number, y: number): string => rect(x - 4, y - 12, 8, 26, 3, "#a87a49");
const cloud = (x: number, y: number, scale: number): string =>
  group(
    `translate(${x} ${y}) scale(${scale})`,
    ellipse(0, 0, 56, 24, "#fff") + circle(-22, -12, 24, "#fff") + circle(18, -20, 30, "#fff"),
  );

/** 720 × 520: a summer wash, drying on the porch. */
export const clothesline = (): string =>
  sheet(
    rect(0, 0, 720, 520, 0, "#dff0f7") +
      circle(604, 96, 52, "#f7d27a") +
      cloud(150, 96, 0.9) +
      cloud(430, 64, 0.7) +
      path("M0 520Q240 396 420 430T720 400V520Z", "#bfe0cd") +
      path("M120 520Q360 440 520 466T720 450V520Z", "#9fcfb4") +
      line("M6 122Q360 176 730 112", "#8c6238", 5) +
      circle(8, 122, 9, "#8c6238") +
      put("tee", "marigold", "sun", 10, 106, 0.62, -2) +
      put("dress", "lotus", "flower", 222, 118, 0.7, 1) +
      put("shorts", "sky", "none", 462, 112, 0.58, 2) +
      peg(86, 132) +
      peg(186, 142) +
      peg(318, 148) +
      peg(410, 149) +
      peg(534, 138) +
      peg(624, 128),
  );

/** 720 × 520: what children play with, on a shelf. */
export const playroom = (): string =>
  sheet(
    rect(0, 0, 720, 520, 0, "#fdf2f4") +
      circle(360, 250, 214, "#fae1e6") +
      put("teddy", "sand", "none", 56, 96, 0.82) +
      put("train", "leaf", "none", 250, 168, 0.66) +
      put("rings", "marigold", "none", 462, 158, 0.66) +
      rect(0, 408, 720, 22, 0, "#a87a49") +
      rect(0, 430, 720, 90, 0, "#f6d9de"),
  );

/** 720 × 520: a jar and a tube that are nearly empty. */
export const bathroom = (sun: boolean): string =>
  sheet(
    rect(0, 0, 720, 520, 0, sun ? "#fcf0d2" : "#e6f3ee") +
      circle(360, 244, 200, sun ? "#f9dd96" : "#d2e9df") +
      (sun
        ? put("tube", "marigold", "sun", 204, 66, 0.9) + put("sunHat", "sand", "none", 436, 214, 0.56)
        : put("pump", "leaf", "leaf", 176, 62, 0.92) + put("towel", "mint", "none", 424, 196, 0.6)) +
      rect(0, 420, 720, 16, 0, sun ? "#e9c66f" : "#a9cfc0") +
      rect(0, 436, 720, 84, 0, sun ? "#f7e6bb" : "#d2e9df"),
  );
