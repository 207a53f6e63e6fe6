/** The gallery: every template beside the JSON it is made from, which may be changed on the spot. */
import { examples } from "../gallery/examples.js";
import { el, find } from "./dom.js";

const list = find<HTMLElement>("[data-templates]");
const editor = find<HTMLTextAreaElement>("[data-json]");
const frame = find<HTMLIFrameElement>("[data-frame]");
const controls = find<HTMLFormElement>("[data-controls]");
const problem = find("[data-problem]");
const log = find("[data-outcomes]");

if (list && editor && frame && controls && problem && log) {
  let name = location.hash.slice(1) in examples ? location.hash.slice(1) : "modal";

  const setting = (key: string): string => String(new FormData(controls).get(key) ?? "");
  const load = (): void => {
    const query = new URLSearchParams({
      lang: setting("lang"),
      scheme: setting("scheme"),
      dir: setting("dir"),
      brand: setting("brand"),
    });
    frame.dataset.width = setting("width");
    frame.src = `/gallery/frame?${query}`;
  };
  const choose = (next: string): void => {
    name = next;
    history.replaceState(null, "", `#${name}`);
    for (const button of list.querySelectorAll("button")) {
      if (button.dataset.name === name) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    const example = examples[name];
    const language = setting("lang") === "en" ? "en" : "vi";
    editor.value = JSON.stringify({ ...example?.content["*"], ...example?.content[language] }, null, 2);
    log.replaceChildren();
    load();
  };
  const draw = (): void => {
    try {
      const content = JSON.parse(editor.value) as object;
      problem.textContent = "";
      frame.contentWindow?.postMessage({ show: { example: name, content } }, location.origin);
    } catch (error) {
      problem.textContent = String((error as Error).message);
    }
  };

  for (const key of Object.keys(examples)) {
    const button = el("button", { type: "button", "data-name": key }, key);
    button.addEventListener("click", () => choose(key));
    list.append(el("li", {}, button));
  }
  controls.addEventListener("change", (event) =>
    (event.target as HTMLInputElement).name === "lang" ? choose(name) : load(),
  );
  let typing: number | undefined;
  editor.addEventListener("input", () => {
    clearTimeout(typing);
    typing = window.setTimeout(draw, 400);
  });
  addEventListener(
    "message",
    ({ origin, data }: MessageEvent<{ ready?: boolean; outcome?: { outcome: string; detail?: object } }>) => {
      if (origin !== location.origin) return;
      if (data.ready) draw();
      if (data.outcome)
        log.prepend(el("li", {}, el("b", {}, data.outcome.outcome), " ", JSON.stringify(data.outcome.detail ?? {})));
    },
  );
  choose(name);
}
