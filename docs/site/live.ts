/** An example one can change: a configuration and a visit, played through the core in this page. */
import { createEngine } from "../../js-bindings/src/engine/instantiate.js";
import type { Json } from "../../js-bindings/src/protocol.js";
import { play, type Step, type Told } from "./visit.js";

export interface Example {
  /** The rule that is meant to speak. */
  speaks: string;
  config: Json;
  steps: Step[];
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** A fresh engine each time: nothing of the last visit is left. */
async function run(config: Json, steps: Step[]): Promise<Told[]> {
  compiled ??= WebAssembly.compileStreaming(fetch(new URL("waymark-whole.wasm", import.meta.url)));
  const core = await createEngine(await compiled);
  return play((text, nowMs) => core.handle(text, nowMs), config, steps);
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  content: string | (string | Node)[],
  className = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...(typeof content === "string" ? [content] : content));
  return made;
}

function line({ what, at, effects, rules }: Told): HTMLElement {
  const noticed = effects.map(({ kind, text }) =>
    element("li", [element("b", kind), " ", element("code", text)], kind),
  );
  const reasons = rules.map(({ rule, reason }) =>
    element("span", `${rule}: ${reason}`, reason === "selected" ? "selected" : ""),
  );
  return element("li", [
    element("p", [element("time", at), " ", element("strong", what)]),
    element("ul", noticed),
    element("p", reasons, "reasons"),
  ]);
}

/** JSON in which what fits into a line stands in one. */
function pretty(value: Json, indent = ""): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  if (value === null || typeof value !== "object" || indent.length + flat.length <= 46) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((one) => inner + pretty(one, inner)).join(",\n")}\n${indent}]`;
  const members = Object.entries(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${pretty(one, inner)}`);
  return `{\n${members.join(",\n")}\n${indent}}`;
}

function area(title: string, text: string): [HTMLLabelElement, HTMLTextAreaElement] {
  const box = element("textarea", "");
  box.value = text;
  box.rows = Math.min(24, text.split("\n").length + 1);
  box.spellcheck = false;
  return [element("label", [title, box]), box];
}

class Live extends HTMLElement {
  connectedCallback(): void {
    const source = this.querySelector("code")?.textContent;
    if (!source) return;
    const example = JSON.parse(source) as Example;
    const [configLabel, config] = area("Configuration", pretty(example.config));
    const [stepsLabel, steps] = area("Visit", pretty(example.steps as unknown as Json));
    const problem = element("p", "", "problem");
    problem.setAttribute("role", "alert");
    const told = element("ol", "", "told");
    const update = async (): Promise<void> => {
      try {
        const lines = await run(JSON.parse(config.value) as Json, JSON.parse(steps.value) as Step[]);
        told.replaceChildren(...lines.map(line));
        problem.textContent = "";
      } catch (error) {
        problem.textContent = String((error as Error).message);
      }
    };
    config.addEventListener("input", () => void update());
    steps.addEventListener("input", () => void update());
    this.replaceChildren(element("div", [configLabel, stepsLabel], "panes"), problem, told);
    void update();
  }
}

customElements.define("waymark-live", Live);
