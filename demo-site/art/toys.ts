/** Toys, standing on the floor at y = 316. */
import { circle, DARKEN, ellipse, group, INK, LIGHTEN, line, path, rect } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";
import type { Palette } from "./palettes.js";

const face = (y: number): string => circle(180, y, 6, INK) + circle(220, y, 6, INK);

const body = (p: Palette): string =>
  ellipse(130, 236, 26, 46, p.main, `transform="rotate(24 130 236)"`) +
  ellipse(270, 236, 26, 46, p.main, `transform="rotate(-24 270 236)"`) +
  ellipse(200, 252, 72, 66, p.main) +
  ellipse(200, 258, 44, 42, p.light) +
  ellipse(146, 298, 36, 24, p.main) +
  ellipse(254, 298, 36, 24, p.main) +
  ellipse(142, 298, 18, 13, p.light) +
  ellipse(258, 298, 18, 13, p.light);

export const teddy: Drawing = (p) =>
  body(p) +
  circle(142, 102, 28, p.main) +
  circle(258, 102, 28, p.main) +
  circle(142, 102, 15, p.light) +
  circle(258, 102, 15, p.light) +
  ellipse(200, 144, 74, 66, p.main) +
  ellipse(200, 164, 34, 26, p.light) +
  face(138) +
  ellipse(200, 154, 10, 7, INK) +
  line("M200 160V168M188 174Q200 182 212 174", INK, 3) +
  path("M200 206 164 190V224ZM200 206 236 190V224Z", p.accent) +
  circle(200, 206, 9, p.dark);

export const rabbit: Drawing = (p) =>
  body(p) +
  ellipse(168, 82, 20, 58, p.main, `transform="rotate(-8 168 82)"`) +
  ellipse(232, 82, 20, 58, p.main, `transform="rotate(10 232 82)"`) +
  ellipse(169, 84, 9, 40, p.light, `transform="rotate(-8 169 84)"`) +
  ellipse(231, 84, 9, 40, p.light, `transform="rotate(10 231 84)"`) +
  ellipse(200, 160, 64, 56, p.main) +
  face(154) +
  path("M192 168H208L200 177Z", p.accent) +
  line("M200 177Q192 188 184 182M200 177Q208 188 216 182", INK, 3) +
  circle(158, 174, 10, p.accent, `fill-opacity=".35"`) +
  circle(242, 174, 10, p.accent, `fill-opacity=".35"`);

export const elephant: Drawing = (p) =>
  rect(112, 246, 40, 70, 18, p.dark) +
  rect(250, 246, 40, 70, 18, p.dark) +
  ellipse(214, 216, 104, 76, p.main) +
  rect(140, 250, 42, 66, 18, p.main) +
  rect(222, 250, 42, 66, 18, p.main) +
  circle(134, 168, 60, p.main) +
  path("M96 188Q70 236 76 286 88 298 104 286 102 244 130 218Z", p.main) +
  ellipse(176, 166, 34, 44, p.light) +
  circle(116, 158, 6, INK) +
  circle(122, 186, 9, p.accent, `fill-opacity=".5"`) +
  line("M314 206Q336 218 330 244", p.dark, 8);

export const blocks: Drawing = (p) => {
  const block = (x: number, y: number, fill: string, inner: string): string =>
    rect(x, y, 88, 88, 12, fill) + rect(x + 10, y + 10, 68, 68, 8, "#fff", LIGHTEN) + inner;
  return (
    block(106, 228, p.main, motif("star", p, 150, 272, 0.85)) +
    block(206, 228, p.accent, circle(250, 272, 22, "#fff")) +
    block(156, 138, p.light, path("M200 158 224 202H176Z", p.dark)) +
    path("M150 138 206 84 262 138Z", p.dark)
  );
};

export const puzzle: Drawing = (p) =>
  path("M92 104H196V136A20 20 0 1 1 196 176V208H160A20 20 0 1 0 120 208H92Z", p.main) +
  path("M204 104H308V208H276A20 20 0 1 1 236 208H204V176A20 20 0 1 0 204 136Z", p.accent) +
  path("M92 216H120A20 20 0 1 0 160 216H196V248A20 20 0 1 0 196 288V316H92Z", p.light) +
  group(
    "translate(18 14) rotate(5 256 266)",
    path("M204 216H236A20 20 0 1 0 276 216H308V316H204V288A20 20 0 1 1 204 248Z", p.dark),
  ) +
  motif("star", { ...p, accent: "#fff" }, 142, 158, 0.6);

