import type { Json } from "../protocol.js";
import { asRows, at, button, choice, el, facts, listOf, moment, pill, short } from "./dom.js";
import { isPending, type Tape } from "./tape.js";
import { blockOf, inShort, reasons, steps, triggers } from "./words.js";

/** What can be done with a rule. */
export interface RuleActs {
  preview(rule: string): void;
  /** Goes to this page with these query parameters; an empty value takes one away. */
  go(parameters: { [name: string]: string }): void;
}

/** What the view is drawn from. */
export interface RulesKnown {
  state: Json | undefined;
  config: Json | undefined;
  log: Json | undefined;
  tape: Tape;
}

/** Each rule: did it speak, and if not, what stopped it. Opened, the way of the decision, step by step. */
export function rulesView(known: RulesKnown, acts: RuleActs): Node[] {
  const rules = [...listOf(at(known.config, "rules"))];
  if (!rules.length) return [el("p", { class: "empty" }, "The configuration has no rules.")];
  const reasonOf = (rule: Json): string => {
    const id = short(at(rule, "id"));
    const reason = short(at(known.state, "rules", id));
    return reason === "selected" && isPending(known.tape, id) ? "pending" : reason;
  };
  const spoke = rules.filter((rule) => reasonOf(rule) === "selected").length;
  // Those that spoke or are about to, those that were stopped, those that wait.
  const order = (rule: Json) => ({ selected: 0, pending: 0, notTriggered: 2, "–": 3 })[reasonOf(rule)] ?? 1;
  rules.sort((a, b) => order(a) - order(b));
  return [
    el("p", { class: "note" }, `${spoke} of ${rules.length} rules have spoken on this page. Open one to see why.`),
    el("ul", {}, ...rules.map((rule) => ruleView(rule, reasonOf(rule), known, acts))),
  ];
}

function ruleView(rule: Json, reason: string, { state, log }: RulesKnown, acts: RuleActs): HTMLElement {
  const id = short(at(rule, "id"));
  const decision = at(state, "decisions", id);
  const kind = reason === "selected" ? "yes" : /^(–|notTriggered|pending)$/.test(reason) ? "" : "no";
  const why = reason === "blocked" ? blockOf(log, id) : "";
  return el(
    "li",
    { class: "rule" },
    el(
      "details",
      { "data-rule": id },
      el(
        "summary",
        {},
        el("span", { class: "what" }, el("b", {}, short(at(rule, "name") ?? id)), el("small", {}, id)),
        pill(inShort(reason), kind),
      ),
      el("p", {}, `${reasons[reason] ?? reason}${why && ` The page says: ${why}.`}`),
      way(rule, reason),
      ...asked(decision),
      ...known(rule, state),
      ...variants(rule, decision, acts),
      el(
        "p",
        { class: "tools" },
        button("Preview", () => acts.preview(id)),
        copyLink(id),
      ),
    ),
  );
}

/** The steps of a decision, ticked up to the one that said no. */
function way(rule: Json, reason: string): HTMLElement {
  const stopped = steps.findIndex(({ says }) => says.includes(reason));
  const rows = steps.filter((step, index) => index === stopped || !step.member || at(rule, step.member) !== undefined);
  return el(
    "ol",
    { class: "way" },
    ...rows.map((step) => {
      const index = steps.indexOf(step);
      const result =
        reason === "selected" || index < stopped
          ? "yes"
          : index !== stopped
            ? "open"
            : /^(notTriggered|pending)$/.test(reason)
              ? "waits"
              : "no";
      const sign = { yes: "✓", no: "✕", waits: "…", open: "·" }[result];
      return el(
        "li",
        { class: result },
        el("span", { "aria-hidden": "true" }, sign),
        el(
          "span",
          { class: "sr" },
          { yes: "passed: ", no: "stopped here: ", waits: "waits for: ", open: "not reached: " }[result],
        ),
        step.name,
        el("small", {}, step.detail(rule)),
      );
    }),
  );
}

/** When it was asked last, and what its caps count. */
function asked(decision: Json | undefined): Node[] {
  const seen = asRows(at(decision, "seen")).filter(([, value]) => value);
  const by = short(at(decision, "trigger"));
  const name = short(at(decision, "name"));
  return [
    ...(at(decision, "at")
      ? [
          facts([
            [
              "asked",
              `${moment(Number(at(decision, "at")))} by ${triggers[by] ?? by}${name === "–" ? "" : ` “${name}”`}`,
            ],
            ...(at(decision, "variant") ? ([["variant", at(decision, "variant")]] as [string, Json][]) : []),
          ]),
        ]
      : []),
    ...(seen.length
      ? [facts(seen.map(([key, value]) => [`shown: ${key}`, /^last/.test(key) ? moment(Number(value)) : value]))]
      : []),
  ];
}

/** What its condition asks for, and what that is now. */
function known(rule: Json, state: Json | undefined): Node[] {
  const when = at(rule, "when");
  if (when === undefined) return [];
  const paths = new Set<string>();
  const walk = (value: Json): void => {
    if (!value || typeof value !== "object") return;
    for (const [key, inner] of Object.entries(value)) {
      const path = Array.isArray(inner) ? inner[0] : inner;
      if (key === "var" && typeof path === "string" && path) paths.add(path);
      walk(inner);
    }
  };
  walk(when);
  const raw = el(
    "details",
    {},
    el("summary", {}, "The condition as written"),
    el("pre", {}, JSON.stringify(when, null, 2)),
  );
  const now = (path: string): Json =>
    path.startsWith("page.")
      ? ({ path: location.pathname, url: location.href, title: document.title }[path.slice(5)] ?? null)
      : path.startsWith("event.")
        ? "of the event that asks"
        : (at(state, ...path.split(".")) ?? null);
  return [
    ...(paths.size
      ? [el("h4", {}, "What its condition looks at, now"), facts([...paths].map((path) => [path, now(path)]))]
      : []),
    raw,
  ];
}

/** An experiment's arms: choosing one puts it into the address, which can be handed on. */
function variants(rule: Json, decision: Json | undefined, acts: RuleActs): Node[] {
  const key = at(rule, "experiment", "key");
  if (typeof key !== "string") return [];
  const arms = listOf(at(rule, "experiment", "variants")).map((arm) => short(at(arm, "id")));
  const assigned = short(at(decision, "variant"));
  return [
    choice(
      `Variant of “${key}”`,
      [
        ["", assigned === "–" ? "as assigned" : `as assigned (${assigned})`],
        ...arms.map((arm, n): [string, string] => [`${n}`, arm]),
      ],
      new URLSearchParams(location.search).get(key) ?? "",
      (value) => acts.go({ [key]: value }),
    ),
  ];
}

/** The address of this page with the rule's message on it. */
function copyLink(id: string): HTMLElement {
  const url = new URL(location.href);
  url.searchParams.set("waymark_preview", id);
  const copy = button("Copy preview link", () => {
    void navigator.clipboard?.writeText(url.href).then(
      () => (copy.textContent = "Copied"),
      () => prompt("Preview link", url.href),
    );
  });
  return copy;
}
