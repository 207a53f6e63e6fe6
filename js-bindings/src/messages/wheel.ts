import type { Prize } from "../content.js";
import type { Frame } from "./element.js";
import { form } from "./form.js";
import type { Kit } from "./kit.js";
import { rareWordsIn } from "./words-rare.js";

const turnMs = 4_200;
const maxPrizes = 12;

/** The prize the core has decided on; the page only shows it. */
export function prizeOf(kit: Kit, { content }: Frame): { prizes: Prize[]; won: Prize | undefined } {
  const prizes = kit.listOf(content.prizes, maxPrizes).filter((prize) => kit.objectOf(prize) && prize.id);
  return { prizes, won: prizes.find(({ id }) => id === content.prize) };
}

/** What was won, in place of the game. */
export function showPrize(kit: Kit, frame: Frame, place: HTMLElement, won: Prize): void {
  const { success, code } = frame.content;
  const label = kit.textOf(won.label, 100);
  const value = won.code ?? code?.value;
  const text = won.text ?? success?.text;
  kit.showEnding(
    frame,
    place,
    {
      ...success,
      ...(text ? { text } : {}),
      ...(value ? { code: { value, ...(code?.label ? { label: code.label } : {}) } } : {}),
    },
    `${success?.title ? kit.textOf(success.title, 200) : rareWordsIn(frame.content.language).won}: ${label}`,
  );
}

/** A wheel that stops at the prize that was drawn before; a form before it is sent on the way. */
export function wheel(kit: Kit, frame: Frame, place: HTMLElement): void {
  const { make, draw, textOf } = kit;
  const { content } = frame;
  const words = rareWordsIn(content.language);
  const { prizes, won } = prizeOf(kit, frame);
  if (!won || prizes.length < 2) throw new Error("prizeUnknown");

  const size = 360 / prizes.length;
  const point = (degrees: number, radius: number) =>
    [100 + radius * Math.sin((degrees * Math.PI) / 180), 100 - radius * Math.cos((degrees * Math.PI) / 180)]
      .map((number) => number.toFixed(2))
      .join(" ");
  const disc = draw("g", { class: "disc" });
  for (const [index, prize] of prizes.entries()) {
    const slice = draw("path", {
      d: `M100 100L${point((index - 0.5) * size, 96)}A96 96 0 0 1 ${point((index + 0.5) * size, 96)}Z`,
      class: index % 2 || (prizes.length % 2 && index === prizes.length - 1) ? "slice light" : "slice",
    });
    if (prize.color && CSS.supports("color", prize.color) && !/url|var/i.test(prize.color))
      slice.style.fill = prize.color;
    const name = draw("text", {
      x: 100,
      y: 31,
      transform: `rotate(${index * size} 100 100)`,
      class: slice.classList.contains("light") ? "name light" : "name",
    });
    const label = textOf(prize.label, 30).split(/\s+/);
    const half = label.length > 1 ? Math.ceil(label.length / 2) : 1;
    for (const [line, part] of [label.slice(0, half), label.slice(half)].entries()) {
      if (!part.length) continue;
      const span = draw("tspan", { x: 100, dy: line ? 11 : 0 });
      span.textContent = part.join(" ");
      name.append(span);
    }
    disc.append(slice, name);
  }
  const svg = draw("svg", { viewBox: "0 0 200 208", class: "wheel", "aria-hidden": "true" }, disc);
  svg.append(
    draw("circle", { cx: 100, cy: 100, r: 96, class: "rim" }),
    draw("circle", { cx: 100, cy: 100, r: 13, class: "hub" }),
    draw("path", { d: "M88 0h24l-12 22z", class: "needle" }),
  );

  const side = make("div", { class: "turn" }, ...kit.head(frame));
  const spin = () => {
    for (const control of Array.from(side.querySelectorAll<HTMLElement>("button,input,select")))
      control.setAttribute("disabled", "");
    frame.report("clicked", { target: "spin" });
    const at = prizes.indexOf(won);
    const calm = kit.isCalm();
    disc.style.transform = `rotate(${(calm ? 0 : 360 * 5) - at * size}deg)`;
    const end = () => {
      frame.report("submitted", { target: "wheel", answers: { prize: won.id }, traits: {} });
      frame.settle();
      showPrize(kit, frame, side, won);
    };
    const timer = setTimeout(end, calm ? 50 : turnMs);
    frame.onRemove(() => clearTimeout(timer));
  };
  if (kit.listOf(content.fields).length || kit.objectOf(content.consent)) {
    side.append(
      form(kit, frame, content.play || words.spin, ({ traits, consent, fields }) => {
        entered = { traits, fields, ...(consent.length ? { consent } : {}) };
        spin();
      }),
    );
  } else {
    const button = make("button", { type: "button", class: "action" }, textOf(content.play, 60) || words.spin);
    button.addEventListener("click", spin, { once: true });
    side.append(make("div", { class: "actions" }, button));
  }
  let entered: { traits?: object; fields?: string[]; consent?: string[] } = {};
  const { report } = frame;
  // One outcome: what was filled in and what was won.
  frame.report = (outcome, detail) => {
    if (outcome !== "submitted") return report(outcome, detail);
    const { fields, ...rest } = entered;
    report(outcome, { ...detail, ...rest, answers: { ...detail?.answers, ...(fields ? { fields } : {}) } } as never);
  };
  const second = kit.button(frame, content.secondary, "secondary");
  if (second) side.append(second);
  place.classList.add("game");
  place.append(make("div", { class: "stage" }, svg), side);
}