const wheel = (x: number, p: Palette, r = 34): string =>
  circle(x, 316 - r, r, INK, `fill-opacity=".88"`) +
  circle(x, 316 - r, r * 0.52, p.light) +
  circle(x, 316 - r, r * 0.2, p.dark);

export const car: Drawing = (p) =>
  path("M120 210Q136 146 172 142H240Q272 146 292 208Z", p.light) +
  path("M198 158V206H142Q154 164 174 160Z", "#fff", `fill-opacity=".75"`) +
  path("M210 158V206H272Q260 164 236 158Z", "#fff", `fill-opacity=".75"`) +
  path("M76 216Q80 200 104 200H300Q330 206 334 240V276Q334 288 322 288H84Q70 288 70 274Z", p.main) +
  rect(70, 252, 264, 14, 0, p.accent) +
  wheel(130, p) +
  wheel(272, p) +
  circle(322, 228, 9, p.accent);

export const train: Drawing = (p) =>
  rect(98, 132, 92, 150, 12, p.main) +
  rect(90, 118, 108, 22, 10, p.dark) +
  rect(116, 158, 56, 46, 8, "#fff", `fill-opacity=".8"`) +
  path("M180 196H286Q308 200 308 238V284H180Z", p.accent) +
  rect(250, 142, 30, 58, 6, p.dark) +
  rect(242, 132, 46, 16, 8, p.dark) +
  rect(90, 270, 226, 18, 9, p.dark) +
  wheel(130, p, 30) +
  wheel(210, p, 24) +
  wheel(272, p, 24) +
  circle(290, 112, 14, "#fff") +
  circle(314, 92, 10, "#fff");

export const rings: Drawing = (p) =>
  rect(192, 92, 16, 200, 8, p.dark) +
  [
    [296, 108, p.main],
    [258, 92, p.accent],
    [222, 76, p.light],
    [188, 60, p.main],
    [156, 46, p.accent],
  ]
    .map(
      ([y, w, f]) =>
        rect(200 - Number(w), Number(y) - 16, Number(w) * 2, 36, 18, String(f)) +
        rect(200 - Number(w) + 16, Number(y) - 9, Number(w) * 0.8, 7, 3.5, "#fff", LIGHTEN),
    )
    .join("") +
  circle(200, 96, 22, p.dark);

export const ball: Drawing = (p) =>
  circle(200, 204, 110, p.main) +
  path("M200 94Q140 200 200 314 92 304 90 204 96 104 200 94Z", p.light) +
  path("M200 94Q264 204 200 314 164 204 200 94Z", p.accent) +
  circle(198, 100, 16, "#fff") +
  path("M286 136Q330 220 272 286 214 328 150 302 250 300 286 136Z", INK, DARKEN);

export const doll: Drawing = (p) =>
  path("M200 196 270 306Q200 324 130 306Z", p.main) +
  line("M158 224 128 258M242 224 272 258", "#f6d3b8", 16) +
  line("M182 310V316M218 310V316", "#f6d3b8", 16) +
  path("M134 140Q132 76 200 74T266 140Q270 190 250 200H150Q130 190 134 140Z", "#4a3429") +
  circle(200, 148, 54, "#f8dcc4") +
  path("M146 140Q150 98 200 96T254 140Q220 132 200 112 180 132 146 140Z", "#4a3429") +
  face(152).replaceAll('r="6"', 'r="4.5"') +
  line("M190 172Q200 180 210 172", "#c0544e", 4) +
  circle(168, 168, 9, p.accent, `fill-opacity=".4"`) +
  circle(232, 168, 9, p.accent, `fill-opacity=".4"`) +
  motif("flower", p, 248, 102, 0.55) +
  motif("dots", p, 200, 268, 0.9);

export const xylophone: Drawing = (p) =>
  path("M96 276 304 250V266L96 304ZM96 142 304 176V192L96 160Z", p.dark) +
  [p.main, p.accent, p.light, p.main, p.accent, p.light]
    .map(
      (f, i) =>
        rect(102 + i * 34, 116 + i * 10, 26, 200 - i * 20, 13, f) + circle(115 + i * 34, 134 + i * 10, 4, "#fff"),
    )
    .join("") +
  line("M148 330 300 122", "#b6986a", 8) +
  circle(302, 118, 16, p.dark);

export const kite: Drawing = (p) =>
  path("M200 76 292 174 200 292 108 174Z", p.main) +
  path("M200 76 292 174H200Z", p.accent) +
  path("M200 174V292L108 174Z", p.light) +
  line("M200 76V292M108 174H292", p.dark, 4) +
  line("M200 292Q236 304 214 322T240 344", p.dark, 4) +
  path("M214 322 236 310V332ZM214 322 192 312V334Z", p.accent);

