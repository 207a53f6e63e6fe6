import { closest, listen, type Tools } from "./tools.js";

/** Clicks on what rules wait for, by the rule's selector. */
export function watchAwaitedClicks({ later, tell, describe }: Tools, selectors: string[]): undefined {
  listen("click", ({ target }) => {
    for (const selector of new Set(selectors))
      later(() => {
        const element = closest(target, selector);
        if (element) tell("click", { element: describe(element), selector });
      });
  });
}
