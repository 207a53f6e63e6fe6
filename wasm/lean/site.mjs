/**
 * The smallest host there can be, in virtual time: it keeps what the engine stores, answers what it sends and lets its
 * timers fire. What it is for is which of the engine's functions a kind of site needs (workloads.mjs).
 */

const startMs = Date.UTC(2026, 0, 5, 2);
const latencyMs = 80;
const snapshotKey = "waymark.snapshot";

export const firstPage = {
  url: "https://shop.example/c/kids?utm_source=newsletter&utm_medium=email&utm_campaign=spring",
  title: "Quần áo trẻ em",
  referrer: "https://www.google.com/",
  language: "vi-VN",
  timeZone: "Asia/Ho_Chi_Minh",
  siteOffsetMinutes: 420,
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
  viewport: { width: 390, height: 844 },
  screen: { width: 390, height: 844 },
  visible: true,
};

/**
 * A visitor on a site with that configuration.
 * @param {() => Promise<{ handle(text: string, nowMs: number): string, load(kind: string, bytes: string | Uint8Array): string }>} make
 *   a new engine, for each page load
 */
export function createVisitor(make, config) {
  let engine;
  let now = startMs;
  let page = firstPage;
  let wakeAtMs = Infinity;
  let loads = 0;
  let called = 0;
  let due = [];
  const texts = new Map();
  let journal = [];
  const visitor = {
    /** The last message shown. */
    shown: undefined,
    get page() {
      return page;
    },
    get journal() {
      return journal;
    },
    /** Outcomes of the requests to come; else each is answered with 200. */
    replies: [],
    /** Nothing answers at all. */
    silent: false,
    /** The database writes so slowly that a page is left before its snapshot is kept. What goes to localStorage is. */
    slow: false,

    async arrive(more = {}, { journaled = true, peers = [] } = {}) {
      page = { ...page, ...more };
      engine = await make();
      due = [];
      wakeAtMs = Infinity;
      const sent = [...texts].filter(([key]) => key.startsWith("waymark.sent.")).map(([, text]) => text);
      const seed = `7f3c9a2e5b8d41f06a1c2e3d4b5f60${String(10 + loads++)}`;
      const snapshot = texts.get(snapshotKey) ?? null;
      const stored = { snapshot, journal: journaled ? journal : null, sent, peers };
      visitor.put({ type: "start", config, ...stored, seed, page });
    },
    load(kind, bytes) {
      heed(engine.load(kind, bytes));
    },
    put(input) {
      heed(engine.handle(JSON.stringify(input), now));
    },
    route(url, title = "Hiên") {
      page = { ...page, url: `https://shop.example${url}`, title, referrer: page.url };
      visitor.signal("route", { trigger: loads > 1 ? "load" : "push", page });
    },
    signal: (kind, detail) => visitor.put({ type: "signal", kind, detail }),
    track: (name, properties = {}) => visitor.call({ type: "track", name, properties }),
    call(event) {
      const messageId = `01924f00-6a00-7abc-8def-${String(++called).padStart(12, "0")}`;
      visitor.put({ type: "event", event: { ...event, messageId } });
    },
    lifecycle: (state, more = {}) => visitor.put({ type: "lifecycle", state, ...more }),
    /** Lets so many ms pass. */
    pass(ms) {
      const until = now + ms;
      for (;;) {
        const next = Math.min(wakeAtMs, ...due.map(({ atMs }) => atMs));
        if (next > until) break;
        now = Math.max(now, next);
        const answers = due.filter(({ atMs }) => atMs <= now);
        due = due.filter(({ atMs }) => atMs > now);
        for (const { input } of answers) visitor.put(input);
        if (wakeAtMs > now) continue;
        wakeAtMs = Infinity;
        visitor.put({ type: "wake" });
      }
      now = until;
    },
  };

  function heed(effects) {
    for (const effect of JSON.parse(effects)) {
      if (effect.type === "log" && effect.level === "error" && effect.code.startsWith("config."))
        throw new Error(`a workload is wrong: ${effect.code} ${effect.pointer}`);
      if (effect.type === "append") journal.push(effect.record);
      if (effect.type === "release") journal = journal.filter(({ id }) => !effect.ids.includes(id));
      if (effect.type === "remove") texts.delete(effect.key);
      if (effect.type === "wake") wakeAtMs = effect.atMs;
      if (effect.type === "showMessage") visitor.shown = effect;
      if (effect.type === "persist" && !(visitor.slow && effect.key === snapshotKey)) {
        texts.set(effect.key, effect.text);
        due.push({ atMs: now + 2, input: { type: "persistResult", key: effect.key, ok: true } });
      }
      if (effect.type === "send" && !visitor.silent) {
        const reply = visitor.replies.shift() ?? { outcome: "response", status: 200, body: "{}" };
        due.push({ atMs: now + latencyMs, input: { type: "sendResult", batchId: effect.batchId, ...reply } });
      }
    }
  }

  return visitor;
}
