/** The developers' console: asks for the newest events every two seconds while it can be seen. */
import { el, find } from "./dom.js";

const POLL_MS = 2_000;
const ROWS = 60;

interface StoredEvent {
  messageId: string;
  event: string | null;
  type: string;
  anonymousId: string | null;
  receivedAt: string;
  properties: Record<string, unknown>;
}

interface Stats {
  events: number;
  visitors: number;
  sessions: number;
  byName: { name: string; count: number }[];
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

function row(event: StoredEvent, fresh: boolean): HTMLTableRowElement {
  const details = el(
    "details",
    {},
    el("summary", {}, JSON.stringify(event.properties)),
    el("pre", {}, JSON.stringify(event, null, 2)),
  );
  return el(
    "tr",
    fresh ? { class: "fresh" } : {},
    el("td", {}, el("time", { datetime: event.receivedAt }, new Date(event.receivedAt).toLocaleTimeString("vi-VN"))),
    el("td", {}, el("b", {}, event.event ?? event.type)),
    el("td", {}, el("span", { class: `kind kind-${event.type}` }, event.type)),
    el("td", { title: event.anonymousId ?? "" }, (event.anonymousId ?? "–").slice(0, 8)),
    el("td", {}, details),
  );
}

function showStats(stats: Stats, names: HTMLSelectElement): void {
  const tile = (name: string, value: number): HTMLElement =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value.toLocaleString("vi-VN")));
  find("[data-stats]")?.replaceChildren(
    tile("events", stats.events),
    tile("visitors", stats.visitors),
    tile("sessions", stats.sessions),
    tile("event names", stats.byName.length),
  );
  if (names.options.length === stats.byName.length + 1) return;
  const chosen = names.value;
  names.replaceChildren(
    el("option", { value: "" }, "*"),
    ...stats.byName.map(({ name }) => el("option", { value: name }, name)),
  );
  names.value = chosen;
}

export function eventConsole(): void {
  const form = find<HTMLFormElement>("[data-filter]");
  const names = form?.querySelector("select");
  const body = find("[data-events]");
  const live = find("[data-live]");
  if (!form || !names || !body) return;
  const seen = new Map<string, HTMLTableRowElement>();

  const refresh = async (): Promise<void> => {
    if (document.hidden) return;
    const query = new URLSearchParams({ limit: String(ROWS) });
    for (const [name, value] of new FormData(form)) if (value) query.set(name, String(value));
    try {
      const [{ events }, stats] = await Promise.all([
        get<{ events: StoredEvent[] }>(`/api/events?${query}`),
        get<Stats>("/api/stats"),
      ]);
      const first = seen.size === 0;
      for (const event of events) if (!seen.has(event.messageId)) seen.set(event.messageId, row(event, !first));
      body.replaceChildren(...events.map((event) => seen.get(event.messageId) ?? row(event, false)));
      showStats(stats, names);
      live?.classList.remove("lost");
    } catch {
      live?.classList.add("lost");
    }
  };
  form.addEventListener("input", () => void refresh());
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("visibilitychange", () => void refresh());
  window.setInterval(() => void refresh(), POLL_MS);
  void refresh();
}
