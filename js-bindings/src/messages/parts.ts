import type { Action, Code, Content, Countdown, Picture, Progress } from "../content.js";
import { checkPath, icon, listOf, make, objectOf, textOf } from "./dom.js";
import type { Frame } from "./element.js";
import { tree } from "./tree.js";
import { allowedImage, allowedUrl } from "./url.js";

/** Title, text and rich text; the dialog is named by the first and described by the second. */
export function head(frame: Frame, level: "h2" | "p" = "h2"): HTMLElement[] {
  const { eyebrow, title, text, body } = frame.content;
  return [
    eyebrow && make("p", { class: "eyebrow" }, textOf(eyebrow, 100)),
    title && make(level, { class: "title", id: "title" }, textOf(title, 300)),
    text && make("div", { class: "text", id: "text" }, ...paragraphs(text)),
    ...(body ? [tree(frame, listOf(body))] : []),
  ].filter((part) => part instanceof HTMLElement);
}

const paragraphs = (text: unknown): HTMLElement[] =>
  textOf(text)
    .split(/\n+/)
    .map((line) => make("p", {}, line));

/** A link, or a button that puts the message away. */
export function button(
  frame: Frame,
  action: Action | undefined,
  kind: "action" | "secondary",
  itemUrl?: string,
): HTMLElement | undefined {
  const label = textOf(objectOf(action)?.label, 80);
  if (!label) return undefined;
  const url = allowedUrl(action?.url ?? itemUrl);
  const element = url ? make("a", { class: kind, href: url }) : make("button", { class: kind, type: "button" });
  element.append(label);
  element.addEventListener("click", () => {
    const item = frame.content.items?.[0];
    if (kind === "secondary" && !url) return frame.dismiss("secondary");
    frame.report("clicked", {
      target: kind,
      ...(url ? { url } : {}),
      ...(item && url && url === allowedUrl(item.url) ? { itemId: item.id, position: 0 } : {}),
    });
    if (!url) frame.close();
  });
  return element;
}

/** The picture of a message in a frame of its own proportions; one that fails leaves no hole. */
export function media(picture: Picture | undefined): HTMLElement | undefined {
  const { url, alt } = typeof picture === "object" && picture ? picture : { url: picture, alt: "" };
  const src = allowedImage(url);
  if (!src) return undefined;
  const image = make("img", { alt: textOf(alt, 300), decoding: "async" });
  const box = make("div", { class: "media" }, image);
  image.addEventListener("error", () => box.remove(), { once: true });
  image.src = src;
  return box;
}

/** A code to take along, with a button that copies it. */
export function codeBox(frame: Frame, code: Code | undefined): HTMLElement | undefined {
  const value = textOf(objectOf(code)?.value, 60);
  if (!value) return undefined;
  const { words, report } = frame;
  const text = make("output", { class: "code", tabindex: "0" }, value);
  const label = make("span", {}, words.copy);
  const copy = make("button", { class: "copy", type: "button" }, label);
  const said = make("span", { class: "sr", role: "status" });
  copy.addEventListener("click", async () => {
    report("clicked", { target: "copy" });
    const done = await copied(frame, value, text);
    said.textContent = done ? words.copied : words.copyFailed;
    if (!done) return;
    label.textContent = words.copied;
    copy.prepend(icon(checkPath));
    setTimeout(() => {
      label.textContent = words.copy;
      copy.querySelector("svg")?.remove();
    }, 2_500);
    copy.disabled = false;
  });
  return make(
    "div",
    { class: "coupon" },
    code?.label && make("span", { class: "hint" }, textOf(code.label, 100)),
    make("div", { class: "ticket" }, text, copy, said),
  );
}

/** The clipboard where the page may write to it, else the code stands marked for the visitor's own hand. */
async function copied({ root }: Frame, value: string, text: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    const { getSelection } = root as unknown as { getSelection?: () => Selection | null };
    (getSelection?.call(root) ?? document.getSelection())?.selectAllChildren(text);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

const units = [
  ["days", 86_400_000],
  ["hours", 3_600_000],
  ["minutes", 60_000],
  ["seconds", 1_000],
] as const;

/** Milliseconds since 1970 of a number, digits, or ISO 8601; NaN for anything else. */
export const momentOf = (value: unknown): number => {
  const text = textOf(value, 40);
  return /^\d{9,}$/.test(text) ? Number(text) : Date.parse(text);
};

/** Time left, seen by all and read out only when asked for: nobody wants to hear each second. */
export function countdown(frame: Frame, wanted: Countdown | undefined): HTMLElement | undefined {
  const until = momentOf(objectOf(wanted)?.until);
  if (!wanted || Number.isNaN(until)) return undefined;
  const { words } = frame;
  const label = textOf(wanted.label, 100) || words.left;
  const clock = make("div", { class: "clock", "aria-hidden": "true" });
  const spoken = make("span", { class: "sr" });
  const box = make(
    "div",
    { class: "countdown", role: "timer", "aria-live": "off" },
    make("span", { class: "hint" }, label),
    clock,
    spoken,
  );
  const cells = units.map(([name]) => {
    const number = make("b");
    const cell = make("span", {}, number, make("small", {}, words[name]));
    clock.append(cell);
    return { cell, number };
  });
  let timer: number | undefined;
  const tick = () => {
    let left = until - Date.now();
    if (left <= 0) {
      const over = textOf(wanted.over, 200);
      if (over) box.replaceChildren(make("span", { class: "hint" }, over));
      else frame.close();
      return;
    }
    timer = window.setTimeout(tick, (left % 1_000) + 5);
    const parts: string[] = [];
    for (const [index, [name, size]] of units.entries()) {
      const amount = Math.floor(left / size);
      left -= amount * size;
      const { cell, number } = cells[index] as (typeof cells)[number];
      if (name === "days") cell.hidden = amount === 0;
      const text = String(amount).padStart(2, "0");
      if (number.textContent !== text) number.textContent = text;
      if (amount && name !== "seconds") parts.push(`${amount} ${words[name]}`);
    }
    const sentence = `${label}: ${parts.join(" ")}`;
    if (spoken.textContent !== sentence) spoken.textContent = sentence;
  };
  // After the message stands: a time that is over already takes it away again.
  queueMicrotask(tick);
  frame.onRemove(() => clearTimeout(timer));
  return box;
}

/** How much of a goal is reached, and whether it is. */
export function progress(frame: Frame, wanted: Progress | undefined): { bar: HTMLElement; done: boolean } | undefined {
  const value = Number(objectOf(wanted)?.value);
  const goal = Number(wanted?.goal);
  if (!wanted || !(goal > 0) || Number.isNaN(value)) return undefined;
  const share = Math.min(Math.max(value / goal, 0), 1);
  const percent = Math.round(share * 100);
  const fill = make("i", {});
  fill.style.inlineSize = `${percent}%`;
  const bar = make(
    "div",
    {
      class: share >= 1 ? "progress full" : "progress",
      role: "progressbar",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      "aria-valuenow": percent,
      "aria-label": textOf(wanted.label, 100) || textOf(frame.content.title, 100) || frame.words.message,
    },
    fill,
  );
  return { bar, done: share >= 1 };
}

/** Points in large figures. */
export function points(content: Content): HTMLElement | undefined {
  const value = textOf(objectOf(content.points)?.value, 20);
  return value
    ? make("p", { class: "points" }, make("b", {}, value), " ", textOf(content.points?.label, 40))
    : undefined;
}
