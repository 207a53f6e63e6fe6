import type { Json } from "../protocol.js";
import { at, button, choice, el, listOf, short } from "./dom.js";
import type { Tape } from "./tape.js";
import { scenarioOf } from "./tape.js";
import type { Trial } from "./trial.js";

/** What the tab may do. */
export interface TryActs {
  /** Pretends something else; `reload`: from the start of the page on. */
  pretend(trial: Trial, reload: boolean): void;
  /** Goes to this page with these query parameters; an empty value takes one away. */
  go(parameters: { [name: string]: string }): void;
}

/** As `<input type=datetime-local>` wants it, in the browser's own zone. */
const local = (ms: number): string => {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** Another time, another stage, another variant; the record as a file. */
export function tryView(state: Json | undefined, config: Json | undefined, tape: Tape, acts: TryActs): Node[] {
  const { trial } = tape;
  const moveTo = (shiftMs: number) => acts.pretend({ ...trial, shiftMs }, false);
  const now = el("input", { type: "datetime-local", value: local(Date.now() + trial.shiftMs), step: "60" });
  now.addEventListener("change", () => {
    const wanted = new Date(now.value).getTime();
    if (Number.isFinite(wanted)) moveTo(Math.max(0, wanted - Date.now()));
  });
  const jump = (label: string, ms: number) => button(label, () => moveTo(ms ? trial.shiftMs + ms : 0));
  const stages = listOf(at(state, "stages")).map(short);
  const own = trial.stage ? "the visitor’s own" : `the visitor’s own (${short(at(state, "journey", "stage"))})`;
  const experiments = new Map<string, string[]>();
  for (const rule of listOf(at(config, "rules"))) {
    const key = at(rule, "experiment", "key");
    if (typeof key === "string")
      experiments.set(
        key,
        listOf(at(rule, "experiment", "variants")).map((arm) => short(at(arm, "id"))),
      );
  }
  const query = new URLSearchParams(location.search);
  return [
    el("h3", {}, "Time"),
    el("label", { class: "choice" }, el("span", {}, "Rules think it is"), now),
    el(
      "p",
      { class: "tools" },
      jump("+1 hour", 3_600_000),
      jump("+1 day", 86_400_000),
      jump("+7 days", 604_800_000),
      jump("Now", 0),
    ),
    el(
      "p",
      { class: "note" },
      "Never earlier than now. It holds for delays, caps, schedules and visits, on this page and the next; events are stored with it.",
    ),
    el("h3", {}, "Stage of the journey"),
    choice(
      "Rules take the visitor for",
      [["", own], ...stages.map((one): [string, string] => [one, one])],
      trial.stage,
      (stage) => acts.pretend({ ...trial, stage }, true),
    ),
    el(
      "p",
      { class: "note" },
      "The page is loaded anew. Nothing that is shown meanwhile is counted, and no follow-up leaves; the visitor’s own stage stays.",
    ),
    el("h3", {}, "Variants"),
    ...(experiments.size
      ? [...experiments].map(([key, arms]) =>
          choice(
            key,
            [["", "as assigned"], ...arms.map((arm, n): [string, string] => [`${n}`, arm])],
            query.get(key) ?? "",
            (value) => acts.go({ [key]: value }),
          ),
        )
      : [el("p", { class: "note" }, "No rule has an experiment.")]),
    el("h3", {}, "Record"),
    el(
      "p",
      { class: "tools" },
      button("Export as scenario", () => save(tape)),
      `${tape.entries.length} inputs`,
    ),
    el(
      "p",
      { class: "note" },
      tape.whole
        ? "From the start of the page: the file replays as a test (tests/scenarios)."
        : "It does not begin with the page. Load the page anew with the inspector open to record from its start.",
    ),
    el("h3", {}, "Preview by address"),
    el(
      "p",
      { class: "note" },
      "?waymark_preview=<rule id> on any page shows a rule’s message, whatever its conditions and caps; &<experiment>=<n> chooses the variant. Rules has the link of each.",
    ),
  ];
}

function save(tape: Tape): void {
  const link = el("a", {
    download: "scenario.json",
    href: URL.createObjectURL(new Blob([scenarioOf(tape, document.title)], { type: "application/json" })),
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
