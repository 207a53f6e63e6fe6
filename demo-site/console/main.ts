/** The console: which view, which time, light or dark; asks the server and draws the answer. */
import { redraw } from "./charts.js";
import { el, find } from "./dom.js";
import { useCurrency } from "./format.js";
import { empty } from "./parts.js";
import { get, LoggedOut } from "./server.js";
import type { View } from "./view.js";
import { channelsView } from "./views/channels.js";
import { editorView } from "./views/editor.js";
import { feedbackView } from "./views/feedback.js";
import { funnelView } from "./views/funnel.js";
import { healthView } from "./views/health.js";
import { journeyView } from "./views/journey.js";
import { liveView } from "./views/live.js";
import { overviewView } from "./views/overview.js";
import { recommendationsView } from "./views/recommendations.js";
import { rulesView } from "./views/rules.js";
import { visitorsView } from "./views/visitors.js";

const views: Record<string, View> = {
  "/console": overviewView,
  "/console/live": liveView,
  "/console/visitors": visitorsView,
  "/console/journey": journeyView,
  "/console/funnel": funnelView,
  "/console/channels": channelsView,
  "/console/rules": rulesView,
  "/console/recommendations": recommendationsView,
  "/console/feedback": feedbackView,
  "/console/health": healthView,
  "/console/editor": editorView,
};

const stage = find("#view");
const title = find("#title");
const note = find("#note");
const days = find<HTMLSelectElement>("#days");

/** What the view on screen wants stopped when it goes. */
let leave: () => void = () => undefined;
/** An answer to an earlier question is not drawn over a later one's. */
let asked = 0;

async function show(): Promise<void> {
  const turn = ++asked;
  const url = new URL(location.href);
  const view = views[url.pathname.replace(/\/$/, "")] ?? overviewView;
  leave();
  leave = () => undefined;
  document.title = `${view.title} – Hiên console`;
  title.textContent = view.title;
  days.value = url.searchParams.get("days") ?? "28";
  if (days.selectedIndex < 0) days.value = "28";
  find(".pick").hidden = view.timeless === true;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-section]")) {
    const current = (views[link.pathname] ?? overviewView) === view;
    if (current) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "center" });
    } else link.removeAttribute("aria-current");
  }
  stage.setAttribute("aria-busy", "true");
  note.textContent = "";
  try {
    const drawn = await view.draw({
      query: url.searchParams,
      get: (name, more = {}) => get(name, { days: days.value, ...more }),
      go,
      onLeave: (stop) => {
        if (turn === asked) leave = stop;
        else stop();
      },
      isCurrent: () => turn === asked,
    });
    if (turn !== asked) return;
    useCurrency(drawn.currency);
    stage.replaceChildren(...drawn.parts);
    if (drawn.tookMs !== undefined) note.textContent = `Answered in ${drawn.tookMs} ms.`;
  } catch (error) {
    if (turn !== asked) return;
    if (error instanceof LoggedOut) return location.assign("/console/login");
    const again = el("button", { type: "button", class: "button" }, "Ask again");
    again.addEventListener("click", () => void show());
    stage.replaceChildren(
      el(
        "div",
        { class: "card" },
        empty("The server did not answer", String((error as Error).message)),
        el("p", { class: "middle" }, again),
      ),
    );
  } finally {
    if (turn === asked) stage.setAttribute("aria-busy", "false");
  }
}

/** To another address of the console, without a load. */
function go(path: string): void {
  const url = new URL(path, location.href);
  const kept = new URL(location.href).searchParams.get("days");
  if (kept && !url.searchParams.has("days")) url.searchParams.set("days", kept);
  history.pushState(null, "", url);
  void show().then(() => scrollTo(0, 0));
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.origin !== location.origin || !(link.pathname in views) || link.hash) return;
  event.preventDefault();
  go(link.href);
  if (link.closest("nav")) stage.focus({ preventScroll: true });
});
addEventListener("popstate", () => void show());
days.addEventListener("change", () => {
  const url = new URL(location.href);
  url.searchParams.set("days", days.value);
  history.replaceState(null, "", url);
  void show();
});
find("#reload").addEventListener("click", () => void show());

/** The system's choice until somebody makes their own. */
const system = matchMedia("(prefers-color-scheme: dark)");
const stored = (): string | null => {
  try {
    return localStorage.getItem("console-theme");
  } catch {
    return null;
  }
};
function paint(): void {
  document.documentElement.dataset.theme = stored() ?? (system.matches ? "dark" : "light");
  redraw();
}
system.addEventListener("change", paint);
find("#theme").addEventListener("click", () => {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("console-theme", next);
  } catch {
    // Then it is forgotten with the page.
  }
  document.documentElement.dataset.theme = next;
  redraw();
});

paint();
void show();
