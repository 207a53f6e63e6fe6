import { isDebugged } from "../debugged.js";
import type { Listeners } from "../listeners.js";
import type { Storage } from "../ports/storage.js";
import type { ShowMessageEffect } from "../protocol.js";
import { attributesOf, cut } from "./tree.js";
import { handles, type Kept, listKey, type Place, type Plan, type Planned, planKey } from "./types.js";

/**
 * `dist/plan.mjs`: keeps what the core has decided for the slots of this page, for the next visit, and takes back what
 * was drawn from the plan where the core has decided otherwise. Fetched on pages that have `plan.js`.
 */

/** What nobody came back to see for so long is drawn by the core again. */
const keptMs = 7 * 86_400_000;
const maxKept = 24;
const maxWidths = 4;
/** Characters; our share of localStorage is 65,536 (local-share.ts), and calls that are left behind need some of it. */
const maxLength = 48_000;

export interface Planner {
  /** The core has decided on a message. */
  show(effect: ShowMessageEffect): void;
  /** It stands on the page. */
  drawn(effect: ShowMessageEffect): void;
  /** It was put away, or could not be drawn. */
  over(decisionId: string): void;
  /** Once `told`, the core has heard of everything this page began with: what it has not decided on goes. */
  decided(told: () => Promise<void>): Promise<void>;
}

/** Watches what becomes of the plan on this page. `snapshotKey`: with the profile goes the plan. */
export function watchPlan(storage: Storage, listeners: Listeners, snapshotKey: string): Planner {
  const list = (document as { [listKey]?: Planned[] })[listKey] ?? [];
  const path = location.pathname;
  const language = document.documentElement.lang;
  /** Decision → slot, of what was decided as the page began. */
  const chosen = new Map<string, string>();
  const isPreview = new URLSearchParams(location.search).has("waymark_preview");
  // What somebody tries in the inspector is nobody's choice.
  const keeps = !isPreview && !isDebugged() && storage.kind === "indexedDB";
  let beginning = !isPreview;
  for (const planned of list) planned.give = (live) => give(planned, live);

  /** Everything that is kept, and what of it stands here. */
  function drop(): void {
    beginning = false;
    change(() => []);
    for (const planned of list) planned.free();
  }
  const { remove } = storage;
  storage.remove = (key) => {
    if (key === snapshotKey) drop();
    remove(key);
  };
  listeners.on("consentChanged", (change) => {
    const { purposes, withdrawn } = change as { purposes?: { personalization?: string }; withdrawn?: string[] };
    if (withdrawn?.length || purposes?.personalization !== "granted") drop();
  });
  // Somebody else has signed in.
  listeners.on("log", (entry) => (entry as { code?: string }).code === "identity.another" && drop());

  const isHere = (kept: Kept, slot: string) => kept.path === path && kept.language === language && kept.slot === slot;

  return {
    show({ decisionId, slot }) {
      if (beginning && slot) chosen.set(decisionId, slot);
    },
    drawn({ decisionId }) {
      const slot = chosen.get(decisionId);
      // Where there is no database the journal needs the room.
      if (slot && keeps) whenIdle(() => chosen.has(decisionId) && keep(decisionId, slot));
    },
    over(decisionId) {
      const slot = chosen.get(decisionId);
      if (!slot || !chosen.delete(decisionId)) return;
      withdraw(slot);
    },
    async decided(told) {
      await told();
      // The site's own deferred scripts have told what they had to by then.
      if (document.readyState === "loading")
        await new Promise((resolve) => document.addEventListener("DOMContentLoaded", () => setTimeout(resolve)));
      beginning = false;
      const slots = new Set(chosen.values());
      for (const { slot } of here()) if (!slots.has(slot) && !isPreview) withdraw(slot);
    },
  };

  function here(): Kept[] {
    return read().kept.filter((kept) => isHere(kept, kept.slot));
  }

  function withdraw(slot: string): void {
    for (const planned of list) if (planned.kept.slot === slot) planned.free();
    change((kept) => kept.filter((one) => !isHere(one, slot)));
  }

  function keep(decisionId: string, slot: string): void {
    const element = document.querySelector<HTMLElement>(`waymark-message[data-decision="${CSS.escape(decisionId)}"]`);
    const root = element?.shadowRoot;
    const place = element?.parentElement as Place | null;
    if (!element || !root || !place) return;
    const tree = cut(root.childNodes);
    if (!tree) {
      withdraw(slot);
      return;
    }
    const { "data-decision": _, ...attributes } = attributesOf(element);
    const sheets = root.adoptedStyleSheets.map(({ cssRules }) =>
      Array.from(cssRules, ({ cssText }) => cssText).join(""),
    );
    change((kept, indexOf) => {
      const before = kept.find((one) => isHere(one, slot));
      const widths = Object.entries(before?.heights ?? {}).filter(([width]) => width !== `${innerWidth}`);
      const heights = Object.fromEntries([
        ...widths.slice(1 - maxWidths),
        [innerWidth, place.getBoundingClientRect().height],
      ]);
      const one: Kept = {
        ...{ path, language, slot, untilMs: Date.now() + keptMs, fill: "fill" in element.dataset, heights },
        ...{ sheets: sheets.map(indexOf), attributes, tree },
      };
      return [one, ...kept.filter((other) => other !== before)];
    });
  }
}

/** Hands over what the visitor has begun: the picture that is painted already, the focus, a press on a button. */
function give({ element, pressed, focused }: Planned, live: HTMLElement): void {
  const [old, root] = [element.shadowRoot as ShadowRoot, live.shadowRoot as ShadowRoot];
  const pictures = Array.from(old.querySelectorAll("img"));
  for (const picture of Array.from(root.querySelectorAll("img"))) {
    const same = pictures.findIndex((one) => one.src === picture.src && one.naturalWidth);
    if (same >= 0) picture.replaceWith(...pictures.splice(same, 1));
  }
  const twin = (index: number | undefined) => {
    const [before, now] = [old, root].map((tree) => tree.querySelectorAll<HTMLElement>(handles)[index ?? -1]);
    return before && before.className === now?.className ? now : undefined;
  };
  twin(focused)?.focus({ preventScroll: true });
  twin(pressed)?.click();
}

function read(): Plan {
  try {
    const plan = JSON.parse(localStorage.getItem(planKey) ?? "null") as Plan | null;
    if (plan?.version === 1 && Array.isArray(plan.kept)) return plan;
  } catch {
    // Written by somebody else, or no storage at all.
  }
  return { version: 1, sheets: [], kept: [] };
}

/** Rewrites the plan; sheets that nothing uses go. */
function change(by: (kept: Kept[], indexOf: (sheet: string) => number) => Kept[]): void {
  const plan = read();
  const indexOf = (sheet: string) => {
    const at = plan.sheets.indexOf(sheet);
    return at < 0 ? plan.sheets.push(sheet) - 1 : at;
  };
  const kept = by(plan.kept, indexOf).slice(0, maxKept);
  try {
    for (; kept.length; kept.pop()) {
      const used = [...new Set(kept.flatMap(({ sheets }) => sheets))];
      const text = JSON.stringify({
        version: 1,
        sheets: used.map((index) => plan.sheets[index]),
        kept: kept.map((one) => ({ ...one, sheets: one.sheets.map((index) => used.indexOf(index)) })),
      });
      if (text.length > maxLength) continue;
      localStorage.setItem(planKey, text);
      return;
    }
    localStorage.removeItem(planKey);
  } catch {
    // No room, or refused: the next visit is drawn by the core.
  }
}

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 2_000 });
  else setTimeout(run, 200);
}
