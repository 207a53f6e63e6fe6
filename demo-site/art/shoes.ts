/** Shoes: a pair, side view, standing on the floor at y = 316. */
import { circle, DARKEN, ellipse, group, INK, line, path, rect } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";
import type { Palette } from "./palettes.js";

/** The same shoe twice, one a little behind the other. */
const pair = (shoe: string): string => group("translate(46 -58) scale(.86)", shoe) + shoe;

export const sneaker: Drawing = (p, m) =>
  pair(
    path("M84 206Q112 222 138 200L160 184Q200 234 270 244 322 252 322 292H78Q72 240 84 206Z", p.main) +
      path("M244 238Q322 250 322 292H258Q262 262 244 238Z", p.light) +
      path("M84 206Q98 214 112 212L116 292H78Q72 240 84 206Z", p.dark) +
      rect(70, 288, 258, 26, 13, "#fff") +
      line("M76 303H322", p.accent, 5) +
      line("M166 214 190 196M184 230 208 212M206 240 228 224", "#fff", 6) +
      motif(m, p, 156, 258, 0.55),
  );

export const runner: Drawing = (p) =>
  pair(
    path("M78 204Q102 218 128 196L152 178Q204 236 276 240 330 250 330 286H74Z", p.main) +
      path("M252 238Q330 246 330 286H270Z", p.dark) +
      path("M62 286H334Q340 314 312 314H88Q58 312 62 286Z", "#fff") +
      path("M62 292Q200 280 336 292V300Q200 290 62 304Z", p.accent) +
      path("M128 284Q170 240 214 236 180 264 176 284Z", p.accent) +
      line("M164 206 188 190M184 222 208 206M206 234 228 220", p.light, 6),
  );

export const sandal: Drawing = (p) =>
  pair(
    path("M70 296Q74 278 100 280L300 282Q330 284 328 302 326 316 306 316H90Q68 314 70 296Z", p.dark) +
      path("M224 282Q236 226 284 244 308 256 304 284Z", p.main) +
      path("M88 282Q84 226 120 220 156 222 152 282H134Q136 242 118 242 104 244 106 282Z", p.main) +
      path("M148 262 230 252 228 272 150 282Z", p.light) +
      circle(120, 232, 7, p.accent) +
      rect(70, 300, 258, 16, 8, p.accent, `fill-opacity=".8"`),
  );

export const rainBoot: Drawing = (p, m) =>
  pair(
    path("M112 110H208V232Q222 246 262 250 310 256 310 296V300H112Z", p.main) +
      path("M208 232Q222 246 262 250 310 256 310 296H250Q252 262 208 232Z", p.light, `fill-opacity=".35"`) +
      rect(106, 104, 108, 24, 10, p.accent) +
      rect(104, 294, 214, 22, 10, p.dark) +
      path("M112 128H134V294H112Z", INK, DARKEN) +
      motif(m, p, 164, 190, 0.85),
  );

export const slipper: Drawing = (p, m) =>
  pair(
    path("M72 292Q80 270 130 278L310 276Q334 282 330 300 326 316 304 316H96Q68 314 72 292Z", p.light) +
      path("M168 282Q174 212 244 216 322 222 326 288 250 300 168 282Z", p.main) +
      path("M290 228Q324 246 326 288L300 292Q306 254 290 228Z", INK, DARKEN) +
      rect(72, 302, 256, 14, 7, p.dark) +
      motif(m, p, 244, 254, 0.75),
  );

export const maryJane: Drawing = (p) =>
  pair(
    path("M80 214Q104 226 130 224L136 252Q210 262 236 238 322 244 324 296H76Q70 246 80 214Z", p.main) +
      ellipse(284, 268, 30, 14, "#fff", `fill-opacity=".25"`) +
      line("M140 222Q186 196 226 244", p.dark, 15) +
      circle(186, 216, 7, p.accent) +
      rect(70, 292, 258, 22, 10, p.dark),
  );

export const loafer = (p: Palette): string =>
  pair(
    path("M80 210Q104 228 140 224 190 230 226 226 318 236 326 294H74Q68 244 80 210Z", p.main) +
      path("M196 232Q236 216 262 242L244 276 198 268Z", p.dark) +
      line("M206 254 252 256", p.accent, 7) +
      rect(68, 290, 262, 24, 11, p.accent, `fill-opacity=".85"`),
  );
