/** The element a slot names: a `<waymark-slot>` by its name, else a CSS selector. Undefined where there is none. */
export function findSlot(slot: string | undefined): Element | undefined {
  if (!slot) return undefined;
  for (const candidate of Array.from(document.querySelectorAll("waymark-slot, waymark-recommendations"))) {
    if (candidate.getAttribute("name") === slot || candidate.getAttribute("slot") === slot) return candidate;
  }
  try {
    return document.querySelector(slot) ?? undefined;
  } catch {
    return undefined;
  }
}
