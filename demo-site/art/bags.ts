/** Bags, standing on the floor at y = 316. */
import { circle, DARKEN, ellipse, INK, line, path, rect } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";

export const tote: Drawing = (p, m) =>
  line("M148 164Q148 66 200 66T252 164", p.dark, 14) +
  path("M96 150H304L320 300Q322 316 306 316H94Q78 316 80 300Z", p.main) +
  path("M272 150H304L320 300Q322 316 306 316H272Z", INK, DARKEN) +
  line("M104 166H296", p.light, 3, `stroke-dasharray="3 9"`) +
  motif(m, p, 196, 236, 1.7);

export const backpack: Drawing = (p, m) =>
  line("M168 90Q168 60 200 60T232 90", p.dark, 12) +
  rect(80, 190, 44, 104, 20, p.dark) +
  rect(276, 190, 44, 104, 20, p.dark) +
  path("M104 172Q104 84 200 84T296 172V284Q296 316 264 316H136Q104 316 104 284Z", p.main) +
  path("M260 112Q296 130 296 172V284Q296 316 264 316H244Q262 306 262 284Z", INK, DARKEN) +
  rect(134, 214, 132, 84, 18, p.light) +
  line("M134 238H266", p.dark, 5) +
  rect(192, 232, 16, 22, 5, p.accent) +
  motif(m, p, 200, 152, 1);

export const crossbody: Drawing = (p) =>
  line("M92 196Q96 58 200 58T308 196", p.dark, 9) +
  rect(82, 176, 236, 138, 26, p.main) +
  path("M82 206Q82 176 112 176H288Q318 176 318 206V226Q200 286 82 226Z", p.dark) +
  circle(200, 252, 13, p.accent) +
  circle(92, 196, 9, p.accent) +
  circle(308, 196, 9, p.accent) +
  path("M106 296H294", "none", `stroke="${p.light}" stroke-width="3" stroke-dasharray="3 9"`);

export const wallet: Drawing = (p, m) =>
  rect(86, 118, 228, 150, 18, p.dark) +
  rect(110, 98, 180, 60, 10, p.light) +
  rect(80, 142, 240, 160, 20, p.main) +
  rect(256, 196, 68, 50, 16, p.dark) +
  circle(282, 221, 9, p.accent) +
  line("M96 160H304M96 286H304", p.light, 3, `stroke-dasharray="3 9"`) +
  motif(m, p, 160, 222, 0.9);

export const suitcase: Drawing = (p) =>
  line("M168 104V58H232V104", p.dark, 11) +
  rect(108, 100, 184, 202, 26, p.main) +
  [142, 174, 226, 258].map((x) => rect(x - 5, 120, 10, 162, 5, p.dark, `fill-opacity=".45"`)).join("") +
  circle(138, 308, 12, INK) +
  circle(262, 308, 12, INK) +
  rect(182, 108, 36, 20, 6, p.accent) +
  path("M264 100Q292 100 292 126V276Q292 302 266 302 274 200 264 100Z", INK, DARKEN);

export const basket: Drawing = (p) =>
  line("M130 178Q136 76 200 76T270 178", p.dark, 13) +
  path("M84 170H316L294 296Q290 316 270 316H130Q110 316 106 296Z", p.main) +
  [196, 226, 256, 286]
    .map((y, i) =>
      line(
        `M${92 + i * 5} ${y}H${308 - i * 5}`,
        p.dark,
        4,
        `stroke-dasharray="16 10" stroke-dashoffset="${(i % 2) * 13}" opacity=".65"`,
      ),
    )
    .join("") +
  rect(78, 160, 244, 22, 11, p.dark) +
  path("M110 160Q124 132 156 142 186 120 214 144 250 126 290 160Z", p.accent);

export const pouch: Drawing = (p, m) =>
  path("M90 160Q80 316 116 316H284Q320 316 310 160Z", p.main) +
  path("M276 160H310Q320 316 284 316H252Q290 280 276 160Z", INK, DARKEN) +
  rect(82, 144, 236, 28, 14, p.dark) +
  line("M96 158H304", p.light, 4, `stroke-dasharray="5 5"`) +
  rect(296, 150, 44, 16, 8, p.accent) +
  motif(m, p, 196, 240, 1.4);

export const beltBag: Drawing = (p) =>
  line("M70 178Q200 118 330 178", p.dark, 22) +
  path("M88 196Q200 152 312 196 330 292 270 308 200 318 130 308 70 292 88 196Z", p.main) +
  line("M112 222Q200 190 288 222", p.dark, 7) +
  rect(270, 214, 14, 36, 6, p.accent) +
  ellipse(200, 268, 60, 22, p.dark, `fill-opacity=".35"`);
