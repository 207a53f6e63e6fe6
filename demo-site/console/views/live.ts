/** Events as they arrive. */
import { el } from "../dom.js";
import { moment, number } from "../format.js";
import { cut, empty } from "../parts.js";
import { get } from "../server.js";
import type { View } from "../view.js";
import { describe, iconOf } from "./event-words.js";

const POLL_MS = 2_000;
const ROWS = 150;

export interface LiveEvent {
  position: number;
  messageId: string;
  type: string;
  event: string | null;
  anonymousId: string | null;
  userId: string | null;
  sessionId: string | null;
  timestamp: string;
  receivedAt: string;
  properties: Record<string, unknown>;
  traits: Record<string, unknown>;
  context: Record<string, unknown>;
}

export const nameOf = ({ event, type }: Pick<LiveEvent, "event" | "type">): string =>
  type === "page" ? "Page Viewed" : (event ?? type);

/** One event: what, of whom, when; opened it is whole. */
export function eventRow(event: LiveEvent, withVisitor = true): HTMLElement {
  const details = el(
    "details",
    { class: `event ${iconOf(event)}` },
    el(
      "summary",
      {},
      el("span", { class: "event-dot", "aria-hidden": "true" }),
      el("b", { class: "event-name", dir: "auto" }, nameOf(event).slice(0, 60)),
      el("span", { class: "event-text", dir: "auto" }, describe(event)),
      el("time", { datetime: event.timestamp, title: event.timestamp }, moment(event.timestamp)),
    ),
  );
  details.addEventListener("toggle", () => {
    if (!details.open || details.childElementCount > 1) return;
    const id = event.anonymousId ?? event.userId ?? "";
    details.append(
      el(
        "div",
        { class: "event-whole" },
        withVisitor && id
          ? el("p", {}, "Visitor ", el("a", { href: `/console/visitors?id=${encodeURIComponent(id)}` }, cut(id, 40)))
          : null,
        el(
          "pre",
          { tabindex: 0, "aria-label": "The event as it was stored" },
          JSON.stringify(event, (key, value) => (key === "position" ? undefined : value), 2),
        ),
      ),
    );
  });
  return details;
}

export const liveView: View = {
  title: "Live",
  timeless: true,
  async draw({ query, onLeave, isCurrent }) {
    const { names } = await get<{ names: { name: string; count: number }[] }>("names");
    const name = el(
      "select",
      { id: "live-name", name: "name" },
      el("option", { value: "" }, "All events"),
      ...names.map((one) => el("option", { value: one.name }, one.name.slice(0, 60))),
    );
    const visitor = el("input", {
      id: "live-visitor",
      name: "visitor",
      placeholder: "anonymousId or userId",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 256,
    });
    visitor.value = query.get("visitor") ?? "";
    const pause = el("button", { type: "button", class: "button", "aria-pressed": "false" }, "Pause");
    const pulse = el("span", { class: "pulse", "aria-hidden": "true" });
    const pace = el("span", { class: "soft" });
    const list = el("div", { class: "events" });
    const card = el("section", { class: "card wide", "aria-label": "Live events" }, list);
    const none = empty(
      "Nothing yet",
      "Open the shop in another tab: what happens there shows here within two seconds.",
    );

    let newest = 0;
    let busy = false;
    const rows = new Map<number, HTMLElement>();
    const turn = async (): Promise<void> => {
      if (busy || document.hidden || pause.getAttribute("aria-pressed") === "true") return;
      busy = true;
      const chosen = `${name.value}\n${visitor.value}`;
      try {
        const answer = await get<{ events: LiveEvent[]; perMinute: number }>("stream", {
          after: newest,
          name: name.value,
          visitor: visitor.value.trim(),
        });
        if (chosen !== `${name.value}\n${visitor.value}`) return;
        pulse.classList.remove("lost");
        pace.textContent = `${number(answer.perMinute)} in the last minute`;
        const first = newest === 0;
        for (const event of answer.events.reverse()) {
          newest = Math.max(newest, event.position);
          const row = eventRow(event);
          if (!first) row.classList.add("fresh");
          rows.set(event.position, row);
          list.prepend(row);
        }
        for (const [position, row] of rows) {
          if (rows.size <= ROWS) break;
          // What somebody is reading stays.
          if (row.hasAttribute("open")) continue;
          row.remove();
          rows.delete(position);
        }
        if (rows.size === 0) list.replaceChildren(none);
        else none.remove();
      } catch {
        pulse.classList.add("lost");
        pace.textContent = "The server does not answer";
      } finally {
        busy = false;
      }
    };
    const begin = (): void => {
      newest = 0;
      rows.clear();
      list.replaceChildren();
      void turn();
    };
    name.addEventListener("change", begin);
    visitor.addEventListener("change", begin);
    pause.addEventListener("click", () => {
      const paused = pause.getAttribute("aria-pressed") !== "true";
      pause.setAttribute("aria-pressed", String(paused));
      pause.textContent = paused ? "Go on" : "Pause";
      pulse.classList.toggle("still", paused);
      void turn();
    });
    await turn();
    if (isCurrent()) {
      const timer = window.setInterval(() => void turn(), POLL_MS);
      onLeave(() => window.clearInterval(timer));
    }
    const form = el(
      "form",
      { class: "tools" },
      el("span", { class: "pace" }, pulse, pace),
      el("label", { for: "live-name", class: "hidden" }, "Event"),
      name,
      el("label", { for: "live-visitor", class: "hidden" }, "Visitor"),
      visitor,
      pause,
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    return { parts: [form, card] };
  },
};
