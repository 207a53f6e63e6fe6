import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import type { Input, NodeEngine, PageFacts } from "../../js-bindings/src/node.ts";
import { readLists, real } from "../../scripts/channel-table.mjs";

// The built core over whole lists of the world: agents of programs, and every site of the published lists.
const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");

const halfAnHourMs = 1_800_000;

/** A function that arrives on pages, each visit more than half an hour after the one before, and gives its event's context. */
async function visitor(): Promise<(page: PageFacts) => { bot?: string; attribution?: { channel: string } }> {
  const engine: NodeEngine = await createEngine();
  let now = 1_700_000_000_000;
  const start: Input = {
    type: "start",
    config: { version: 1, session: { splitAtMidnight: false } },
    snapshot: null,
    journal: [],
    seed: "000102030405060708090a0b0c0d0e0f",
    page: { url: "https://shop.example/" },
  };
  engine.handle(start, now);
  return (page) => {
    now += 2 * halfAnHourMs;
    const effects = engine.handle({ type: "signal", kind: "route", detail: { trigger: "load", page } }, now);
    const append = effects.find((effect) => effect.type === "append");
    return (append?.record.event.context ?? {}) as { bot?: string; attribution?: { channel: string } };
  };
}

test("99 % of the real agents of crawler-user-agents are known for programs", async () => {
  const crawlers = createRequire(import.meta.url)("crawler-user-agents") as { instances: string[] }[];
  const agents = crawlers.flatMap((crawler) => crawler.instances);
  const visit = await visitor();
  const missed = agents.filter((userAgent) => visit({ url: "https://shop.example/", userAgent }).bot !== "userAgent");
  assert.ok(agents.length > 2_000);
  assert.ok(missed.length <= agents.length / 100, `${missed.length} of ${agents.length}:\n${missed.join("\n")}`);
});

const lists = new URL("../../../shared/data/channels/", import.meta.url).pathname;

type Lists = { matomo: [string, string][]; ga4: [string, string][] };

/** Kind of a site in the lists → channel of a visit that it refers, where nothing else is known. */
const channels: { [kind: string]: string } = {
  search: "Organic Search",
  social: "Organic Social",
  video: "Organic Video",
  shopping: "Organic Shopping",
  assistant: "AI Assistants",
};

test("every search engine, social site and assistant of the lists is classified rightly", {
  skip: existsSync(lists) ? false : "no data",
}, async () => {
  const { matomo, ga4 } = readLists(lists) as Lists;
  const visit = await visitor();
  // The first that names a site counts: assistants, then search engines, then social sites. GA4 calls video sites so.
  const video = new Set(ga4.filter(([, kind]) => kind === "video").map(([source]) => source));
  const first = new Map<string, string>();
  for (const [source, kind] of matomo)
    for (const one of real(source)) {
      const known = [one, one.replace(/^www\./, ""), `www.${one}`].find((name) => first.has(name));
      if (!video.has(one)) first.set(one, (known && first.get(known)) || kind);
    }
  // Social sites that somebody has listed as search engines as well, and YouTube's other name.
  for (const site of ["facebook.com", "www.facebook.com", "digg.com", "friendfeed.com"]) first.set(site, "social");
  first.set("youtu.be", "video");
  const wrong = [...first].filter(([source, kind]) => {
    const scheme = source.startsWith("android-app//") || source.startsWith("com.") ? "android-app" : "https";
    const referrer = `${scheme}://${source.replace("android-app//", "")}`;
    return visit({ url: "https://shop.example/", referrer }).attribution?.channel !== channels[kind];
  });
  assert.ok(first.size > 900);
  assert.deepEqual(wrong, []);
});

test("every source of GA4's categories is classified as there", {
  skip: existsSync(lists) ? false : "no data",
}, async () => {
  const { matomo, ga4 } = readLists(lists) as Lists;
  const elsewhere = new Set(matomo.flatMap(([source]) => real(source)));
  const visit = await visitor();
  const wrong = ga4.filter(([source, kind]) => {
    if (elsewhere.has(source) || source === "alibaba") return false;
    const url = `https://shop.example/?utm_source=${encodeURIComponent(source)}`;
    return visit({ url }).attribution?.channel !== channels[kind];
  });
  assert.ok(ga4.length > 800);
  assert.deepEqual(wrong, []);
});
