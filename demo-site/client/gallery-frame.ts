/** One message on a page of its own, for the gallery, its pictures and the tests: `?example=coupon&lang=vi&scheme=dark`. */
import { type Example, examples } from "../gallery/examples.js";
import { catalogueItems } from "../gallery/goods.js";

interface Effect {
  type: "showMessage";
  decisionId: string;
  rule: string;
  template: string;
  slot?: string;
  content: object;
}
interface Renderer {
  show(effect: Effect, answer: (outcome: { outcome: string; detail?: object }) => void): Promise<void>;
  hide(decisionId: string): void;
}

const query = new URLSearchParams(location.search);
const language = query.get("lang") === "en" ? "en" : "vi";
const root = document.documentElement;
root.lang = language;
root.dir = query.get("dir") === "rtl" ? "rtl" : "ltr";
root.style.colorScheme = query.get("scheme") === "dark" ? "dark" : "light";
if (query.get("brand")) root.dataset.brand = "";

const slot = document.querySelector<HTMLElement>("#slot");
const rendererUrl = "/waymark/messages.mjs";
const coming = import(rendererUrl) as Promise<Renderer>;
let count = 0;
let current = "";

/** What became of it, for whoever looks. */
function answered(outcome: { outcome: string; detail?: object }): void {
  const heard = window as unknown as { outcomes?: object[] };
  heard.outcomes = [...(heard.outcomes ?? []), outcome];
  if (parent !== window) parent.postMessage({ outcome }, location.origin);
}

async function show(example: Example, content: object): Promise<void> {
  const renderer = await coming;
  if (current) renderer.hide(current);
  current = `gallery-${++count}`;
  if (slot && !slot.className) {
    slot.hidden = !example.slot;
    const height = example.slot ? (innerWidth < 600 ? example.slot.phone : example.slot.wide) : 0;
    slot.style.height = `${height}px`;
  }
  const items = example.items
    ? { items: catalogueItems(language, example.items), currency: "VND", strategy: "next" }
    : {};
  await renderer.show(
    {
      type: "showMessage",
      decisionId: current,
      rule: "gallery",
      template: example.template,
      ...(example.slot ? { slot: "#slot" } : {}),
      content: { language, ...content, ...items },
    },
    answered,
  );
}

function chosen(): void {
  const example = examples[query.get("example") ?? ""];
  if (example) void show(example, { ...example.content["*"], ...example.content[language] });
}

addEventListener("message", ({ origin, data }: MessageEvent<{ show?: { example: string; content: object } }>) => {
  const example = origin === location.origin ? examples[data?.show?.example ?? ""] : undefined;
  if (example && data.show) void show(example, data.show.content);
});
(window as unknown as { showMessage?: typeof show }).showMessage = show;
chosen();
if (parent !== window) parent.postMessage({ ready: true }, location.origin);
