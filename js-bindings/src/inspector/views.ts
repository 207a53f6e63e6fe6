import type { Effect, Input, Json } from "../protocol.js";
import type { Entry, Tape } from "./tape.js";
import { itemReasons, reasons } from "./words.js";

type Child = Node | string | undefined | false;
type Tree = { [key: string]: Json };

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: { [name: string]: string } = {},
  ...children: Child[]
) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (here, key) => (here && typeof here === "object" && !Array.isArray(here) ? here[key] : undefined),
    value,
  );
const short = (value: Json | undefined): string =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length)
    ? "–"
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
const clock = (ms: number): string => new Date(ms).toLocaleTimeString([], { hour12: false });

const facts = (rows: [name: string, value: Json | undefined][]): HTMLElement =>
  el("dl", {}, ...rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, short(value))]));
const tiles = (rows: [name: string, value: Json | undefined][]): HTMLElement =>
  el(
    "div",
    { class: "tiles" },
    ...rows.map(([name, value]) => el("div", { class: "tile" }, el("b", {}, short(value)), el("span", {}, name))),
  );
const pill = (text: string, kind = ""): HTMLElement => el("span", { class: `pill ${kind}` }, text);
const asRows = (value: Json | undefined): [string, Json][] => Object.entries((value as Tree) ?? {});

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
    facts([...asRows(at(state, "session")), ...asRows(at(state, "journey")).filter(([name]) => name !== "stage")]),
    el("h3", {}, "Events so far"),
    facts(asRows(at(state, "counters"))),
  ];
}

/** Each rule: did it speak, and if not, why. */
export function rulesView(state: Json | undefined, config: Json | undefined, preview: (rule: string) => void): Node[] {
  const known = at(state, "rules");
  const rules = at(config, "rules");
  if (!Array.isArray(rules) || !rules.length) return [el("p", { class: "empty" }, "The configuration has no rules.")];
  return [
    el(
      "ul",
      {},
      ...rules.map((rule) => {
        const id = short(at(rule, "id"));
        const reason = short(at(known, id));
        const kind = reason === "selected" ? "yes" : reason === "–" || reason === "notTriggered" ? "" : "no";
        const button = el("button", { type: "button" }, "Preview");
        button.addEventListener("click", () => preview(id));
        const triggers = at(rule, "on", "any");
        return el(
          "li",
          { class: "rule" },
          el("div", {}, el("b", {}, id), pill(reason === "–" ? "not asked" : reason, kind), button),
          at(rule, "name") ? el("p", {}, short(at(rule, "name"))) : undefined,
          el("p", {}, reasons[reason] ?? (reason === "–" ? "It has not been asked on this page yet." : reason)),
          Array.isArray(triggers) &&
            el(
              "p",
              {},
              `Listens to: ${triggers.map((one) => [at(one, "type"), at(one, "name") ?? at(one, "percent") ?? at(one, "ms") ?? at(one, "stage")].filter((part) => part !== undefined).join(" ")).join(", ")}`,
            ),
        );
      }),
    ),
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

/** Messages decided on this page, and why each item is in them. */
export function messagesView(tape: Tape): Node[] {
  const shown = tape.entries.flatMap(({ atMs, effects }) =>
    effects.flatMap((effect) =>
      effect.type === "showMessage" || effect.type === "recommendations" ? [{ atMs, effect }] : [],
    ),
  );
  if (!shown.length)
    return [el("p", { class: "empty" }, "No message has been decided since the inspector was opened.")];
  return shown.reverse().map(({ atMs, effect }) => {
    const items = (effect.type === "showMessage" ? effect.content.items : effect.items) ?? [];
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
      effect.type === "showMessage" && effect.variant ? el("p", {}, `variant ${effect.variant}`) : undefined,
      ...items.map((item) =>
        el("p", {}, `${item.name}: ${itemReasons[item.reason] ?? item.reason} (${item.score.toFixed(2)})`),
      ),
      el("p", {}, effect.decisionId),
    );
  });
}
