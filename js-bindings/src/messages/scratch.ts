import type { Frame } from "./element.js";
import type { Kit } from "./kit.js";
import { prizeOf, showPrize } from "./wheel.js";
import { rareWordsIn } from "./words-rare.js";

/** Share that must be scratched off before the rest falls away by itself. */
const enough = 0.45;

/** A card with the prize under a silver field: scratched off by pointer, or uncovered by a button. */
export function scratch(kit: Kit, frame: Frame, place: HTMLElement): void {
  const { make, textOf } = kit;
  const { content } = frame;
  const words = rareWordsIn(content.language);
  const { won } = prizeOf(kit, frame);
  if (!won) throw new Error("prizeUnknown");

  const canvas = make("canvas", { class: "cover-field", width: 640, height: 280, "aria-hidden": "true" });
  const prize = make(
    "div",
    { class: "prize", "aria-hidden": "true" },
    make("b", {}, textOf(won.label, 100)),
    textOf(won.text, 100),
  );
  const card = make("div", { class: "card-field" }, prize, canvas);
  const uncover = make("button", { type: "button", class: "action" }, textOf(content.play, 60) || words.uncover);
  const actions = make("div", { class: "actions" }, uncover);
  place.append(...kit.head(frame), card, actions);

  const brush = canvas.getContext("2d");
  let done = false;
  const finish = () => {
    if (done) return;
    done = true;
    canvas.classList.add("gone");
    frame.report("submitted", { target: "scratch", answers: { prize: won.id }, traits: {} });
    frame.settle();
    const timer = setTimeout(() => showPrize(kit, frame, place, won), kit.isCalm() ? 50 : 900);
    frame.onRemove(() => clearTimeout(timer));
  };
  uncover.addEventListener("click", () => {
    frame.report("clicked", { target: "uncover" });
    finish();
  });
  if (!brush) {
    canvas.remove();
    return;
  }

  const silver = brush.createLinearGradient(0, 0, 640, 280);
  for (const [at, color] of ["#aab2bf", "#d5dae2", "#b9c0cc", "#e3e7ed", "#a9b1be"].entries())
    silver.addColorStop(at / 4, color);
  brush.fillStyle = silver;
  brush.fillRect(0, 0, 640, 280);
  brush.fillStyle = "#4a5362";
  brush.font = "600 34px system-ui, sans-serif";
  brush.textAlign = "center";
  brush.fillText(words.scratch, 320, 152, 600);
  brush.globalCompositeOperation = "destination-out";
  brush.lineWidth = 76;
  brush.lineCap = brush.lineJoin = "round";

  let moves = 0;
  let last: [number, number] | undefined;
  const at = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [((event.clientX - left) / width) * 640, ((event.clientY - top) / height) * 280];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    if (!moves) frame.report("clicked", { target: "scratch" });
    last = at(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last || done) return;
    const to = at(event);
    brush.beginPath();
    brush.moveTo(...last);
    brush.lineTo(...to);
    brush.stroke();
    last = to;
    if (++moves % 8 === 0 && cleared(brush) >= enough) finish();
  });
  for (const type of ["pointerup", "pointercancel"]) canvas.addEventListener(type, () => (last = undefined));
}

/** Share of the field that is scratched off, looked at in every 16th pixel each way. */
function cleared(brush: CanvasRenderingContext2D): number {
  const { data } = brush.getImageData(0, 0, 640, 280);
  let clear = 0;
  let all = 0;
  for (let y = 0; y < 280; y += 16)
    for (let x = 0; x < 640; x += 16) {
      ++all;
      if (data[(y * 640 + x) * 4 + 3] === 0) ++clear;
    }
  return clear / all;
}
