import type { Effect, Input, Json } from "../protocol.js";
import { asRows, at, button, clock, el, facts, listOf, moment, pill, short, tiles } from "./dom.js";
import type { Entry, Tape } from "./tape.js";
import { itemReasons } from "./words.js";

/** Who this is, how far on the journey, and what is known. */
export function visitorView(state: Json | undefined): Node[] {
  const visitor = at(state, "visitor");
  const known: [string, Json | undefined][] = asRows(visitor).filter(
    ([name]) => !/^(traits|affinity|id|orders|revenue)$/.test(name),
  );
  return [
    tiles([
      ["stage", at(state, "journey", "stage")],
      ["visit no.", at(state, "session", "number")],
      ["pages", at(state, "session", "pageviews")],
      ["orders", at(visitor, "orders")],
      ["revenue", at(visitor, "revenue")],
      ["cart", at(state, "cart", "value")],
    ]),
    el("h3", {}, "Journey"),
    el(
      "div",
      { class: "tools" },
      ...listOf(at(state, "stages")).map((stage) =>
        pill(short(stage), stage === at(state, "journey", "stage") ? "yes" : ""),
      ),
    ),
    el("h3", {}, "Consent"),
    el(
      "div",
      { class: "tools" },
      ...asRows(at(state, "consent")).map(([name, value]) =>
        pill(`${name}: ${short(value)}`, value === "granted" ? "yes" : value === "denied" ? "bad" : "no"),
      ),
    ),
    el("h3", {}, "Profile"),
    facts([["anonymous id", at(visitor, "id")], ...known]),
    el("h3", {}, "Traits"),
    facts(asRows(at(visitor, "traits"))),
    el("h3", {}, "Interests"),
    facts(
      asRows(at(visitor, "affinity")).map(([name, value]) => [
        name,
        typeof value === "number" ? Math.round(value * 100) / 100 : value,
      ]),
    ),
    el("h3", {}, "Visit"),
    facts([
      ...asRows(at(state, "session")).map(([name, value]): [string, Json] => [
        name,
        name === "start" ? moment(Number(value)) : value,
      ]),
      ...asRows(at(state, "journey")).filter(([name]) => !/^(stage|since)$/.test(name)),
    ]),
    el("h3", {}, "Events so far"),
    facts(asRows(at(state, "counters"))),
  ];
}

const nameOf = (input: Input | undefined): string => {
  if (!input) return "unreadable";
  if (input.type === "event") return input.event.name ?? input.event.type;
  if (input.type === "signal") return `${input.kind} signal`;
  if (input.type === "messageOutcome") return `message ${input.outcome}`;
  return input.type;
};
const nameOfEffect = (effect: Effect): string =>
  effect.type === "append"
    ? `+ ${effect.record.event.name ?? effect.record.event.type}`
    : effect.type === "log"
      ? `log ${effect.code}`
      : effect.type === "forward"
        ? `forward ${effect.name}`
        : effect.type;

/** What went into the core and what came out, newest first. */
export function seamView(tape: Tape, filter: string): Node[] {
  const words = filter.toLowerCase();
  // What only asks for this drawer is no news.
  const wanted = tape.entries.filter(
    ({ input, text, effects }) =>
      !(input?.type === "inspect" && !input.preview) &&
      (!words || (text + JSON.stringify(effects)).toLowerCase().includes(words)),
  );
  if (!wanted.length) return [el("p", { class: "empty" }, "Nothing yet.")];
  return wanted.slice(-150).reverse().map(entryView);
}

function entryView({ atMs, input, text, effects, tookMs }: Entry): HTMLElement {
  const loud = effects.filter(({ type }) => !/^(wake|persist|release)$/.test(type));
  const row = el(
    "details",
    {},
    el(
      "summary",
      {},
      el("time", {}, clock(atMs)),
      el(
        "span",
        { class: "what" },
        el("b", {}, nameOf(input)),
        loud.length ? ` → ${loud.map(nameOfEffect).join(", ")}` : "",
      ),
      pill(`${tookMs.toFixed(1)} ms`),
    ),
  );
  row.addEventListener("toggle", () => {
    if (row.open && row.childElementCount === 1)
      row.append(
        el("pre", {}, input ? JSON.stringify(input, null, 2) : text),
        el("pre", {}, JSON.stringify(effects, null, 2)),
      );
  });
  return row;
}

/** Counts, and how each destination does. */
export function deliveryView(state: Json | undefined): Node[] {
  const stats = at(state, "stats");
  return [
    tiles(["accepted", "queued", "waiting", "held", "duplicates", "refused"].map((name) => [name, at(stats, name)])),
    el("h3", {}, "Destinations"),
    ...asRows(at(state, "destinations")).flatMap(([id, one]) => [
      el("div", { class: "rule" }, el("div", {}, el("b", {}, id)), facts(asRows(one))),
    ]),
    el("h3", {}, "Lost"),
    facts(asRows(at(stats, "lost"))),
  ];
}

/** Messages decided on this page, what became of each, and why each item is in them. */
export function messagesView(tape: Tape): Node[] {
  const shown = tape.entries.flatMap(({ atMs, effects }) =>
    effects.flatMap((effect) =>
      effect.type === "showMessage" || effect.type === "recommendations" ? [{ atMs, effect }] : [],
    ),
  );
  if (!shown.length)
    return [
      el(
        "p",
        { class: "empty" },
        tape.whole
          ? "No message has been decided on this page."
          : "No message has been decided since the inspector was opened. What came before is seen when the page is loaded anew.",
      ),
      ...(tape.whole
        ? []
        : [
            el(
              "p",
              { class: "tools" },
              button("Load the page anew", () => location.reload()),
            ),
          ]),
    ];
  return shown.reverse().map(({ atMs, effect }) => {
    const items = (effect.type === "showMessage" ? effect.content.items : effect.items) ?? [];
    const since = fate(tape, effect.decisionId);
    return el(
      "div",
      { class: "rule" },
      el(
        "div",
        {},
        el("b", {}, effect.type === "showMessage" ? effect.rule : "recommend()"),
        pill(effect.type === "showMessage" ? effect.template : effect.strategy),
        el("time", {}, clock(atMs)),
      ),
      effect.slot ? el("p", {}, `in ${effect.slot}`) : undefined,
      effect.type === "showMessage" && effect.variant ? el("p", {}, `variant ${effect.variant}`) : undefined,
      el("p", {}, since.length ? since.join(" → ") : "not drawn yet"),
      ...items.map((item) =>
        el("p", {}, `${item.name}: ${itemReasons[item.reason] ?? item.reason} (${item.score.toFixed(2)})`),
      ),
      el("p", { class: "id" }, effect.decisionId),
    );
  });
}

/** What the page said of a decision, and that the core took it back. */
function fate({ entries }: Tape, decisionId: string): string[] {
  return entries.flatMap(({ atMs, input, effects }) => [
    ...(input?.type === "messageOutcome" && input.decisionId === decisionId
      ? [`${input.outcome}${input.detail?.reason ? ` (${short(input.detail.reason)})` : ""} ${clock(atMs)}`]
      : []),
    ...effects.flatMap((effect) =>
      effect.type === "hideMessage" && effect.decisionId === decisionId ? [`taken back (${effect.reason})`] : [],
    ),
  ]);
}
