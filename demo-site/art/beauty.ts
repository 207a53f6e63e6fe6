/** Beauty and hair care, standing on the floor at y = 316. */
import { circle, DARKEN, ellipse, group, INK, LIGHTEN, line, path, rect } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";
import type { Palette } from "./palettes.js";

/** A label: brand line, picture, two lines of text. */
const label = (p: Palette, m: Parameters<Drawing>[1], x: number, y: number, w: number, h: number): string =>
  rect(x, y, w, h, 8, "#fff", `fill-opacity=".94"`) +
  motif(m, { ...p, light: p.main }, x + w / 2, y + h * 0.36, (w / 100) * 0.66) +
  line(`M${x + w * 0.22} ${y + h * 0.72}H${x + w * 0.78}`, p.dark, 5) +
  line(`M${x + w * 0.34} ${y + h * 0.86}H${x + w * 0.66}`, p.main, 4);

export const tube: Drawing = (p, m) =>
  path("M132 66H268L252 268H148Z", p.main) +
  rect(128, 58, 144, 16, 5, p.dark) +
  path("M236 74H267L252 268H226Z", INK, DARKEN) +
  rect(152, 268, 96, 48, 10, p.accent) +
  rect(164, 272, 7, 40, 3, "#fff", LIGHTEN) +
  motif(m, p, 200, 140, 1.1) +
  line("M172 204H228M184 224H216", "#fff", 6);

export const dropper: Drawing = (p, m) =>
  rect(174, 48, 52, 70, 24, p.dark) +
  rect(164, 110, 72, 34, 7, p.accent) +
  path("M140 166Q140 144 164 144H236Q260 144 260 166V296Q260 316 240 316H160Q140 316 140 296Z", p.main) +
  rect(234, 160, 14, 138, 7, INK, DARKEN) +
  rect(150, 160, 9, 138, 4, "#fff", LIGHTEN) +
  label(p, m, 158, 184, 84, 96);

export const creamJar: Drawing = (p, m) =>
  path("M86 200H314V284Q314 316 282 316H118Q86 316 86 284Z", p.main) +
  path("M272 200H314V284Q314 316 282 316H252Q272 308 272 284Z", INK, DARKEN) +
  rect(78, 146, 244, 60, 14, p.dark) +
  rect(92, 156, 216, 8, 4, "#fff", `fill-opacity=".2"`) +
  label(p, m, 144, 222, 112, 72);

export const lipstick: Drawing = (p) =>
  path("M162 176V110Q162 92 182 82L218 64V176Z", p.main) +
  path("M162 110Q162 92 182 82L218 64Q218 96 162 122Z", "#fff", LIGHTEN) +
  rect(152, 172, 76, 44, 4, p.accent) +
  rect(140, 212, 120, 104, 10, p.dark) +
  rect(152, 220, 10, 88, 5, "#fff", `fill-opacity=".22"`) +
  group(
    "translate(14 0)",
    rect(258, 192, 78, 124, 10, INK, `fill-opacity=".85"`) + rect(268, 202, 8, 104, 4, "#fff", `fill-opacity=".2"`),
  );

export const pump: Drawing = (p, m) =>
  line("M200 116V86M200 88H154", p.dark, 14) +
  rect(170, 100, 60, 34, 8, p.accent) +
  path("M126 164Q126 132 158 132H242Q274 132 274 164V290Q274 316 248 316H152Q126 316 126 290Z", p.main) +
  rect(246, 150, 16, 146, 8, INK, DARKEN) +
  rect(138, 152, 10, 142, 5, "#fff", LIGHTEN) +
  label(p, m, 150, 178, 100, 108);

export const bigPump: Drawing = (p, m) =>
  line("M200 92V70M200 70H148L138 82", p.dark, 13) +
  rect(176, 78, 48, 30, 7, p.dark) +
  path("M112 150Q112 106 200 106T288 150V288Q288 316 260 316H140Q112 316 112 288Z", p.main) +
  path("M252 116Q288 126 288 150V288Q288 316 260 316H232Q256 306 256 284Z", INK, DARKEN) +
  rect(126, 150, 10, 142, 5, "#fff", LIGHTEN) +
  label(p, m, 144, 162, 112, 124);

