/** `dist/inspector.mjs`: a drawer that shows what Waymark knows, decides and sends. Fetched by `waymark.debug()` alone. */
import type { Engine } from "../engine/core-types.js";
import type { Json } from "../protocol.js";
import { inspectorStyle } from "./style.js";
import { record, scenarioOf, type Tape } from "./tape.js";
import { deliveryView, el, messagesView, rulesView, seamView, visitorView } from "./views.js";

export { record } from "./tape.js";

/** What the drawer looks at and may do. */
export interface Bench {
  engine: Engine;
  config: unknown;
  inspect(): Promise<Json>;
  /** Shows the message of a rule, whatever its conditions and caps. */
  preview(rule: string): void;
  /** Lets the core look at its clock. */
  wake(): void;
}

const tabs = ["Visitor", "Rules", "Messages", "Events", "Delivery", "Tools"] as const;
type Tab = (typeof tabs)[number];
/** Under this key of the session the next page records from its start and opens the drawer. */
export const sessionKey = "waymark.debug";

/** Opens the drawer, or closes it where it is open. */
export function open(bench: Bench): void {
  const before = document.querySelector("waymark-inspector");
  if (before) return void before.remove();
  const tape = record(bench.engine, false);
  remember(true);
  const host = document.createElement("waymark-inspector");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(inspectorStyle);
  root.adoptedStyleSheets = [sheet];

  let tab: Tab = "Visitor";
  let filter = "";
  const main = el("main", { role: "tabpanel", tabindex: "0" });
  const list = el("nav", { role: "tablist", "aria-label": "Inspector" });
  const close = el("button", { class: "icon", type: "button", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => {
    remember(false);
    host.remove();
  });
  for (const name of tabs) {
    const button = el("button", { type: "button", role: "tab", "aria-selected": String(name === tab) }, name);
    button.addEventListener("click", () => {
      tab = name;
      for (const other of Array.from(list.children)) other.setAttribute("aria-selected", String(other === button));
      void draw();
    });
    list.append(button);
  }
  root.append(
    el(
      "aside",
      { "aria-label": "Waymark inspector" },
      el("header", {}, el("h2", {}, "Waymark inspector"), close),
      list,
      main,
    ),
  );

  let waiting = false;
  const soon = () => {
    if (waiting || !host.isConnected) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      // Asking is an Input too: what only asks is no news. What is being read or typed in stays.
      const last = tape.entries.at(-1)?.input?.type;
      if (last !== "inspect" && tab !== "Tools" && !main.querySelector("details[open],input:focus")) void draw();
    }, 300);
  };
  tape.heard = soon;

  async function draw(): Promise<void> {
    const { state } = (await bench.inspect()) as { state?: Json };
    const views: { [T in Tab]: () => Node[] } = {
      Visitor: () => visitorView(state),
      Rules: () => rulesView(state, bench.config as Json, bench.preview),
      Messages: () => messagesView(tape),
      Events: () => [search(), ...seamView(tape, filter)],
      Delivery: () => deliveryView(state),
      Tools: () => toolsView(tape, bench),
    };
    const { scrollTop } = main;
    main.replaceChildren(...views[tab]());
    main.scrollTop = scrollTop;
  }

  function search(): HTMLElement {
    const input = el("input", { type: "search", placeholder: "Filter", "aria-label": "Filter" });
    input.value = filter;
    input.addEventListener("change", () => {
      filter = input.value;
      void draw();
    });
    return el("p", { class: "tools" }, input);
  }

  document.body.append(host);
  void draw();
}

function toolsView(tape: Tape, bench: Bench): Node[] {
  const now = el("dd", {}, new Date(Date.now() + tape.shiftMs).toLocaleString());
  const jump = (label: string, ms: number) => {
    const button = el("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      tape.shiftMs = ms === 0 ? 0 : tape.shiftMs + ms;
      now.textContent = new Date(Date.now() + tape.shiftMs).toLocaleString();
      bench.wake();
    });
    return button;
  };
  const save = el("button", { type: "button" }, "Export as scenario");
  save.addEventListener("click", () => {
    const link = el("a", {
      download: "scenario.json",
      href: URL.createObjectURL(new Blob([scenarioOf(tape, document.title)], { type: "application/json" })),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  });
  return [
    el("h3", {}, "Time the core lives in"),
    el("dl", {}, el("dt", {}, "now"), now),
    el(
      "p",
      { class: "tools" },
      jump("+1 hour", 3_600_000),
      jump("+1 day", 86_400_000),
      jump("+7 days", 604_800_000),
      jump("back to now", 0),
    ),
    el(
      "p",
      { class: "note" },
      "Delays, caps and sessions see the later time; what is stored on this page is stored with it.",
    ),
    el("h3", {}, "Record"),
    el(
      "p",
      { class: "tools" },
      save,
      `${tape.entries.length} inputs${tape.whole ? ", from the start of the page" : ""}`,
    ),
    el(
      "p",
      { class: "note" },
      tape.whole
        ? "The file replays as a test (tests/scenarios)."
        : "Reload the page with the inspector open to record from its start.",
    ),
    el("h3", {}, "Preview by address"),
    el("p", { class: "note" }, "Add ?waymark_preview=<rule id> to the address of any page."),
  ];
}

function remember(on: boolean): void {
  try {
    if (on) sessionStorage.setItem(sessionKey, "1");
    else sessionStorage.removeItem(sessionKey);
  } catch {
    // Then the next page is opened without it.
  }
}
