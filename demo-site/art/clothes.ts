/** Clothes, laid flat. */
import { circle, DARKEN, ellipse, group, INK, LIGHTEN, line, path, rect, WHITE } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";

const teeBody =
  "M150 96Q200 128 250 96L292 116 330 178 290 204 276 186V312Q200 322 124 312V186L110 204 70 178 108 116Z";
const longBody =
  "M152 92Q200 118 248 92L288 112 344 276 306 294 272 210V316Q200 326 128 316V210L94 294 56 276 112 112Z";

export const tee: Drawing = (p, m) =>
  path(teeBody, p.main) +
  path("M276 186V312Q262 314 246 315L262 160Z", INK, DARKEN) +
  path("M124 186V312Q138 314 150 315L138 160Z", WHITE, `fill-opacity=".18"`) +
  line("M150 96Q200 128 250 96", p.dark, 9) +
  motif(m, p, 200, 206, 1.35);

export const dress: Drawing = (p, m) =>
  path(
    "M164 84 178 92Q200 108 222 92L236 84 262 110 250 150 244 176Q286 240 306 314 200 338 94 314 114 240 156 176L150 150 138 110Z",
    p.main,
  ) +
  path("M244 176Q286 240 306 314 284 319 262 322 254 240 226 180Z", INK, DARKEN) +
  rect(154, 170, 92, 13, 6, p.accent) +
  line("M178 92Q200 108 222 92", p.dark, 7) +
  line("M98 300Q200 324 302 300", p.light, 7) +
  motif(m, p, 200, 250, 1.1);

export const shorts: Drawing = (p, m) =>
  path("M112 110H288L316 292 214 302 200 208 186 302 84 292Z", p.main) +
  path("M288 110 316 292 268 297 262 130Z", INK, DARKEN) +
  rect(110, 104, 180, 24, 10, p.dark) +
  line("M188 118V152M212 118V158", p.light, 5) +
  line("M88 276 184 284M216 284 312 276", p.light, 6) +
  motif(m, p, 252, 226, 0.8);

export const pants: Drawing = (p, m) =>
  path("M132 84H268L290 318 222 324 200 172 178 324 110 318Z", p.main) +
  path("M268 84 290 318 256 321 244 100Z", INK, DARKEN) +
  rect(130, 78, 140, 22, 9, p.dark) +
  line("M190 92V120M210 92V124", p.light, 4) +
  motif(m, p, 150, 226, 0.7);

export const pyjamas: Drawing = (p, m) =>
  group(
    "translate(36 92) scale(.62)",
    path("M132 84H268L290 318 222 324 200 172 178 324 110 318Z", p.light) +
      rect(130, 78, 140, 22, 9, p.accent) +
      motif(m, { ...p, light: p.main, accent: p.main }, 150, 220, 0.9) +
      motif(m, { ...p, light: p.main, accent: p.main }, 254, 270, 0.9),
  ) +
  group(
    "translate(92 34) scale(.78)",
    path(longBody, p.main) +
      path("M272 210V316Q258 319 244 320L256 150Z", INK, DARKEN) +
      path("M152 92 200 150 248 92Q200 118 152 92Z", p.light) +
      line("M200 150V312", p.dark, 3) +
      [176, 220, 264].map((y) => circle(200, y, 6, p.accent)).join("") +
      motif(m, p, 160, 216, 0.9) +
      motif(m, p, 240, 272, 0.9),
  );

export const romper: Drawing = (p, m) =>
  path(
    "M156 92Q200 120 244 92L282 112 312 170 276 190 264 174V238L284 304 232 316Q216 288 200 288T168 316L116 304 136 238V174L124 190 88 170 118 112Z",
    p.main,
  ) +
  path("M264 174V238L284 304 254 311 244 170Z", INK, DARKEN) +
  line("M156 92Q200 120 244 92", p.dark, 8) +
  [0, 1, 2].map((i) => circle(184 + i * 16, 281, 4, p.dark)).join("") +
  motif(m, p, 200, 196, 1.25);

export const hoodie: Drawing = (p, m) =>
  path("M144 118Q146 60 200 58T256 118L230 132H170Z", p.dark) +
  path("M166 116Q168 84 200 82T234 116L200 150Z", INK, `fill-opacity=".28"`) +
  path(
    "M146 104 200 156 254 104 290 120 340 280 304 296 272 216V318Q200 328 128 318V216L96 296 60 280 110 120Z",
    p.main,
  ) +
  path("M272 216V318Q258 321 242 322L254 150Z", INK, DARKEN) +
  path("M152 254H248L264 304Q200 312 136 304Z", p.dark, `fill-opacity=".55"`) +
  line("M184 148V186M216 148V180", p.light, 5) +
  motif(m, p, 200, 216, 0.95);

