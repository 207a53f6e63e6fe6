import { findSlot } from "../messages/slot.js";
import { defineSlot } from "../signals/slots.js";
import { dress, grow } from "./tree.js";
import { handles, type Kept, listKey, type Place, type Plan, type Planned, planKey, plannedKey } from "./types.js";

/**
 * `dist/plan.js`, a classic script in the page's head that blocks for a moment: slots have their room from the start, and
 * what a returning visitor saw in them is drawn as soon as the parser has made them, before first paint. The core,
 * when it has come, decides anew: it confirms, draws something else in the same place, or gives the slot back.
 */

/** What is parsed into a filled slot after its message is hidden, too. */
type Drawn = Planned & { hide(): void };

/** Draws one message where its slot is there already. */
function stand(kept: Kept, place: Place, sheets: CSSStyleSheet[]): Drawn {
  const element = document.createElement("waymark-message");
  const root = element.attachShadow({ mode: "open" });
  root.append(...grow(kept.tree));
  root.adoptedStyleSheets = sheets;
  dress(element, kept.attributes);
  const styles: [target: HTMLElement, property: string, value: string][] = [];
  const set = (target: HTMLElement, property: string, value: string) => {
    styles.push([target, property, target.style.getPropertyValue(property)]);
    target.style.setProperty(property, value, "important");
  };
  set(place, "box-sizing", "border-box");
  set(place, kept.fill ? "block-size" : "min-block-size", `${kept.heights[innerWidth]}px`);
  const indexOf = (handle: Element | null | undefined) =>
    handle ? Array.from(root.querySelectorAll(handles)).indexOf(handle) : undefined;
  const planned: Drawn = {
    kept,
    element,
    hide() {
      if (!kept.fill || !place[plannedKey]) return;
      for (const child of Array.from(place.children))
        if (child !== element && child instanceof HTMLElement && child.style.display !== "none")
          set(child, "display", "none");
    },
    free() {
      planned.focused = indexOf(root.activeElement);
      element.remove();
      // A slot that was filled up goes on having the room it had.
      if (kept.fill) for (const [target, property, value] of styles) target.style.setProperty(property, value);
      delete place[plannedKey];
    },
  };
  element.addEventListener("click", (event) => {
    const button = (event.composedPath()[0] as Element).closest("button");
    if (button) planned.pressed = indexOf(button);
  });
  place[plannedKey] = planned;
  place.append(element);
  return planned;
}

function drawPlan(list: Drawn[]): void {
  const plan = JSON.parse(localStorage.getItem(planKey) ?? "null") as Plan | null;
  if (plan?.version !== 1) return;
  const { lang } = document.documentElement;
  const now = Date.now();
  let wanted = plan.kept.filter(
    ({ path, language, untilMs, heights }) =>
      path === location.pathname && language === lang && untilMs > now && heights[innerWidth],
  );
  if (!wanted.length) return;
  const sheets = plan.sheets.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  const look = () => {
    wanted = wanted.filter((kept) => {
      const place: Place | undefined = findSlot(kept.slot);
      if (!place) return true;
      try {
        if (!place[plannedKey])
          list.push(
            stand(
              kept,
              place,
              kept.sheets.map((index) => sheets[index] as CSSStyleSheet),
            ),
          );
      } catch {
        // Not what a message is made of.
      }
      return false;
    });
    for (const planned of list) planned.hide();
  };
  // Before the parser's work is painted. What is parsed into a filled slot later is hidden, too.
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    look();
    observer.disconnect();
  });
  look();
}

try {
  const list: Drawn[] = [];
  (document as { [listKey]?: Planned[] })[listKey] = list;
  defineSlot();
  drawPlan(list);
} catch {
  // Then the core draws, as on a first visit.
}
