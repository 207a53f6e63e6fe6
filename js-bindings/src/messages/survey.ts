import type { Question } from "../content.js";
import type { Json } from "../protocol.js";
import type { Frame } from "./element.js";
import { optionOf } from "./form.js";
import type { Kit } from "./kit.js";
import { rareWordsIn } from "./words-rare.js";

const maxQuestions = 20;
const scales: { [type: string]: [number, number] } = { nps: [0, 10], csat: [1, 5], ces: [1, 7] };

/** Questions one by one; answers decide which comes next. Leaving half-way hands over what was answered. */
export function survey(kit: Kit, frame: Frame, place: HTMLElement): void {
  const { make, textOf, listOf, objectOf } = kit;
  const { content } = frame;
  const words = { ...frame.words, ...rareWordsIn(content.language) };
  const questions = listOf(content.questions, maxQuestions).filter((question) => objectOf(question) && question.id);
  const answers: { [id: string]: Json } = {};
  const traits: { [name: string]: Json } = {};
  const path: number[] = [];
  let sent = false;

  const send = (partial: boolean) => {
    if (sent || !Object.keys(answers).length) return;
    sent = true;
    frame.report("submitted", {
      target: "survey",
      answers: { ...answers, ...(partial ? { partial: true } : {}) },
      traits,
    });
    frame.settle();
  };
  // Dismissed after an answer or two: those count.
  const { dismiss } = frame;
  frame.dismiss = (target) => {
    send(true);
    dismiss(target);
  };

  function ask(at: number): void {
    const question = questions[at];
    if (!question) {
      send(false);
      kit.showEnding(frame, place, content.success);
      return;
    }
    path.push(at);
    const input = control(question);
    const submit = make(
      "button",
      { class: "action", type: "submit" },
      textOf(at === questions.length - 1 ? content.action?.label : "", 60) ||
        (at === questions.length - 1 ? words.send : words.next),
    );
    const required = question.required !== false && question.type !== "open";
    submit.disabled = required;
    const form = make("form", { novalidate: "", class: "question" });
    form.addEventListener("input", () => (submit.disabled = required && input.value() === undefined));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const value = input.value();
      if (value === undefined && required) return;
      if (value !== undefined) {
        answers[question.id] = value;
        traits[textOf(question.trait, 60) || question.id] = value;
      }
      ask(next(at, value));
      if (!sent) place.querySelector<HTMLElement>("legend")?.focus({ preventScroll: true });
    });
    const number = path.length;
    const fraction = make("i", {});
    fraction.style.inlineSize = `${Math.round(((number - 1) / questions.length) * 100)}%`;
    const legend = make("legend", { class: "title", id: "title", tabindex: "-1" });
    legend.append(textOf(question.title, 300));
    form.append(
      make(
        "fieldset",
        {},
        legend,
        question.text && make("p", { class: "text", id: "text" }, textOf(question.text, 500)),
        ...input.elements,
      ),
      make("div", { class: "actions survey-actions" }, submit),
    );
    place.replaceChildren(
      ...(questions.length > 1 ? [make("div", { class: "steps", "aria-hidden": "true" }, fraction)] : []),
      ...(number === 1 && content.eyebrow ? [make("p", { class: "eyebrow" }, textOf(content.eyebrow, 100))] : []),
      form,
    );
  }

  function next(at: number, value: Json | undefined): number {
    const { next: to } = questions[at] as Question;
    const target =
      typeof to === "string"
        ? to
        : listOf(to, 30).find((branch) => {
            const values = ([] as Json[]).concat((value ?? []) as Json[]);
            const wanted = ([] as Json[]).concat((branch.is ?? []) as Json[]);
            const number = Number(value);
            return (
              (branch.is === undefined || wanted.some((one) => values.some((have) => String(have) === String(one)))) &&
              (branch.min === undefined || number >= branch.min) &&
              (branch.max === undefined || number <= branch.max)
            );
          })?.to;
    if (target === "end") return questions.length;
    const place = questions.findIndex(({ id }) => id === target);
    // Only onwards: a survey that goes round never ends.
    return place > at ? place : at + 1;
  }

  function control(question: Question): { elements: HTMLElement[]; value: () => Json | undefined } {
    const scale = scales[question.type];
    if (scale) return rating(question, ...scale);
    if (question.type === "open") {
      const area = make("textarea", {
        class: "field",
        rows: 4,
        maxlength: 1_000,
        "aria-labelledby": "title",
        placeholder: textOf(question.placeholder, 100) || undefined,
      });
      return { elements: [area], value: () => area.value.trim() || undefined };
    }
    const type = question.type === "multiple" ? "checkbox" : "radio";
    const boxes = listOf(question.options, 20).map((option, index) => {
      const { value, label } = optionOf(kit, option);
      const input = make("input", { type, name: "answer", value, id: `option-${index}`, class: "check" });
      return { input, row: make("label", { class: "option", for: input.id }, input, make("span", {}, label)) };
    });
    return {
      elements: [make("div", { class: "options" }, ...boxes.map(({ row }) => row))],
      value() {
        const chosen = boxes.filter(({ input }) => input.checked).map(({ input }) => input.value);
        return type === "radio" ? chosen[0] : chosen.length ? chosen : undefined;
      },
    };
  }

  function rating({ type, low, high }: Question, least: number, most: number): ReturnType<typeof control> {
    const inputs: HTMLInputElement[] = [];
    const row = make("div", { class: `scale ${type}` });
    for (let value = least; value <= most; ++value) {
      const input = make("input", { type: "radio", name: "answer", value, id: `point-${value}` });
      const said = `${value}${type === "csat" ? ` ${words.stars}` : ""}${value === least && low ? `: ${textOf(low, 80)}` : value === most && high ? `: ${textOf(high, 80)}` : ""}`;
      const label = make("label", { for: input.id }, make("span", { class: "sr" }, said));
      label.append(
        type === "csat" ? kit.icon(kit.starPath, true) : make("span", { "aria-hidden": "true" }, String(value)),
      );
      inputs.push(input);
      row.append(input, label);
    }
    // Stars up to the one chosen shine.
    row.addEventListener("change", () => {
      const chosen = inputs.findIndex(({ checked }) => checked);
      for (const [index, input] of inputs.entries()) input.classList.toggle("lit", index <= chosen);
    });
    const ends = make(
      "div",
      { class: "ends", "aria-hidden": "true" },
      make("span", {}, textOf(low, 80)),
      make("span", {}, textOf(high, 80)),
    );
    return {
      elements: low || high ? [row, ends] : [row],
      value() {
        const chosen = inputs.find(({ checked }) => checked);
        return chosen && Number(chosen.value);
      },
    };
  }

  ask(0);
}