export const boat: Drawing = (p) =>
  line("M200 82V260", p.dark, 10) +
  path("M190 92V236H98Z", p.light) +
  path("M212 112V236H288Z", p.accent) +
  path("M80 250H320Q306 314 262 314H138Q94 314 80 250Z", p.main) +
  rect(80, 250, 240, 16, 8, p.dark) +
  circle(150, 286, 10, "#fff") +
  circle(200, 286, 10, "#fff") +
  circle(250, 286, 10, "#fff") +
  path("M200 82 236 94 200 106Z", p.main);

export const rocket: Drawing = (p) =>
  path("M140 226 98 300 150 284ZM260 226 302 300 250 284Z", p.accent) +
  path("M200 72C266 124 264 226 246 290H154C136 226 134 124 200 72Z", p.main) +
  path("M200 72C266 124 264 226 246 290H222C236 210 236 130 200 72Z", INK, DARKEN) +
  path("M200 72Q232 98 242 134H158Q168 98 200 72Z", p.dark) +
  circle(200, 182, 32, "#fff") +
  circle(200, 182, 22, p.light) +
  rect(166, 288, 68, 16, 8, p.dark) +
  path("M176 304H224L200 336Z", "#f6a13c");

export const drum: Drawing = (p) =>
  line("M96 92 196 166M304 92 204 166", "#b6986a", 9) +
  circle(94, 90, 13, p.dark) +
  circle(306, 90, 13, p.dark) +
  path("M96 186H304V282Q200 332 96 282Z", p.main) +
  line("M100 210 152 300 200 214 248 300 300 210", "#fff", 5) +
  path("M92 268Q200 316 308 268V286Q200 334 92 286Z", p.accent) +
  ellipse(200, 186, 108, 36, p.accent) +
  ellipse(200, 182, 96, 29, "#fff");

export const starLantern: Drawing = (p) =>
  line("M200 40V84", p.dark, 5) +
  circle(200, 196, 116, "none", `stroke="${p.accent}" stroke-width="9"`) +
  group("translate(200 198) scale(3.6)", motif("star", { ...p, accent: p.main }, 0, 0)) +
  path(
    "M200 90 232 162 200 198 168 162ZM126 300 140 224 200 198 200 258ZM274 300 260 224 200 198 200 258Z",
    "#fff",
    `fill-opacity=".16"`,
  ) +
  circle(200, 200, 26, p.accent) +
  line("M182 316V338M200 318V346M218 316V338", p.accent, 5);

export const abacus: Drawing = (p) =>
  line("M108 316V112H292V316", p.dark, 16) +
  line("M84 316H132M268 316H316", p.dark, 14) +
  [146, 188, 230, 272]
    .map(
      (y, row) =>
        line(`M108 ${y}H292`, "#b6986a", 4) +
        Array.from({ length: 5 }, (_, i) =>
          circle(
            134 + i * 22 + (row % 2) * 40 + (i > 2 ? 16 : 0),
            y,
            14,
            [p.main, p.accent, p.light, p.main][row] ?? p.main,
          ),
        ).join(""),
    )
    .join("");

export const teaSet: Drawing = (p) =>
  path("M124 170H252Q262 262 216 276H160Q114 262 124 170Z", p.main) +
  path("M252 186 318 150 326 164 258 236Z", p.main) +
  line("M124 188Q78 186 86 222T134 244", p.main, 14) +
  path("M140 166Q150 136 188 136T236 166Z", p.dark) +
  circle(188, 128, 12, p.accent) +
  motif("flower", { ...p, accent: p.light }, 188, 220, 0.8) +
  path("M240 260H320Q318 314 280 314T240 260Z", p.accent) +
  ellipse(280, 260, 40, 10, "#fff", `fill-opacity=".6"`) +
  ellipse(280, 316, 50, 8, p.light);

export const dinosaur: Drawing = (p) =>
  path(
    "M318 276Q326 206 262 194 232 188 226 150 232 84 166 82 104 84 100 128 100 156 150 158 164 180 146 206 118 240 134 288H170V312H204V288H236V312H270V284Q300 292 318 276Z",
    p.main,
  ) +
  path("M226 118 250 104 240 134 264 138 242 160 268 172 246 184Z", p.accent) +
  ellipse(186, 240, 34, 42, p.light) +
  circle(150, 118, 8, INK) +
  circle(153, 115, 3, "#fff") +
  line("M112 140Q126 146 140 142", INK, 3) +
  circle(264, 226, 9, p.dark) +
  circle(290, 248, 7, p.dark) +
  circle(250, 256, 6, p.dark);
