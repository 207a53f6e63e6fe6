/** Sports and outdoors. */
import { circle, DARKEN, ellipse, group, INK, LIGHTEN, line, path, rect } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";

export const mat: Drawing = (p) =>
  path("M150 262H334Q350 262 350 278V298Q350 316 332 316H150Z", p.light) +
  line("M166 289H340", p.main, 3, `stroke-dasharray="2 9"`) +
  circle(150, 212, 104, p.main) +
  [84, 62, 40, 18]
    .map((r) => circle(150, 212, r, "none", `stroke="${p.dark}" stroke-width="5" opacity=".55"`))
    .join("") +
  path("M46 214H72V232H48ZM228 214H254L252 232H228Z", p.accent);

export const dumbbell: Drawing = (p) =>
  group(
    "rotate(-14 200 226)",
    rect(130, 212, 140, 26, 8, "#9aa5ad") +
      rect(96, 164, 44, 122, 16, p.main) +
      rect(260, 164, 44, 122, 16, p.main) +
      rect(70, 184, 34, 82, 14, p.dark) +
      rect(296, 184, 34, 82, 14, p.dark) +
      rect(104, 174, 10, 100, 5, "#fff", LIGHTEN) +
      rect(268, 174, 10, 100, 5, "#fff", LIGHTEN),
  );

export const waterBottle: Drawing = (p, m) =>
  line("M176 82Q176 56 200 56T224 82", p.dark, 10) +
  rect(164, 78, 72, 42, 12, p.dark) +
  path("M146 150Q146 120 172 120H228Q254 120 254 150V292Q254 316 230 316H170Q146 316 146 292Z", p.main) +
  rect(226, 140, 16, 158, 8, INK, DARKEN) +
  rect(156, 142, 10, 154, 5, "#fff", LIGHTEN) +
  rect(146, 264, 108, 14, 0, p.accent) +
  motif(m, p, 200, 204, 1.1);

export const racket: Drawing = (p) =>
  group(
    "rotate(38 200 200)",
    [174, 190, 206, 222].map((x) => line(`M${x - 2} 52V186`, "#fff", 2)).join("") +
      [80, 104, 128, 152].map((y) => line(`M146 ${y}H250`, "#fff", 2)).join("") +
      ellipse(198, 118, 58, 74, "none", `stroke="${p.main}" stroke-width="12"`) +
      rect(193, 190, 10, 80, 4, p.dark) +
      rect(186, 262, 24, 88, 10, p.accent),
  ) +
  group(
    "translate(286 262)",
    path("M-24-40 24-40 12 8H-12Z", "#fff") +
      line("M-14-38-6 6M0-38V6M14-38 6 6", "#d5dde1", 3) +
      ellipse(0, 14, 15, 14, p.main),
  );

export const football: Drawing = (p) =>
  circle(200, 206, 108, "#fff") +
  path("M200 162 242 192 226 242H174L158 192Z", p.main) +
  path(
    "M200 98 236 118 200 140 164 118ZM302 178 306 222 276 200 282 164ZM262 292 226 312 232 276 262 256ZM138 292 174 312 168 276 138 256ZM98 178 94 222 124 200 118 164Z",
    p.main,
  ) +
  line("M200 162V140M242 192 276 200M226 242 232 276M174 242 168 276M158 192 124 200", p.main, 5) +
  path("M284 138Q332 228 262 294 206 332 140 296 260 300 284 138Z", INK, DARKEN);

export const rope: Drawing = (p) =>
  line("M112 150Q60 330 200 316T288 150", p.main, 9) +
  group(
    "rotate(8 112 110)",
    rect(98, 70, 30, 92, 14, p.dark) + rect(98, 92, 30, 10, 0, p.accent) + rect(98, 122, 30, 10, 0, p.accent),
  ) +
  group(
    "rotate(-8 288 110)",
    rect(272, 70, 30, 92, 14, p.dark) + rect(272, 92, 30, 10, 0, p.accent) + rect(272, 122, 30, 10, 0, p.accent),
  );

export const goggles: Drawing = (p) =>
  line("M84 200Q60 130 200 122T316 200", p.dark, 15) +
  path(
    "M78 208Q78 166 128 166 188 166 190 206 188 258 132 260 78 256 78 208ZM322 208Q322 166 272 166 212 166 210 206 212 258 268 260 322 256 322 208Z",
    p.main,
  ) +
  path(
    "M96 208Q98 182 130 182 172 184 172 208 168 242 132 244 96 240 96 208ZM304 208Q302 182 270 182 228 184 228 208 232 242 268 244 304 240 304 208Z",
    p.light,
  ) +
  line("M188 206Q200 194 212 206", p.dark, 8) +
  line("M112 204 132 190M246 204 264 190", "#fff", 6);

export const swimRing: Drawing = (p) =>
  circle(200, 204, 82, "none", `stroke="${p.main}" stroke-width="62"`) +
  circle(200, 204, 82, "none", `stroke="${p.light}" stroke-width="62" stroke-dasharray="52 77"`) +
  circle(
    200,
    204,
    104,
    "none",
    `stroke="#fff" stroke-width="6" stroke-dasharray="60 593" stroke-dashoffset="260" stroke-linecap="round" opacity=".7"`,
  ) +
  motif("fish", p, 200, 290, 0.7);

export const bands: Drawing = (p) =>
  [
    [p.light, 0],
    [p.main, 38],
    [p.accent, 76],
  ]
    .map(
      ([f, y]) =>
        path(
          `M84 ${128 + Number(y)}Q84 ${100 + Number(y)} 200 ${100 + Number(y)}T316 ${128 + Number(y)}V${160 + Number(y)}Q316 ${188 + Number(y)} 200 ${188 + Number(y)}T84 ${160 + Number(y)}Z`,
          String(f),
        ) + ellipse(200, 130 + Number(y), 100, 18, INK, `fill-opacity=".13"`),
    )
    .join("");

export const scooter: Drawing = (p) =>
  line("M128 88 152 282", p.main, 14) +
  line("M92 92 164 84", p.dark, 15) +
  line("M152 282H288", p.dark, 18) +
  circle(152, 292, 26, INK) +
  circle(152, 292, 12, p.light) +
  circle(292, 292, 26, INK) +
  circle(292, 292, 12, p.light) +
  path("M184 262H286L276 280H178Z", p.accent) +
  circle(90, 92, 8, p.accent) +
  circle(166, 84, 8, p.accent);

export const helmet: Drawing = (p, m) =>
  path("M72 244Q72 106 204 104T330 244Q260 262 202 258T72 244Z", p.main) +
  path("M262 120Q330 150 330 244L288 252Q292 170 262 120Z", INK, DARKEN) +
  path("M150 128Q140 160 142 198H160Q160 160 174 124ZM236 124Q250 160 250 198H232Q230 160 216 120Z", p.dark) +
  path("M72 240Q200 268 330 240 336 262 316 264 200 286 84 264 66 260 72 240Z", p.accent) +
  line("M118 268Q150 322 200 322T284 268", p.dark, 8) +
  motif(m, p, 196, 214, 0.6);
