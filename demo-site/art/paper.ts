/** Books and stationery. */
import { circle, DARKEN, group, INK, line, path, rect } from "./draw.js";
import type { Drawing } from "./kinds.js";
import { motif } from "./motifs.js";

export const book: Drawing = (p, m) =>
  rect(126, 84, 176, 232, 8, p.dark) +
  rect(132, 92, 166, 218, 4, "#fff") +
  path("M110 76H282Q290 76 290 84V300Q290 308 282 308H110Q98 308 98 296V88Q98 76 110 76Z", p.main) +
  path("M98 88Q98 76 110 76H122V308H110Q98 308 98 296Z", INK, `fill-opacity=".16"`) +
  rect(144, 104, 122, 22, 5, p.light) +
  motif(m, p, 206, 196, 1.7) +
  line("M166 268H246M182 286H230", p.light, 6);

export const pictureBook: Drawing = (p, m) =>
  rect(72, 122, 256, 194, 8, p.dark) +
  rect(78, 114, 248, 192, 6, "#fff") +
  rect(72, 102, 246, 196, 10, p.main) +
  path("M72 240Q140 196 200 232T318 214V288Q318 298 308 298H82Q72 298 72 288Z", p.accent) +
  rect(72, 102, 20, 196, 8, INK, `fill-opacity=".14"`) +
  circle(268, 146, 22, "#fff", `fill-opacity=".9"`) +
  motif(m, p, 186, 206, 1.4) +
  rect(112, 122, 112, 18, 5, "#fff");

export const notebook: Drawing = (p, m) =>
  group(
    "rotate(-6 200 200)",
    rect(112, 74, 188, 246, 14, p.main) +
      path("M258 74H286Q300 74 300 88V306Q300 320 286 320H258Z", INK, DARKEN) +
      rect(248, 74, 12, 246, 0, p.accent) +
      Array.from({ length: 8 }, (_, i) => rect(100, 94 + i * 27, 26, 9, 4.5, p.dark)).join("") +
      motif(m, p, 186, 190, 1.4),
  );

export const pencils: Drawing = (p) =>
  [p.main, p.accent, p.dark, "#6fb3dc", "#d94a7d"]
    .map(
      (f, i) =>
        path(
          `M${140 + i * 28} ${118 + (i % 2) * 18}L${152 + i * 28} ${84 + (i % 2) * 18} ${164 + i * 28} ${118 + (i % 2) * 18}V250H${140 + i * 28}Z`,
          f,
        ) +
        path(
          `M${140 + i * 28} ${118 + (i % 2) * 18}L${152 + i * 28} ${84 + (i % 2) * 18} ${164 + i * 28} ${118 + (i % 2) * 18}Z`,
          "#f3dfc3",
        ) +
        circle(152 + i * 28, 88 + (i % 2) * 18, 4, f),
    )
    .join("") +
  path("M118 196H286L274 302Q272 316 258 316H146Q132 316 130 302Z", p.light) +
  rect(114, 188, 176, 18, 9, p.main) +
  motif("star", p, 202, 260, 0.9);

export const crayons: Drawing = (p) =>
  ["#d94a7d", "#f0b23e", "#3e8e6a", "#6fb3dc", "#9b86c9", "#c8643f"]
    .map((f, i) =>
      path(`M${102 + i * 34} 150L${108 + i * 34} 108H${120 + i * 34}L${126 + i * 34} 150V230H${102 + i * 34}Z`, f),
    )
    .join("") +
  rect(86, 190, 228, 126, 12, p.main) +
  path("M86 202Q86 190 98 190H302Q314 190 314 202V226Q200 262 86 226Z", p.dark) +
  motif("sun", p, 200, 276, 0.8);

export const pen: Drawing = (p) =>
  group(
    "rotate(42 200 200)",
    rect(178, 60, 40, 200, 16, p.main) +
      rect(178, 148, 40, 12, 0, p.accent) +
      path("M178 250H218L204 318H192Z", p.dark) +
      path("M192 318H204L198 338Z", p.accent) +
      rect(210, 64, 10, 92, 5, p.accent) +
      rect(186, 72, 8, 66, 4, "#fff", `fill-opacity=".3"`),
  );

export const watercolour: Drawing = (p) =>
  rect(72, 138, 256, 176, 22, p.dark) +
  rect(82, 148, 236, 156, 16, "#fff") +
  ["#d94a7d", "#f0b23e", "#3e8e6a", "#6fb3dc", "#9b86c9", "#c8643f", "#86cbb5", "#2f5d8c"]
    .map((f, i) => circle(118 + (i % 4) * 54, 188 + Math.floor(i / 4) * 60, 22, f))
    .join("") +
  group(
    "rotate(-16 200 120)",
    rect(104, 104, 190, 13, 6, "#c99a66") +
      path("M294 102Q330 100 344 112 328 124 294 119Z", p.main) +
      rect(276, 102, 22, 17, 3, "#b9c2c8"),
  );

export const bookSet: Drawing = (p, m) =>
  rect(84, 112, 60, 204, 6, p.main) +
  rect(148, 92, 56, 224, 6, p.accent) +
  rect(208, 126, 48, 190, 6, p.light) +
  group("rotate(9 290 316)", rect(262, 108, 54, 208, 6, p.dark)) +
  line("M96 144H132M96 160H132M160 124H192M218 152H246", "#fff", 6) +
  motif(m, p, 114, 246, 0.65) +
  motif("star", { ...p, accent: "#fff" }, 176, 256, 0.6) +
  circle(232, 266, 11, p.main);

export const stickers: Drawing = (p) =>
  group(
    "rotate(-8 200 200)",
    rect(104, 74, 190, 246, 14, "#fff") +
      motif("star", p, 152, 128, 0.9) +
      motif("heart", { ...p, accent: "#d94a7d" }, 244, 134, 0.85) +
      motif("cat", { ...p, light: p.main }, 150, 206, 0.85) +
      motif("flower", { ...p, accent: p.main }, 246, 212, 0.9) +
      motif("cloud", { ...p, light: p.light }, 152, 282, 0.9) +
      motif("fish", p, 246, 284, 0.8),
  );
