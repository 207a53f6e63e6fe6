/**
 * What a returning visitor saw in the slots of a page, kept so that it can be drawn again before first paint: `draw.ts`
 * (`dist/plan.js`) draws it, `keep.ts` (`dist/plan.mjs`) writes it once the core has decided.
 */

/** The key of the plan in localStorage. */
export const planKey = "waymark.plan";
/** On `document`, what has been drawn from the plan; there at all where the page has `plan.js`. */
export const listKey = Symbol.for("waymark.plan");
/** On a slot, what stands in it from the plan. */
export const plannedKey = Symbol.for("waymark.planned");

/** An element: its name, its attributes, what is in it. A text is a string. */
export type Twig = string | Branch;
export type Branch = [tag: string, attributes: { [name: string]: string }, children: Twig[]];

/** One message in one slot of one page. */
export interface Kept {
  path: string;
  language: string;
  slot: string;
  /** Not drawn from then on. */
  untilMs: number;
  /** It stands in place of what the slot holds. */
  fill: boolean;
  /** Width of the window in px → height of the slot in px with the message in it. */
  heights: { [width: string]: number };
  /** Places in `Plan.sheets`. */
  sheets: number[];
  /** Of the element itself. */
  attributes: { [name: string]: string };
  tree: Twig[];
}

export interface Plan {
  version: 1;
  /** Style sheets as text. */
  sheets: string[];
  /** Newest first. */
  kept: Kept[];
}

/** What stands in a slot from the plan, until the core has decided. */
export interface Planned {
  kept: Kept;
  element: HTMLElement;
  /** Takes it away; the slot keeps its room. */
  free(): void;
  /** Hands over to what the core has decided: focus, pictures, a press on a button. */
  give?(live: HTMLElement): void;
  /** Places among its links and buttons of the button that was pressed last, and of what had the focus at the end. */
  pressed?: number;
  focused?: number;
}

/** What can be pressed or focused. */
export const handles = "a,button";

export type Place = HTMLElement & { [plannedKey]?: Planned };
