/** A pause in typing after which nobody is interrupted. */
const idleMs = 700;
/** Looked at again so often. */
const lookMs = 250;

let lastTypedMs = 0;
let listening = false;

/** Hears of typing from the first message on. */
export function listenForTyping(): void {
  if (listening) return;
  listening = true;
  for (const type of ["keydown", "input"])
    addEventListener(type, () => (lastTypedMs = performance.now()), { capture: true, passive: true });
}

/** Whether a field of the page has the caret. */
function isTyping(): boolean {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active) return false;
  return (
    (active instanceof HTMLElement && active.isContentEditable) ||
    /^(textarea|select|iframe)$/.test(active.localName) ||
    (active.localName === "input" &&
      !/^(button|submit|reset|checkbox|radio|range|color|file|image)$/.test((active as HTMLInputElement).type))
  );
}

/** Another dialog stands over the page, ours or the site's. */
const isCovered = (): boolean =>
  !!document.querySelector("dialog:modal") ||
  Array.from(document.querySelectorAll("waymark-message")).some(({ shadowRoot }) =>
    shadowRoot?.querySelector("dialog"),
  );

/**
 * Resolves when a dialog may come without taking focus from a field, a hand from the keyboard or another dialog's
 * place; false where `wanted` says meanwhile that it is not wanted any more.
 */
export async function untilQuiet(wanted: () => boolean): Promise<boolean> {
  while (wanted()) {
    const handled = performance.now() - lastTypedMs < idleMs && lastTypedMs > 0;
    if (!isTyping() && !handled && !isCovered() && !document.hidden) return true;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return false;
}
