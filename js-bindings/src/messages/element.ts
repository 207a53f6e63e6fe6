import type { Content } from "../content.js";
import type { Report } from "./draw.js";
import { watchImpression } from "./impression.js";
import { applyTheme } from "./theme.js";
import { type Words, wordsIn } from "./words.js";

/** `<waymark-message>`: one message, isolated from the page's styles by its shadow root. */
class MessageElement extends HTMLElement {}

export interface Frame {
  /** Takes it away without an outcome. */
  remove(): void;
  element: HTMLElement;
  root: ShadowRoot;
  content: Content;
  words: Words;
  report: Report;
  /** Takes it away because the visitor said so; after a form was sent that is no dismissal any more. */
  dismiss(target: string): void;
  /** Takes it away because it has done its work. */
  close(): void;
  /** It was answered: nothing more is reported but clicks. */
  settle(): void;
  /** Begins to count; call when it is on the page, and again when its inside was drawn anew. */
  watch(): void;
  /** Builds what is inside; what the one before has left to undo is undone. */
  inside<T>(build: () => T): T;
  /** What its parts are made of from now on. */
  speak(content: Content): void;
  /** Does this as soon as the focus is not in it; it takes the place of what was to be done before. */
  whenLeft(work: () => void): void;
  /** The visitor has begun something in it: nothing of it changes any more. */
  begin(): void;
  /** Called when it goes away, whatever the reason. */
  onRemove(undo: () => void): void;
}

const sheets = new Map<string, CSSStyleSheet>();

/** The empty element of a message, with styles, theme, Esc, and focus given back. */
export function createFrame(styles: string[], content: Content, report: Report): Frame {
  if (!customElements.get("waymark-message")) customElements.define("waymark-message", MessageElement);
  const element = document.createElement("waymark-message");
  element.lang = content.language;
  const root = element.attachShadow({ mode: "open" });
  for (const css of styles) adopt(root, css);
  applyTheme(element, content.theme);

  let before: HTMLElement | undefined;
  let settled = false;
  let gone = false;
  const undo: (() => void)[] = [];
  const inner: (() => void)[] = [];
  let begun = false;
  let due: (() => void) | undefined;
  const look = () => {
    const focused = root.activeElement;
    // A dialog has the focus itself as long as nothing in it was chosen.
    if (!due || begun || gone || (focused && focused.localName !== "dialog")) return;
    const work = due;
    due = undefined;
    work();
  };
  // Where it goes to is not known before.
  element.addEventListener("focusout", () => setTimeout(look));
  element.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget instanceof HTMLElement && relatedTarget !== element) before = relatedTarget;
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    frame.dismiss("escape");
  });

  const frame: Frame = {
    element,
    root,
    content,
    words: wordsIn(content.language),
    report,
    remove() {
      if (gone) return;
      gone = true;
      const focused = document.activeElement === element;
      for (const step of [...undo.splice(0), ...inner.splice(0)].reverse()) step();
      element.remove();
      if (focused && document.activeElement === document.body) before?.focus({ preventScroll: true });
    },
    dismiss(target) {
      if (gone) return;
      frame.remove();
      if (settled) report("closed");
      else report("dismissed", { target });
    },
    close() {
      if (gone) return;
      frame.remove();
      report("closed");
    },
    settle() {
      settled = true;
    },
    watch() {
      inner.push(watchImpression(root.querySelector("[data-seen]") ?? element, () => report("shown")));
    },
    inside(build) {
      for (const step of inner.splice(0)) step();
      const mark = undo.length;
      const built = build();
      inner.push(...undo.splice(mark));
      return built;
    },
    speak(next) {
      frame.content = next;
      frame.words = wordsIn(next.language);
      element.lang = next.language;
    },
    whenLeft(work) {
      due = work;
      look();
    },
    begin() {
      begun = true;
    },
    onRemove: (step) => void undo.push(step),
  };
  return frame;
}

function adopt(root: ShadowRoot, css: string): void {
  try {
    let sheet = sheets.get(css);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      sheets.set(css, sheet);
    }
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    // Browsers before 2023; under a strict CSP such a one shows the message unstyled.
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
