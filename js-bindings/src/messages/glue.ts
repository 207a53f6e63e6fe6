import type { Json, MessageOutcomeInput, RecommendationsEffect, ShowMessageEffect } from "../protocol.js";
import { type Drawn, draw, faultOf, type Report } from "./draw.js";
import { type RefusedCode, refusals } from "./refused.js";

type Answer = (outcome: MessageOutcomeInput) => void;
/** Tells of what a message does not show as it was written. */
export type Complain = (code: RefusedCode, found: string, pointer: string) => void;

/** While it is being drawn, what it says by now. */
const shown = new Map<string, Drawn | ShowMessageEffect>();
/** What the last of them say, those that are gone included. */
const maxSaid = 20;
const said = new Map<string, ShowMessageEffect>();

/** Draws a message, or draws anew the one of this decision; whatever becomes of it is answered. */
export async function show(effect: ShowMessageEffect, answer: Answer, complain?: Complain): Promise<void> {
  const { decisionId } = effect;
  refusals.tell = (code, text) => complainOnce(complain, code, text);
  said.delete(decisionId);
  said.set(decisionId, effect);
  if (said.size > maxSaid) said.delete(said.keys().next().value as string);
  const before = shown.get(decisionId);
  if (before) {
    if ("renew" in before) before.renew(effect);
    else shown.set(decisionId, effect);
    return;
  }
  const report: Report = (outcome, detail) => {
    if (outcome === "dismissed" || outcome === "blocked" || outcome === "closed") shown.delete(decisionId);
    answer({ type: "messageOutcome", decisionId, outcome, ...(detail ? { detail } : {}) });
  };
  shown.set(decisionId, effect);
  try {
    const drawn = await draw(effect, report, () => shown.has(decisionId));
    if (!drawn) return void shown.delete(decisionId);
    const newest = shown.get(decisionId);
    // Taken back in the meantime.
    if (!newest) return drawn.remove();
    shown.set(decisionId, drawn);
    if (newest !== effect) drawn.renew(newest as ShowMessageEffect);
  } catch (error) {
    report("blocked", { reason: faultOf(error) });
  }
}

/** Takes a message away without an outcome; or, with `over`, as soon as nobody is in it, and answers that. */
export function hide(decisionId: string, over?: Answer): void {
  const drawn = shown.get(decisionId);
  if (drawn && "leave" in drawn) {
    if (over) {
      drawn.leave();
      return;
    }
    drawn.remove();
  }
  shown.delete(decisionId);
  over?.({ type: "messageOutcome", decisionId, outcome: "closed" });
}

const told = new Set<string>();

/** Once a page, rule and place; the content a text stands in tells which these are. */
function complainOnce(complain: Complain | undefined, code: RefusedCode, text: string): void {
  let pointer = "";
  for (const { rule, content } of said.values()) {
    const place = placeOf(content as unknown as Json, text);
    if (place !== undefined) pointer = rule ? `/rules/${rule}/content${place}` : place;
  }
  const key = `${code} ${pointer || text.slice(0, 100)}`;
  if (told.has(key)) return;
  told.add(key);
  complain?.(code, code === "message.textCut" ? `${text.length} characters` : text.slice(0, 100), pointer);
}

function placeOf(value: Json, text: string): string | undefined {
  if (value === text) return "";
  if (value && typeof value === "object")
    for (const [key, inner] of Object.entries(value)) {
      const place = placeOf(inner, text);
      if (place !== undefined) return `/${key}${place}`;
    }
  return undefined;
}

/** Draws the items a page asked for with a slot. */
export function fill(effect: RecommendationsEffect, answer: Answer, complain?: Complain): Promise<void> {
  const { decisionId, strategy, items, slot } = effect;
  const { currency } = effect as { currency?: Json };
  return show(
    {
      type: "showMessage",
      decisionId,
      rule: "",
      template: "recommendations",
      slot: slot as string,
      content: {
        language: document.documentElement.lang || navigator.language,
        strategy,
        items,
        ...(typeof currency === "string" ? { currency } : {}),
      },
    },
    answer,
    complain,
  );
}
