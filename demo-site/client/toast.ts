/** The small confirmation under the header. */
import { el, find, icon } from "./dom.js";

/** How long it stays; pointing at it keeps it. */
const STAY_MS = 5_000;
/** From the header, or from the window's edge once the header is scrolled away. */
const GAP_PX = 16;
let timer = 0;

export function toast(closeLabel: string, picture: string, ...content: Node[]): void {
  const box = find("[data-toast]");
  if (!box) return;
  const hide = (): void => {
    box.hidden = true;
  };
  const later = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(hide, STAY_MS);
  };
  const close = el("button", { type: "button", "aria-label": closeLabel }, icon("M6 6 18 18M18 6 6 18"));
  close.addEventListener("click", hide);
  box.replaceChildren(el("img", { src: picture, width: 56, height: 56, alt: "" }), el("div", {}, ...content), close);
  box.onmouseenter = () => window.clearTimeout(timer);
  box.onmouseleave = later;
  box.style.top = `${Math.max(0, find(".header")?.getBoundingClientRect().bottom ?? 0) + GAP_PX}px`;
  box.hidden = false;
  later();
}
