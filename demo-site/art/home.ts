/** Kitchen and home, standing on the floor at y = 316. */
import { circle, DARKEN, ellipse, group, INK, LIGHTEN, line, path, rect } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";

const WOOD = "#c99a66";
const WOOD_DARK = "#a87a49";
const steam = line("M176 92Q164 78 176 64T176 40M206 92Q194 78 206 64T206 40", "#fff", 6, `opacity=".8"`);

export const pan: Drawing = (p) =>
  group(
    "rotate(-28 200 200)",
    rect(262, 188, 118, 26, 13, WOOD) +
      rect(246, 192, 40, 18, 6, p.dark) +
      circle(168, 202, 98, p.dark) +
      circle(168, 202, 82, p.main) +
      path("M168 120A82 82 0 0 1 250 202H236A68 68 0 0 0 168 134Z", "#fff", LIGHTEN) +
      circle(362, 201, 5, WOOD_DARK),
  );

export const pot: Drawing = (p, m) =>
  line("M96 214H72V246H96M304 214H328V246H304", p.dark, 13) +
  path("M94 186H306V282Q306 316 272 316H128Q94 316 94 282Z", p.main) +
  path("M270 186H306V282Q306 316 272 316H256Q270 300 270 282Z", INK, DARKEN) +
  rect(84, 174, 232, 20, 10, p.dark) +
  path("M100 174Q110 126 200 124T300 174Z", p.light) +
  circle(200, 114, 16, p.dark) +
  motif(m, p, 200, 250, 1.2);

export const mug: Drawing = (p, m) =>
  steam +
  line("M278 172Q342 166 336 216T270 268", p.main, 22) +
  path("M104 134H288L276 292Q272 316 248 316H144Q120 316 116 292Z", p.main) +
  path("M262 134H288L276 292Q272 316 248 316H228Q250 312 254 292Z", INK, DARKEN) +
  ellipse(196, 134, 92, 18, p.light) +
  ellipse(196, 137, 78, 12, "#6d4a35") +
  motif(m, p, 190, 230, 1.4);

export const bowl: Drawing = (p, m) =>
  ellipse(200, 306, 52, 12, p.dark) +
  path("M72 190H328Q318 304 200 306T72 190Z", p.main) +
  path("M290 190H328Q318 304 200 306 284 284 290 190Z", INK, DARKEN) +
  ellipse(200, 190, 128, 30, p.light) +
  ellipse(200, 194, 112, 22, "#fff", `fill-opacity=".7"`) +
  motif(m, p, 200, 254, 0.95);

export const plates: Drawing = (p, m) =>
  circle(238, 220, 104, p.dark) +
  circle(238, 220, 84, p.main) +
  circle(176, 190, 112, p.light) +
  circle(176, 190, 90, "#fff") +
  circle(176, 190, 76, p.light, `fill-opacity=".5"`) +
  motif(m, { ...p, light: p.main }, 176, 190, 1.5);

export const kettle: Drawing = (p) =>
  line("M122 168Q130 74 200 74T278 168", WOOD, 15) +
  path("M96 316Q72 170 200 164T304 316Z", p.main) +
  path("M300 220 352 174 362 190 308 264Z", p.main) +
  path("M236 170Q304 196 304 316H262Q268 214 236 170Z", INK, DARKEN) +
  rect(88, 298, 224, 20, 10, p.dark) +
  ellipse(200, 168, 52, 12, p.dark) +
  circle(200, 152, 13, WOOD);

export const teapot: Drawing = (p, m) =>
  path("M278 206 340 164 352 178 290 258Z", p.main) +
  line("M116 204Q58 200 70 246T128 276", p.main, 17) +
  ellipse(200, 240, 98, 76, p.main) +
  path("M240 172Q298 196 296 240 292 300 214 316 276 276 240 172Z", INK, DARKEN) +
  ellipse(200, 172, 54, 14, p.dark) +
  path("M152 168Q160 138 200 138T248 168Z", p.light) +
  circle(200, 130, 12, p.dark) +
  motif(m, p, 196, 246, 1.2);

export const phin: Drawing = (p) =>
  rect(150, 92, 100, 18, 9, p.dark) +
  circle(200, 84, 12, p.dark) +
  path("M142 112H258L250 186H150Z", p.main) +
  path("M228 112H258L250 186H222Z", INK, DARKEN) +
  rect(112, 184, 176, 14, 7, p.dark) +
  path("M130 204H270L258 300Q256 316 240 316H160Q144 316 142 300Z", "#fff", `fill-opacity=".72"`) +
  path("M136 252H264L258 300Q256 316 240 316H160Q144 316 142 300Z", "#5a3826") +
  path("M140 282H260L258 300Q256 316 240 316H160Q144 316 142 300Z", "#f3dfc3") +
  line("M200 200V246", "#5a3826", 5);

export const board: Drawing = (p) =>
  group(
    "rotate(14 200 200)",
    rect(118, 132, 164, 190, 26, WOOD) +
      path("M176 138V86Q176 66 200 66T224 86V138Z", WOOD) +
      circle(200, 88, 9, p.wall) +
      line("M146 160V294M176 164V300M254 158V290", WOOD_DARK, 3, `opacity=".5"`),
  ) +
  group(
    "translate(34 30)",
    path("M236 250Q262 214 296 232 318 258 290 284 254 300 236 250Z", p.main) + line("M292 236 308 214", p.dark, 6),
  );

