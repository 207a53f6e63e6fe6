/** Visitors, and one visitor's life: profile, persona, stage, visits, every event. */
import type { Persona } from "../../server/console/shop-config.js";
import { type Child, el, vary } from "../dom.js";
import { compact, moment, money, number, percent, span, useCurrency, words } from "../format.js";
import { badge, card, cut, empty, facts, table, tiles } from "../parts.js";
import { get as askServer } from "../server.js";
import type { Answer, Drawn, Setting, View } from "../view.js";
import { eventRow, type LiveEvent } from "./live.js";

interface Listed {
  id: string | null;
  userId: string | null;
  last: string;
  events: number;
  visits: number;
  orders: number;
  revenue: number;
  channel: string | null;
  stage: string | null;
}

interface Timeline {
  ids: string[];
  totals: Record<string, string | number | null>;
  events: LiveEvent[];
  visits: {
    began: string;
    channel: string;
    campaign: string | null;
    events: number;
    orders: number;
    entered: string | null;
    ms: number;
  }[];
  profile?: {
    visitor?: Record<string, unknown>;
    journey?: Record<string, unknown>;
    cart?: Record<string, unknown>;
    loyalty?: Record<string, unknown>;
  };
  personas: Persona[];
  currency: string;
}

const href = (id: string): string => `/console/visitors?id=${encodeURIComponent(id)}`;

