import type { Content } from "../content.js";
import type { Drawn, Report } from "./draw.js";
import { watchImpression } from "./impression.js";
import { applyTheme } from "./theme.js";
import { type Words, wordsIn } from "./words.js";

/** `<waymark-message>`: one message, isolated from the page's styles by its shadow root. */
class MessageElement extends HTMLElement {}

export interface Frame extends Drawn {
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
  /** Begins to count; call when it is on the page. */
  watch(): void;
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
      for (const step of undo.splice(0).reverse()) step();
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
      undo.push(watchImpression(root.querySelector("[data-seen]") ?? element, () => report("shown")));
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