export const raincoat: Drawing = (p) =>
  path("M144 112Q146 56 200 54T256 112L230 132H170Z", p.dark) +
  path(
    "M146 104 200 140 254 104 288 120 336 270 300 286 276 226 292 322Q200 336 108 322L124 226 100 286 64 270 112 120Z",
    p.main,
  ) +
  path("M276 226 292 322Q272 327 248 329L250 140Z", INK, DARKEN) +
  line("M200 142V330", p.dark, 4) +
  [176, 220, 264, 304].map((y) => circle(200, y, 7, p.accent)).join("") +
  rect(134, 256, 44, 36, 8, p.dark, `fill-opacity=".5"`) +
  rect(224, 256, 44, 36, 8, p.dark, `fill-opacity=".5"`);

export const overalls: Drawing = (p, m) =>
  line("M158 158 150 76M242 158 250 76", p.dark, 18) +
  path("M148 150H252L258 196H284L300 318 226 324 200 236 174 324 100 318 116 196H142Z", p.main) +
  path("M284 196 300 318 262 321 256 196Z", INK, DARKEN) +
  rect(166, 168, 68, 44, 8, p.dark, `fill-opacity=".45"`) +
  circle(158, 158, 8, p.accent) +
  circle(242, 158, 8, p.accent) +
  motif(m, p, 200, 190, 0.55);

export const skirt: Drawing = (p, m) =>
  path("M140 116H260L316 300Q200 326 84 300Z", p.main) +
  [112, 150, 200, 250, 288]
    .map((x) => line(`M${200 + (x - 200) * 0.52} 138 ${x} 300`, p.dark, 3, `opacity=".5"`))
    .join("") +
  rect(136, 106, 128, 26, 10, p.dark) +
  line("M90 286Q200 310 310 286", p.light, 7) +
  motif(m, p, 200, 226, 1);

export const longSkirt: Drawing = (p, m) =>
  path("M150 86H250L300 318Q200 336 100 318Z", p.main) +
  path("M250 86 300 318Q276 325 250 328L226 92Z", INK, DARKEN) +
  [128, 176, 228, 274]
    .map((x) => line(`M${200 + (x - 200) * 0.5} 112 ${x} 322`, p.dark, 2.5, `opacity=".45"`))
    .join("") +
  rect(146, 78, 108, 24, 9, p.dark) +
  motif(m, p, 200, 232, 1.1);

export const blouse: Drawing = (p, m) =>
  path(
    "M152 96 200 140 248 96 282 112Q322 150 334 210L286 228 270 190V304Q200 318 130 304V190L114 228 66 210Q78 150 118 112Z",
    p.main,
  ) +
  path("M270 190V304Q256 308 240 310L250 150Z", INK, DARKEN) +
  path("M152 96 200 140 182 168 138 104ZM248 96 200 140 218 168 262 104Z", p.light) +
  line("M200 144V308", p.dark, 2.5, `opacity=".6"`) +
  [180, 218, 256].map((y) => circle(200, y, 4.5, p.dark)).join("") +
  line("M70 202 114 220M330 202 286 220", p.light, 8) +
  motif(m, p, 200, 226, 1);

export const shirt: Drawing = (p) =>
  path(longBody, p.main) +
  path("M272 210V316Q258 319 242 320L256 150Z", INK, DARKEN) +
  path("M152 92 200 122 176 156 144 104ZM248 92 200 122 224 156 256 104Z", p.light) +
  line("M200 126V320", p.dark, 2.5, `opacity=".6"`) +
  [156, 196, 236, 276].map((y) => circle(200, y, 4.5, p.dark)).join("") +
  path("M220 186H256V220Q238 232 220 220Z", p.dark, `fill-opacity=".35"`);

export const cardigan: Drawing = (p) =>
  path(longBody, p.main) +
  path("M152 92 200 214 248 92Q200 110 152 92Z", p.light) +
  line("M152 92 200 214V318M248 92 200 214", p.dark, 8) +
  [236, 266, 296].map((y) => circle(212, y, 6, p.accent)).join("") +
  [150, 174, 226, 250].map((x) => line(`M${x} 222V300`, p.dark, 2, `opacity=".35"`)).join("") +
  line("M60 266 96 282M340 266 304 282", p.dark, 8);

