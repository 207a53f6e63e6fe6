import type { Drawn, Report } from "./draw.js";
import { watchImpression } from "./impression.js";

/** `<waymark-message>`: one message, isolated from the page's styles by its shadow root. */
class MessageElement extends HTMLElement {}

export interface Frame extends Drawn {
  element: HTMLElement;
  root: ShadowRoot;
  /** Takes it away because the visitor said so. */
  dismiss(target: string): void;
  /** Begins to count; call when it is on the page. */
  watch(): void;
}

const sheets = new Map<string, CSSStyleSheet>();

/** The empty element of a message, with styles, Esc, and focus given back. */
export function createFrame(css: string, language: string, report: Report): Frame {
  if (!customElements.get("waymark-message")) customElements.define("waymark-message", MessageElement);
  const element = document.createElement("waymark-message");
  element.lang = language;
  const root = element.attachShadow({ mode: "open" });
  adopt(root, css);

  let stopWatching = () => {};
  let before: HTMLElement | undefined;
  element.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget instanceof HTMLElement && relatedTarget !== element) before = relatedTarget;
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    frame.dismiss("escape");
  });

  const frame: Frame = {
    element,
    root,
    remove() {
      const focused = document.activeElement === element;
      stopWatching();
      element.remove();
      if (focused) before?.focus({ preventScroll: true });
    },
    dismiss(target) {
      frame.remove();
      report("dismissed", { target });
    },
    watch() {
      stopWatching = watchImpression(root.querySelector("[data-seen]") ?? element, () => report("shown"));
    },
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
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Browsers before 2023; under a strict CSP such a one shows the message unstyled.
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
