/** `dist/inspector.mjs`: a drawer that shows what Waymark knows, decides and sends. Fetched by `waymark.debug()` alone. */
import type { Engine } from "../engine/core-types.js";
import type { Json } from "../protocol.js";
import { button, el, moment } from "./dom.js";
import { rulesView } from "./rules-view.js";
import { inspectorStyle } from "./style.js";
import { record } from "./tape.js";
import { keepTrial, type Trial } from "./trial.js";
import { tryView } from "./try-view.js";
import { deliveryView, messagesView, seamView, visitorView } from "./views.js";

export { record } from "./tape.js";
export { trialInput } from "./trial.js";

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

const tabs = ["Visitor", "Rules", "Messages", "Events", "Delivery", "Try"] as const;
type Tab = (typeof tabs)[number];
/** The tab the drawer was on, on the page before. */
const tabKey = "waymark.debug.tab";

/** Opens the drawer, or closes it where it is open. */
export function open(bench: Bench): void {
  const before = document.querySelector("waymark-inspector");
  if (before) {
    keepTrial(undefined);
    before.remove();
    return;
  }
  const tape = record(bench.engine, false);
  keepTrial(tape.trial);
  const host = document.createElement("waymark-inspector");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(inspectorStyle);
  root.adoptedStyleSheets = [sheet];

  let tab: Tab = tabs.find((name) => name === sessionStorage.getItem(tabKey)) ?? "Rules";
  let filter = "";
  const main = el("div", { class: "view", role: "tabpanel", tabindex: "0", id: "panel" });
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": "Inspector" });
  const trying = el("p", { class: "trying", role: "status" });
  const close = button(
    "×",
    () => {
      keepTrial(undefined);
      host.remove();
    },
    { class: "icon", "aria-label": "Close" },
  );
  const choose = (name: Tab) => {
    tab = name;
    sessionStorage.setItem(tabKey, name);
    for (const other of Array.from(list.children) as HTMLElement[]) {
      other.setAttribute("aria-selected", String(other.textContent === name));
      other.tabIndex = other.textContent === name ? 0 : -1;
    }
    main.setAttribute("aria-label", name);
    main.scrollTop = 0;
    void draw();
  };
  for (const name of tabs) list.append(button(name, () => choose(name), { role: "tab", "aria-controls": "panel" }));
  list.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = (tabs.indexOf(tab) + step + tabs.length) % tabs.length;
    choose(tabs[next] as Tab);
    (list.children[next] as HTMLElement).focus();
  });
  root.append(
    el(
      "aside",
      { "aria-label": "Waymark inspector" },
      el("header", {}, el("h2", {}, "Waymark inspector"), close),
      trying,
      list,
      main,
    ),
  );

  let waiting = false;
  tape.heard = () => {
    if (waiting || !host.isConnected) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      // Asking is an Input too: what only asks is no news. What is typed in stays.
      const last = tape.entries.at(-1)?.input?.type;
      if (last !== "inspect" && tab !== "Try" && !main.querySelector("input:focus,select:focus")) void draw();
    }, 300);
  };

  function pretend(trial: Trial, reload: boolean): void {
    tape.trial = trial;
    keepTrial(trial);
    if (reload) location.reload();
    else {
      bench.wake();
      void draw();
    }
  }

  function go(parameters: { [name: string]: string }): void {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(parameters)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    location.assign(url);
  }

  async function draw(): Promise<void> {
    const { state, engine, log } = (await bench.inspect()) as { state?: Json; engine?: string; log?: Json };
    const config = bench.config as Json;
    const views: { [T in Tab]: () => Node[] } = {
      Visitor: () => visitorView(state),
      Rules: () => rulesView({ state, config, log, tape }, { preview: bench.preview, go }),
      Messages: () => messagesView(tape),
      Events: () => [search(), ...seamView(tape, filter)],
      Delivery: () => deliveryView(state),
      Try: () => tryView(state, config, tape, { pretend, go }),
    };
    const { scrollTop } = main;
    // What is being read stays open.
    const opened = new Set(
      Array.from(main.querySelectorAll<HTMLElement>("details[open][data-rule]"), ({ dataset }) => dataset.rule),
    );
    if (tab === "Events" && main.querySelector("details[open]")) return;
    main.replaceChildren(
      ...(engine ? [el("p", { class: "empty" }, `The core is not there: ${engine}.`)] : []),
      ...views[tab](),
    );
    for (const details of Array.from(main.querySelectorAll<HTMLDetailsElement>("details[data-rule]")))
      details.open = opened.has(details.dataset.rule);
    main.scrollTop = scrollTop;
    const { shiftMs, stage } = tape.trial;
    trying.replaceChildren(
      ...(shiftMs || stage
        ? [
            el(
              "span",
              {},
              ["Trying", shiftMs ? moment(Date.now() + shiftMs) : "", stage && `stage “${stage}”`]
                .filter(Boolean)
                .join(" · "),
            ),
            button("Stop", () => pretend({ shiftMs: 0, stage: "" }, true)),
          ]
        : []),
    );
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
  choose(tab);
}
