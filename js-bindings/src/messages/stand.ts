import type { Content, Display } from "../content.js";
import type { Template } from "../protocol.js";
import { make } from "./dom.js";
import type { Frame } from "./element.js";

/** Where each template stands unless its content says otherwise; those not named have a slot. */
const displays: { [T in Template]?: Display } = {
  bar: "bar",
  freeShipping: "bar",
  slideIn: "slideIn",
  survey: "slideIn",
  loyalty: "slideIn",
  replenish: "slideIn",
  toast: "toast",
  socialProof: "toast",
  fullScreen: "fullScreen",
};

/** Where a message stands. */
export function displayOf(template: Template, slot: string | undefined, content: Content): Display {
  if (slot) return "inline";
  const { display } = content;
  return display && /^(bar|modal|slideIn|toast|fullScreen)$/.test(display) ? display : (displays[template] ?? "modal");
}

/**
 * A dialog over an inert page. Focus goes to the dialog itself: no field, no button is chosen for the visitor, and no
 * keyboard slides up on a phone. It comes back when the dialog is closed.
 */
export function standModal(frame: Frame, box: HTMLElement): void {
  const dialog = make("dialog", { "aria-labelledby": "title", "aria-describedby": "text", tabindex: "-1" }, box);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    frame.dismiss("escape");
  });
  // A click that began inside (text being marked) is none on the backdrop.
  let began: EventTarget | null = null;
  dialog.addEventListener("pointerdown", ({ target }) => (began = target));
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog && began === dialog) frame.dismiss("backdrop");
  });
  frame.root.append(dialog);
  document.body.append(frame.element);
  const unlock = lockScroll();
  frame.onRemove(() => {
    unlock();
    if (dialog.open) dialog.close();
  });
  addEventListener("pagehide", unlock, { once: true });
  dialog.showModal();
  dialog.focus({ preventScroll: true });
  // showModal() has looked for a first control, which may lie far down.
  dialog.scrollTop = 0;
}

/** The page does not scroll behind a dialog, and keeps the room of its scroll bar. Returns the way to undo it. */
function lockScroll(): () => void {
  const { style } = document.documentElement;
  const [overflow, gutter] = [style.overflow, style.scrollbarGutter];
  if (innerWidth > document.documentElement.clientWidth) style.scrollbarGutter = "stable";
  style.overflow = "hidden";
  return () => {
    style.overflow = overflow;
    style.scrollbarGutter = gutter;
  };
}

/** What floats now, by edge: a later one stands clear of those before it. */
const floating: { element: HTMLElement; edge: string }[] = [];

function stack(): void {
  const sums: { [edge: string]: number } = {};
  for (const one of floating) {
    const sum = sums[one.edge] ?? 0;
    one.element.style.setProperty("--stack", `${sum}px`);
    sums[one.edge] =
      sum + Math.ceil((one.element.shadowRoot?.firstElementChild as HTMLElement | null)?.offsetHeight ?? 0) + 12;
  }
}

/** Has this read out politely by what floats, which may have another height since. */
export function say({ root }: Frame, text: string): void {
  const status = root.querySelector(".said");
  if (status && status.textContent !== text) status.textContent = text;
  stack();
}

/** Over the page, in the top layer where there is one, without ever taking focus. `said` is read out politely. */
export function standFloating(frame: Frame, box: HTMLElement, said: string, edge: "top" | "bottom"): void {
  const { element, root } = frame;
  const status = make("div", { class: "sr said", role: "status" });
  root.append(box, status);
  element.dataset.edge = edge;
  const entry = { element, edge };
  floating.push(entry);
  document.body.append(element);
  if ("popover" in element) {
    element.popover = "manual";
    element.showPopover();
  }
  stack();
  frame.onRemove(() => {
    floating.splice(floating.indexOf(entry), 1);
    stack();
  });
  // A live region speaks of what changes in it, so its text comes after it is there.
  requestAnimationFrame(() => say(frame, said));
}

/** Goes away by itself, but not while a pointer is over it, focus is in it, or the page is hidden. */
export function leaveAfter(frame: Frame, afterMs: number): void {
  let left = afterMs;
  let since = 0;
  let timer: number | undefined;
  const held = new Set<string>();
  const stop = () => {
    if (timer !== undefined) left -= performance.now() - since;
    clearTimeout(timer);
    timer = undefined;
  };
  const go = () => {
    stop();
    if (held.size || document.hidden) return;
    since = performance.now();
    timer = window.setTimeout(frame.close, Math.max(left, 1_000));
  };
  const hold = (why: string, on: boolean) => () => {
    if (on) held.add(why);
    else held.delete(why);
    if (on) stop();
    else go();
  };
  const { element } = frame;
  element.addEventListener("pointerenter", hold("pointer", true));
  element.addEventListener("pointerleave", hold("pointer", false));
  element.addEventListener("focusin", hold("focus", true));
  element.addEventListener("focusout", hold("focus", false));
  document.addEventListener("visibilitychange", go);
  frame.onRemove(() => {
    stop();
    document.removeEventListener("visibilitychange", go);
  });
  go();
}