export const lamp: Drawing = (p) =>
  rect(190, 196, 20, 104, 6, WOOD) +
  ellipse(200, 306, 66, 14, WOOD_DARK) +
  path("M152 88H248L298 208H102Z", p.main) +
  path("M222 88H248L298 208H252Z", INK, DARKEN) +
  ellipse(200, 208, 98, 13, "#fff1c4");

export const paperLantern: Drawing = (p, m) =>
  line("M200 44V86", p.dark, 5) +
  rect(168, 80, 64, 18, 8, p.dark) +
  ellipse(200, 190, 112, 98, p.main) +
  [34, 74].map((r) => ellipse(200, 190, r, 98, "none", `stroke="${p.dark}" stroke-width="3" opacity=".5"`)).join("") +
  rect(168, 280, 64, 18, 8, p.dark) +
  line("M200 298V318M186 322V346M200 322V352M214 322V346", p.accent, 6) +
  motif(m, { ...p, light: p.accent }, 200, 190, 1.4);

export const vase: Drawing = (p, m) =>
  line("M200 160Q188 110 152 84M200 160Q206 108 204 70M200 160Q218 116 254 96", "#4c8a66", 6) +
  [
    [150, 80],
    [204, 64],
    [258, 92],
  ]
    .map(([x, y]) => motif("flower", { ...p, accent: p.accent }, Number(x), Number(y), 0.85))
    .join("") +
  path("M168 150H232L228 182Q286 212 272 274 262 316 200 316T128 274Q114 212 172 182Z", p.main) +
  path("M228 182Q286 212 272 274 262 316 214 316 262 268 212 182Z", INK, DARKEN) +
  rect(160, 144, 80, 16, 8, p.dark) +
  motif(m, p, 194, 248, 1);

export const candle: Drawing = (p) =>
  path("M200 92Q226 126 200 146 174 126 200 92Z", "#f6a13c") +
  line("M200 146V172", INK, 5) +
  path("M122 168H278V294Q278 316 256 316H144Q122 316 122 294Z", p.main) +
  ellipse(200, 168, 78, 16, p.light) +
  path("M250 172H278V294Q278 316 256 316H236Q250 310 250 294Z", INK, DARKEN) +
  rect(150, 212, 100, 62, 8, "#fff") +
  line("M170 232H230M180 252H220", p.dark, 5);

export const cushion: Drawing = (p, m) =>
  path("M90 116Q200 90 310 116 332 210 310 304 200 328 90 304 68 210 90 116Z", p.main) +
  path("M310 116Q332 210 310 304 270 314 232 316 290 220 270 108Z", INK, DARKEN) +
  line(
    "M104 130Q200 108 296 130 314 210 296 290 200 310 104 290 86 210 104 130Z",
    p.light,
    4,
    `stroke-dasharray="2 12"`,
  ) +
  motif(m, p, 200, 210, 1.9);

export const chopsticks: Drawing = (p) =>
  group(
    "rotate(24 200 200)",
    [130, 164, 198, 232, 266]
      .map(
        (x, i) =>
          path(`M${x - 9} 70H${x + 9}L${x + 4} 330H${x - 4}Z`, i % 2 ? WOOD_DARK : WOOD) +
          rect(x - 9, 70, 18, 74, 4, i % 2 ? p.accent : p.main) +
          rect(x - 9, 112, 18, 8, 0, "#fff", LIGHTEN),
      )
      .join(""),
  );

export const jars: Drawing = (p) =>
  [
    [92, 166, 96, 150, p.main],
    [206, 120, 100, 196, p.light],
  ]
    .map(
      ([x, y, w, h, f]) =>
        rect(Number(x), Number(y), Number(w), Number(h), 20, "#fff", `fill-opacity=".75"`) +
        rect(Number(x) + 7, Number(y) + 56, Number(w) - 14, Number(h) - 63, 14, String(f)) +
        rect(Number(x) + 2, Number(y) - 20, Number(w) - 4, 28, 9, WOOD) +
        rect(Number(x) + 20, Number(y) + 78, Number(w) - 40, 34, 6, "#fff"),
    )
    .join("");

export const steamer: Drawing = (p) =>
  steam +
  [150, 214]
    .map(
      (y) =>
        rect(88, y + 20, 224, 52, 14, WOOD) + line(`M88 ${y + 36}H312M88 ${y + 56}H312`, WOOD_DARK, 3, `opacity=".6"`),
    )
    .join("") +
  rect(80, 292, 240, 26, 12, p.dark) +
  path("M84 174Q90 128 200 126T316 174Z", WOOD_DARK) +
  path("M112 166Q130 142 200 140T288 166", "none", `stroke="${WOOD}" stroke-width="4"`) +
  rect(184, 108, 32, 22, 9, p.main);

export const blanket: Drawing = (p, m) =>
  rect(84, 226, 232, 86, 30, p.main) +
  rect(92, 152, 216, 84, 28, p.light) +
  rect(102, 96, 196, 66, 26, p.main) +
  line("M96 196H300", p.accent, 9) +
  line("M92 268H308", p.dark, 4, `stroke-dasharray="3 12"`) +
  motif(m, p, 150, 128, 0.6) +
  motif(m, p, 246, 272, 0.8);