export const spray: Drawing = (p, m) =>
  rect(170, 62, 60, 56, 12, p.dark) +
  rect(158, 76, 22, 14, 4, p.dark) +
  circle(140, 66, 4, p.main) +
  circle(126, 82, 5, p.main) +
  circle(140, 98, 4, p.main) +
  path("M146 140Q146 118 168 118H232Q254 118 254 140V296Q254 316 234 316H166Q146 316 146 296Z", p.main) +
  rect(228, 136, 14, 160, 7, INK, DARKEN) +
  label(p, m, 158, 164, 84, 116);

export const sachet: Drawing = (p, m) =>
  group(
    "rotate(-7 200 200)",
    rect(126, 70, 156, 236, 8, p.light) + line("M134 84H274M134 292H274", p.main, 4, `stroke-dasharray="2 8"`),
  ) +
  group(
    "rotate(5 200 200)",
    rect(120, 78, 160, 238, 8, p.main) +
      line("M130 92H270M130 302H270", p.light, 4, `stroke-dasharray="2 8"`) +
      ellipse(200, 180, 50, 60, "#fff", `fill-opacity=".9"`) +
      ellipse(182, 170, 11, 6, p.main) +
      ellipse(218, 170, 11, 6, p.main) +
      ellipse(200, 210, 14, 6, p.main) +
      motif(m, p, 200, 270, 0.55),
  );

export const compact: Drawing = (p) =>
  circle(200, 146, 92, p.dark) +
  circle(200, 146, 76, "#eaf3f7") +
  path("M148 172 214 84Q242 90 258 110L186 206Q162 196 148 172Z", "#fff", `fill-opacity=".8"`) +
  ellipse(200, 272, 104, 42, p.dark) +
  ellipse(200, 264, 94, 34, p.light) +
  ellipse(200, 262, 70, 23, p.main) +
  rect(182, 224, 36, 14, 6, p.accent);

export const soap: Drawing = (p, m) =>
  rect(92, 206, 216, 108, 34, p.light) +
  path("M96 240Q200 262 304 240V280Q304 314 270 314H130Q96 314 96 280Z", p.main) +
  motif(m, p, 200, 274, 0.8) +
  circle(126, 168, 22, "#fff", `fill-opacity=".8"`) +
  circle(168, 134, 14, "#fff", `fill-opacity=".8"`) +
  circle(246, 158, 28, "#fff", `fill-opacity=".8"`) +
  circle(284, 118, 12, "#fff", `fill-opacity=".8"`);

export const comb: Drawing = (p) =>
  group(
    "rotate(-18 200 200)",
    rect(82, 128, 236, 56, 26, p.main) +
      Array.from({ length: 13 }, (_, i) => rect(98 + i * 16, 168, 8, 104, 4, p.main)).join("") +
      line("M104 150H260", p.dark, 4, `opacity=".5"`),
  );

export const brush: Drawing = (p) =>
  group(
    "rotate(32 200 200)",
    rect(184, 200, 32, 144, 16, p.dark) +
      ellipse(200, 138, 66, 86, p.main) +
      ellipse(200, 138, 48, 68, p.light) +
      [-28, 0, 28].flatMap((dx) => [-36, -12, 12, 36].map((dy) => circle(200 + dx, 138 + dy, 5, p.dark))).join(""),
  );

export const dryer: Drawing = (p) =>
  path("M186 202H246L232 306Q230 318 218 318H202Q190 318 190 306Z", p.dark) +
  path("M76 120H210Q288 122 288 170T210 222L76 206Z", p.main) +
  rect(60, 112, 26, 102, 10, p.dark) +
  circle(222, 171, 34, p.light) +
  circle(222, 171, 20, p.main) +
  rect(204, 244, 14, 26, 6, p.accent) +
  line("M24 140H44M18 164H44M24 188H44", "#fff", 6);

export const ampoules: Drawing = (p) =>
  [110, 166, 222]
    .map(
      (x, i) =>
        path(
          `M${x + 18} ${110 + i * 10}H${x + 38}V${146 + i * 10}Q${x + 56} ${158 + i * 10} ${x + 56} ${184 + i * 10}V300Q${x + 56} 316 ${x + 40} 316H${x + 16}Q${x} 316 ${x} 300V${184 + i * 10}Q${x} ${158 + i * 10} ${x + 18} ${146 + i * 10}Z`,
          [p.main, p.accent, p.light][i] ?? p.main,
        ) +
        rect(x + 12, 94 + i * 10, 32, 24, 6, p.dark) +
        rect(x + 10, 206 + i * 10, 36, 56, 5, "#fff", `fill-opacity=".9"`),
    )
    .join("");