export const maxiDress: Drawing = (p, m) =>
  line("M172 104 166 62M228 104 234 62", p.dark, 8) +
  path("M162 98Q200 122 238 98L248 162Q256 184 296 322 200 342 104 322 144 184 152 162Z", p.main) +
  path("M248 162Q256 184 296 322 272 328 248 331L222 180Z", INK, DARKEN) +
  line("M152 168Q200 178 248 168", p.accent, 9) +
  line("M122 268Q200 286 278 268", p.light, 4, `opacity=".8"`) +
  motif(m, p, 200, 226, 1);

export const aoDai: Drawing = (p, m) =>
  path("M176 250 158 330H196L200 270 204 330H242L224 250Z", WHITE) +
  path(
    "M182 70H218L222 92 256 104 300 236 274 246 244 170 240 200Q262 262 264 322H206L200 214 194 322H136Q138 262 160 200L156 170 126 246 100 236 144 104 178 92Z",
    p.main,
  ) +
  path("M240 200Q262 262 264 322H238L226 130Z", INK, DARKEN) +
  path("M182 70H218L222 92Q200 102 178 92Z", p.dark) +
  line("M222 92Q214 130 240 152", p.dark, 2.5) +
  motif(m, p, 174, 268, 0.62) +
  motif(m, p, 200, 134, 0.5);

export const scarf: Drawing = (p) =>
  path("M126 100Q200 64 274 100 300 128 272 156 200 196 128 156 100 128 126 100Z", p.main) +
  ellipse(200, 124, 54, 20, p.dark) +
  path("M176 158H240L262 306H194Z", p.main) +
  path("M150 152 206 168 184 322 122 312Z", p.light) +
  line("M194 306 262 306M198 284 259 284", p.accent, 7) +
  line("M124 298 188 308M127 278 191 288", p.main, 7) +
  [128, 144, 160, 176].map((x, i) => line(`M${x} ${314 + i * 2}V${328 + i * 2}`, p.light, 5)).join("");

export const sunHat: Drawing = (p) =>
  ellipse(200, 246, 140, 50, p.main) +
  ellipse(200, 238, 140, 46, p.light, LIGHTEN) +
  path("M124 236Q124 120 200 118T276 236Q200 268 124 236Z", p.main) +
  path("M122 220Q200 252 278 220V242Q200 272 122 242Z", p.accent) +
  path("M240 130Q276 158 276 224L250 234Q256 170 240 130Z", INK, DARKEN);

export const cap: Drawing = (p, m) =>
  path("M96 232Q96 122 200 120T304 232Z", p.main) +
  path("M200 120Q304 122 304 232H262Q262 160 200 120Z", INK, DARKEN) +
  path("M92 228Q196 206 300 228 340 240 352 268 260 246 92 248Z", p.dark) +
  circle(200, 120, 9, p.dark) +
  motif(m, p, 182, 182, 0.8);

export const socks: Drawing = (p) =>
  [0, 86]
    .map((x, i) =>
      group(
        `translate(${x} ${i * 16})`,
        path("M96 84H164V214L196 262Q208 304 166 306 136 306 110 262 96 240 96 214Z", p.main) +
          rect(92, 78, 76, 30, 9, p.accent) +
          [134, 162, 190].map((y) => rect(96, y, 68, 10, 0, p.light)).join("") +
          path("M172 226 196 262Q208 304 166 306 170 260 172 226Z", p.dark),
      ),
    )
    .join("");

export const scrunchie: Drawing = (p) =>
  [
    [138, 160, p.main, p.dark],
    [256, 176, p.accent, p.dark],
    [190, 268, p.light, p.main],
  ]
    .map(
      ([x, y, a, b]) =>
        circle(Number(x), Number(y), 42, "none", `stroke="${a}" stroke-width="34"`) +
        circle(
          Number(x),
          Number(y),
          42,
          "none",
          `stroke="${b}" stroke-width="34" stroke-dasharray="4 18" opacity=".4"`,
        ),
    )
    .join("");

export const towel: Drawing = (p, m) =>
  rect(96, 210, 208, 44, 20, p.dark) +
  rect(90, 252, 220, 52, 22, p.main) +
  rect(102, 166, 196, 46, 20, p.light) +
  rect(110, 124, 180, 44, 20, p.main) +
  line("M268 134V158M274 262V294", p.accent, 7) +
  motif(m, p, 170, 146, 0.5);
