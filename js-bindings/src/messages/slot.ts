import { type Place, plannedKey } from "../plan/types.js";
import type { Frame } from "./element.js";

/** The element a slot names: a `<waymark-slot>` by its name, else a CSS selector. Undefined where there is none. */
export function findSlot(slot: string | undefined): HTMLElement | undefined {
  if (!slot) return undefined;
  for (const candidate of Array.from(document.querySelectorAll<HTMLElement>("waymark-slot, waymark-recommendations"))) {
    if (candidate.getAttribute("name") === slot || candidate.getAttribute("slot") === slot) return candidate;
  }
  try {
    return document.querySelector<HTMLElement>(slot) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Less room than that is none. */
const leastPx = 24;

/**
 * Puts a message into its slot without moving anything: it takes the room that is there, in place of what stood there
 * if it is to `replace` that. Gives the reason where it cannot. `asked`: by the page itself, not by a rule.
 */
export function standInline(
  frame: Frame,
  box: HTMLElement,
  slot: string,
  replace: boolean,
  asked: boolean,
): string | undefined {
  const place: Place | undefined = findSlot(slot);
  if (!place) return "slotMissing";
  const { height, top } = place.getBoundingClientRect();
  const planned = place[plannedKey];
  planned?.free();
  for (const old of Array.from(place.querySelectorAll(":scope > waymark-message"))) old.remove();
  // What comes late into a page that is being looked at would push the rest away; a page that asked knows.
  if (!asked && height < leastPx && top < innerHeight && !place.childElementCount && !place.dataset.waymarkGrow)
    return "slotUnreserved";
  const { element, root } = frame;
  root.append(box);
  const styles: [HTMLElement, string, string][] = [];
  const set = (target: HTMLElement, property: string, value: string) => {
    styles.push([target, property, target.style.getPropertyValue(property)]);
    target.style.setProperty(property, value, "important");
  };
  if (height >= leastPx) {
    element.style.setProperty("--room", `${height}px`);
    if (replace) {
      element.dataset.fill = "";
      set(place, "block-size", `${height}px`);
      set(place, "box-sizing", "border-box");
      for (const child of Array.from(place.children)) if (child instanceof HTMLElement) set(child, "display", "none");
    }
  }
  place.append(element);
  planned?.give?.(element);
  frame.onRemove(() => {
    for (const [target, property, value] of styles) target.style.setProperty(property, value);
  });
  return undefined;
}