async function list({ get, query, go }: Setting): Promise<Drawn> {
  const search = query.get("search") ?? "";
  const answer = await get<Answer & { visitors: Listed[] }>("visitors", { search });
  useCurrency(answer.currency);
  const field = el("input", {
    id: "visitor-search",
    name: "search",
    placeholder: "anonymousId or userId begins with …",
    value: search,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 256,
  });
  const form = el(
    "form",
    { class: "tools", role: "search" },
    el("label", { for: "visitor-search", class: "hidden" }, "Find a visitor"),
    field,
    el("button", { class: "button", type: "submit" }, "Find"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(`/console/visitors?search=${encodeURIComponent(field.value.trim())}`);
  });
  return {
    ...answer,
    parts: [
      form,
      card(
        search ? "Found" : "Seen last",
        { wide: true },
        answer.visitors.length === 0
          ? empty("Nobody", search ? "No anonymousId or userId begins like this." : "No visitors in this time.")
          : table(
              "Visitors",
              [
                {
                  name: "Visitor",
                  cell: ({ id, userId }) =>
                    el(
                      "a",
                      {
                        href: href(id ?? userId ?? ""),
                        class: "visitor-id",
                        title: (userId ?? id ?? "").slice(0, 300),
                      },
                      cut(userId ?? id, 22),
                    ),
                },
                { name: "Last seen", cell: ({ last }) => moment(last) },
                { name: "Stage", cell: ({ stage }) => (stage ? badge(words(stage.slice(0, 40)), "of-stage") : "–") },
                { name: "Channel", cell: ({ channel }) => channel ?? "–" },
                { name: "Visits", right: true, cell: ({ visits }) => number(visits) },
                { name: "Events", right: true, cell: ({ events }) => number(events) },
                { name: "Orders", right: true, cell: ({ orders }) => number(orders) },
                { name: "Revenue", right: true, cell: ({ revenue }) => (revenue > 0 ? money(revenue) : "–") },
              ],
              answer.visitors,
            ),
      ),
    ],
  };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

function personaCard({ personas, profile }: Timeline): HTMLElement {
  const scores = record(profile?.visitor?.personas);
  const best = profile?.visitor?.persona;
  const persona = personas.find(({ id }) => id === best);
  const ranking = personas
    .map(({ id, name }) => ({ name, score: Number(scores[id] ?? 0) }))
    .sort((a, b) => b.score - a.score);
  const meter = el(
    "ul",
    { class: "bars" },
    ...ranking
      .slice(0, 5)
      .map(({ name, score }) =>
        el(
          "li",
          {},
          el("span", { class: "bars-name" }, name),
          el("span", { class: "bars-text" }, percent(score, 0)),
          vary(el("span", { class: "bars-bar cool" }), { "--share": score }),
        ),
      ),
  );
  if (personas.length === 0)
    return card("Persona", {}, empty("No personas", "The configuration has none. See docs/profile.md."));
  if (!persona) return card("Persona", { note: "None of them reaches its threshold" }, meter);
  const part = (name: string, value: string | string[]): Child =>
    value.length > 0
      ? el(
          "div",
          {},
          el("h3", {}, name),
          Array.isArray(value)
            ? el("ul", { class: "plain-list" }, ...value.map((line) => el("li", {}, line)))
            : el("p", {}, value),
        )
      : null;
  return card(
    "Persona",
    { note: `Score ${percent(Number(scores[persona.id] ?? 0), 0)}` },
    el(
      "div",
      { class: "persona" },
      el(
        "div",
        { class: "persona-head" },
        persona.picture
          ? el("img", { src: persona.picture, alt: "", width: 56, height: 56 })
          : el("span", { class: "avatar", "aria-hidden": "true" }, persona.name.slice(0, 1)),
        el("div", {}, el("b", {}, persona.name), el("p", { class: "soft" }, persona.demographics)),
      ),
      part("Goals", persona.goals),
      part("Motives and obstacles", persona.motives),
      part("Behaviour", persona.behaviour),
    ),
    personas.length > 1 ? meter : null,
  );
}

function profileCard({ profile, totals, ids }: Timeline): HTMLElement {
  const v = record(profile?.visitor);
  const traits = Object.entries(record(v.traits)).slice(0, 12);
  const rfm = record(v.rfm);
  const chips = (name: string, list: string[]): [string, Child][] =>
    list.length > 0
      ? [[name, el("span", { class: "chips" }, ...list.slice(0, 8).map((text) => badge(text.slice(0, 40))))]]
      : [];
  const pairs: [string, Child][] = [
    ["First seen", moment(totals.first)],
    ["First came by", String(totals.firstChannel ?? "–")],
    ["Last came by", String(totals.lastChannel ?? "–")],
    ...chips("Segments", texts(v.segments)),
    ...chips("Likes", texts(v.favouriteCategories)),
    ...(typeof v.clv === "number" ? ([["Expected worth (CLV)", money(v.clv)]] as [string, Child][]) : []),
    ...(typeof v.churnRisk === "number" ? ([["Risk of leaving", percent(v.churnRisk, 0)]] as [string, Child][]) : []),
    ...(typeof rfm.recency === "number"
      ? ([["RFM", `${rfm.recency} · ${rfm.frequency} · ${rfm.money}`]] as [string, Child][])
      : []),
    ...traits.map(([name, value]): [string, Child] => [
      name.slice(0, 40),
      cut(typeof value === "string" ? value : JSON.stringify(value), 60),
    ]),
    ["Devices", el("span", { class: "ids" }, ...ids.slice(0, 6).map((id) => el("code", {}, cut(id, 18))))],
  ];
  return card(
    "Profile",
    profile
      ? { help: "Worked out by the core itself from the events stored here, as the visitor's browser does." }
      : { note: "From events alone: this build has no core for Node" },
    facts(pairs),
  );
}

function journeyCard({ profile, totals, visits }: Timeline): HTMLElement {
  const journey = record(profile?.journey);
  const stage = typeof journey.stage === "string" ? journey.stage : String(totals.stage ?? "");
  const spent = Object.entries(record(journey.spentMs));
  return card(
    "Journey",
    {
      note: stage
        ? `In ${words(stage)}${typeof journey.sinceMs === "number" ? ` for ${span(journey.sinceMs)}` : ""}`
        : "No stage yet",
    },
    spent.length > 0 ? facts(spent.map(([name, ms]): [string, Child] => [words(name), span(Number(ms))])) : null,
    el(
      "ol",
      { class: "visits" },
      ...visits
        .slice(0, 12)
        .map(({ began, channel, campaign, events, orders, entered, ms }) =>
          el(
            "li",
            {},
            el("b", { dir: "auto" }, channel),
            campaign ? el("span", { class: "soft", dir: "auto" }, ` ${campaign.slice(0, 40)}`) : null,
            el("span", { class: "soft" }, `${moment(began)} · ${number(events)} events in ${span(ms)}`),
            orders > 0 ? badge("order", "of-order") : null,
            entered ? badge(words(entered.slice(0, 40)), "of-stage") : null,
          ),
        ),
    ),
  );
}

async function one(id: string): Promise<Drawn> {
  const answer = await askServer<Timeline>("visitor", { id });
  useCurrency(answer.currency);
  const { totals } = answer;
  const events = el("div", { class: "events" });
  let day = "";
  let visit: string | null = "";
  const lay = (list: LiveEvent[]): void => {
    for (const event of list) {
      const date = new Date(event.timestamp).toLocaleDateString("en-GB", {
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric",
      });
      if (date !== day || event.sessionId !== visit)
        events.append(
          el("p", { class: "visit-line" }, date, event.sessionId !== visit ? el("span", {}, " · a visit") : null),
        );
      day = date;
      visit = event.sessionId;
      events.append(eventRow(event, false));
    }
  };
  lay(answer.events);
  const more = el("button", { type: "button", class: "button" }, "Earlier events");
  more.hidden = answer.events.length < 100;
  let oldest = answer.events.at(-1)?.position ?? 0;
  more.addEventListener("click", async () => {
    more.disabled = true;
    const next = await askServer<Timeline>("visitor", { id, before: oldest });
    lay(next.events);
    oldest = next.events.at(-1)?.position ?? oldest;
    more.hidden = next.events.length < 100;
    more.disabled = false;
  });
  return {
    currency: answer.currency,
    parts: [
      el("p", { class: "crumbs" }, el("a", { href: "/console/visitors" }, "Visitors"), " / ", cut(id, 40)),
      tiles([
        { name: "Visits", value: compact(totals.visits) },
        { name: "Events", value: compact(totals.events) },
        { name: "Orders", value: compact(totals.orders) },
        { name: "Revenue", value: money(totals.revenue) },
        { name: "Messages seen", value: compact(totals.messages) },
        { name: "Messages clicked", value: compact(totals.clicks) },
      ]),
      el(
        "div",
        { class: "halves" },
        el("div", { class: "stack" }, profileCard(answer), personaCard(answer), journeyCard(answer)),
        card(
          "Timeline",
          { note: "Newest first; open an event to see all of it" },
          events,
          el("p", { class: "middle" }, more),
        ),
      ),
    ],
  };
}

export const visitorsView: View = {
  title: "Visitors",
  async draw(setting) {
    const id = setting.query.get("id");
    if (!id) return list(setting);
    try {
      return await one(id);
    } catch (error) {
      if ((error as Error).message !== "notFound") throw error;
      return {
        parts: [
          el(
            "div",
            { class: "card" },
            empty("Nobody goes by this id", id.slice(0, 80)),
            el("p", { class: "middle" }, el("a", { class: "button", href: "/console/visitors" }, "All visitors")),
          ),
        ],
      };
    }
  },
};
