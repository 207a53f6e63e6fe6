/**
 * What a shop leans on, in each browser engine there is: Chromium, Firefox, WebKit, by the drivers of bench/loss/browser. Under
 * the strict policy, over plain pages; the assertion is what the collector has and what the page shows.
 */
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { engines } from "../../bench/loss/browser/index.mjs";
import { examples } from "../../demo-site/gallery/examples.ts";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config, Rule } from "../../js-bindings/src/config.ts";
import { goods, productArt } from "../support/goods.ts";
import { config, html, openShop, type Shop } from "../support/shop.ts";
import { until } from "../support/wait.ts";
import { isAttempt } from "../support/without-wasm.ts";

/** In the page. */
declare const waymark: Waymark;

interface Tab {
  evaluate(expression: string): Promise<unknown>;
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  close(): Promise<unknown>;
}

const message = (id: string, template: string, more: Partial<Rule> = {}): Rule => ({
  id,
  status: "live",
  on: { any: [{ type: "api", name: id }] },
  do: [
    { type: "message", template, content: { en: { title: "Hello", action: { label: "Go" } } } } as Rule["do"][number],
  ],
  ...more,
});

for (const [name, engine] of Object.entries(engines)) {
  const lacking = engine.unavailable();
  suite(name, { skip: lacking }, () => {
    let browser: Awaited<ReturnType<typeof engine.launch>>;
    /** A driver's children and sockets do not hold the process. */
    const holding = setInterval(() => {}, 60_000);
    before(async () => {
      browser = await engine.launch({ profile: mkdtempSync(join(tmpdir(), "waymark-engine-")) } as never);
    });
    after(async () => {
      await browser?.close();
      clearInterval(holding);
    });

    /** A shop of its own (an origin is a visitor here), and a tab on its first page. */
    async function visit(
      t: { after(fn: () => Promise<void>): void },
      more: Partial<Config> = {},
      body = "<p>Shop</p>",
    ) {
      const shop = await openShop();
      shop.config = config(more);
      for (const [n, { url }] of goods.items.entries()) {
        shop.files.set(`/art/${n + 1}.svg`, productArt(n));
        shop.files.set(url, html("<h1>Product</h1>"));
      }
      shop.files.set("/goods.json", JSON.stringify(goods));
      shop.files.set("/watch.js", watching);
      for (const path of ["/", "/next"]) shop.files.set(path, html(body, '<script src="/watch.js"></script>'));
      const tab = (await browser.open(`${shop.origin}/`)) as Tab;
      t.after(async () => {
        await tab.close();
        await shop.close();
      });
      await run(tab, ready);
      return { shop, tab };
    }

    test("page views, calls, routes and annotated clicks arrive, once each and in order", async (t) => {
      const { shop, tab } = await visit(
        t,
        {},
        '<button data-waymark-event="Chat Opened" data-waymark-property-place="foot">?</button>',
      );
      await run(tab, async () => {
        waymark.track("Product Viewed", { product_id: "p1", price: 99_000 });
        history.pushState(null, "", "/c/toys");
        (document.querySelector("button") as HTMLElement).click();
        await waymark.identify("u-1", { children: 2 });
        await waymark.flush();
      });
      await shop.event("identify");
      const names = shop.names();
      assert.deepEqual(
        ["Product Viewed", "Chat Opened", "identify"].map((one) => names.filter((other) => other === one).length),
        [1, 1, 1],
      );
      assert.deepEqual(
        shop.events.filter(({ type }) => type === "page").map((event) => event.context?.page?.path),
        ["/", "/c/toys"],
      );
      assert.equal((await shop.event("Chat Opened")).properties?.place, "foot");
      assert.deepEqual(await complaints(tab), []);
    });

    test("the visitor is the same on the next page, and calls made as a page is left arrive", async (t) => {
      const { shop, tab } = await visit(t);
      await run(tab, () => {
        waymark.track("Leaving");
        location.href = "/next";
      });
      const leaving = await shop.event("Leaving");
      await until("the next page", async () => (await run(tab, () => location.pathname).catch(() => "")) === "/next");
      await run(tab, ready);
      await run(tab, () => void waymark.track("Arrived"));
      assert.equal((await shop.event("Arrived")).anonymousId, leaving.anonymousId);
      assert.equal(shop.names().filter((one) => one === "Leaving").length, 1);
    });

    test("without consent nothing leaves; with it what was held does", async (t) => {
      const { shop, tab } = await visit(t, { consent: { analytics: "unknown" } });
      await run(tab, async () => {
        waymark.track("Held");
        await waymark.flush();
      });
      assert.deepEqual(shop.events, []);
      await run(tab, () => void waymark.consent({ analytics: "granted" }));
      await shop.event("Held");
    });

    test("a collector that is down loses nothing over a reload", async (t) => {
      const { shop, tab } = await visit(t);
      shop.collectorStatus = 503;
      await run(tab, () => {
        for (let n = 0; n < 20; n++) waymark.track(`Kept ${n}`);
      });
      await tab.reload();
      shop.collectorStatus = 200;
      await run(tab, ready);
      await run(tab, () => void waymark.flush());
      await shop.event("Kept 19");
      await until("all", () => shop.names().filter((one) => one.startsWith("Kept")).length >= 20 || undefined);
      assert.equal(shop.names().filter((one) => one.startsWith("Kept")).length, 20);
    });

    test("a message is shown, answered, counted, and not shown again on the next page", async (t) => {
      const rule = message("hello", "bar", { cap: { lifetime: 1 }, goal: { event: "Order Completed", window: "1d" } });
      const { shop, tab } = await visit(t, { rules: [rule] });
      await run(tab, () => void waymark.trigger("hello"));
      await until("the bar", async () => (await run(tab, shown)) === 1 || undefined);
      await shop.event("Message Shown");
      await run(tab, click, "Go");
      const clicked = await shop.event("Message Clicked");
      assert.equal(clicked.properties?.rule, "hello");
      await run(tab, () => void waymark.track("Order Completed", { order_id: "o1", total: 5 }));
      await shop.event("Message Converted");
      await tab.goto(`${shop.origin}/next`);
      await run(tab, ready);
      await run(tab, async () => {
        waymark.trigger("hello");
        await waymark.flush();
      });
      assert.equal(await run(tab, shown), 0);
      assert.deepEqual(await complaints(tab), []);
    });

    test("recommendations fill their element and are counted", async (t) => {
      const { shop, tab } = await visit(
        t,
        { catalogue: { url: "/goods.json" } },
        '<waymark-recommendations slot="home" strategy="popular" limit="4"></waymark-recommendations>',
      );
      await until("four links", async () => (await run(tab, tiles)) === 4 || undefined);
      const asked = (await run(
        tab,
        async () => (await waymark.recommend({ strategy: "popular", limit: 3 })).items.length,
      )) as number;
      assert.equal(asked, 3);
      await run(tab, clickTile);
      const { properties } = await shop.event("Message Clicked");
      assert.ok(properties?.decisionId);
      assert.equal(properties?.strategy, "popular");
      assert.equal(properties?.position, 0);
      assert.deepEqual(await complaints(tab), []);
    });

    test("every template draws under the strict policy, and closes", async (t) => {
      const rules = Object.entries(examples)
        .filter(([, { slot, items }]) => !slot && !items)
        .map(([id, { template, content }]) =>
          message(id, template, {
            do: [{ type: "message", template, content } as Rule["do"][number]],
            cap: { countsToLimits: false },
          }),
        );
      assert.ok(rules.length >= 8);
      const { tab } = await visit(t, { rules, limits: { session: 100, day: 100, gapMs: 0 } });
      for (const { id } of rules) {
        await run(tab, (rule: string) => void waymark.trigger(rule), id);
        await until(`${id} to be shown`, async () => (await run(tab, shown)) === 1 || undefined);
        await run(tab, press, "Escape");
        await run(tab, close);
        await until(`${id} to be gone`, async () => (await run(tab, shown)) === 0 || undefined);
      }
      assert.deepEqual(await complaints(tab), []);
    });

    test("what is known is told, handed out and erased", async (t) => {
      const { shop, tab } = await visit(t);
      await run(tab, () => {
        for (let n = 0; n < 3; n++)
          waymark.track("Product Viewed", { product_id: `p${n}`, category: "toys", price: 5 });
      });
      const { exported, profile, accepted } = (await run(tab, async () => ({
        exported: JSON.stringify(await waymark.export()),
        profile: JSON.stringify(await waymark.profile()),
        accepted: ((await waymark.stats()) as { accepted: number }).accepted,
      }))) as { exported: string; profile: string; accepted: number };
      assert.match(profile, /toys/);
      assert.match(exported, /p2/);
      assert.ok(accepted >= 4);
      const first = await shop.event("Product Viewed");
      await run(tab, () => void waymark.forget());
      await shop.event("Data Deletion Requested");
      await run(tab, () => void waymark.track("Anew"));
      assert.notEqual((await shop.event("Anew")).anonymousId, first.anonymousId);
    });

    test("where the policy refuses Wasm the same core runs as JavaScript", async (t) => {
      const shop: Shop = await openShop();
      shop.policy = shop.policy.replace(" 'wasm-unsafe-eval'", "");
      shop.config = config({ rules: [message("hello", "bar")] });
      shop.files.set("/", html("<p>Shop</p>"));
      const tab = (await browser.open(`${shop.origin}/`)) as Tab;
      t.after(async () => {
        await tab.close();
        await shop.close();
      });
      await run(tab, ready);
      await run(tab, () => void waymark.trigger("hello"));
      await until("the bar", async () => (await run(tab, shown)) === 1 || undefined);
      await run(tab, () => void waymark.track("Tracked"));
      await shop.event("Tracked");
    });
  });
}

/** Runs a function in the page; it sees nothing but its arguments and the page. */
// biome-ignore lint/suspicious/noExplicitAny: functions of any arguments.
const run = (tab: Tab, work: (...given: any[]) => unknown, ...given: unknown[]): Promise<unknown> =>
  tab.evaluate(`(${work})(${given.map((one) => JSON.stringify(one)).join(",")})`);

/** Notes what the policy reports. */
const watching = `window.reports = []; addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, blockedURI }) => reports.push([violatedDirective, sourceFile, blockedURI].join(" ")));`;
const reports = () => (globalThis as unknown as { reports: string[] }).reports;
const complaints = async (tab: Tab) => ((await run(tab, reports)) as string[]).filter((one) => !isAttempt(one));

async function ready() {
  for (let tries = 0; !("waymark" in globalThis) && tries < 400; tries++)
    await new Promise((done) => setTimeout(done, 25));
  await waymark.ready;
}

/** How many messages stand in the page. */
const shown = () => document.querySelectorAll("waymark-message").length;

function click(label: string) {
  for (const host of Array.from(document.querySelectorAll("waymark-message")))
    for (const one of Array.from(host.shadowRoot?.querySelectorAll<HTMLElement>("button, a") ?? []))
      if (one.textContent?.includes(label)) one.click();
}

function press(key: string) {
  const root = document.querySelector("waymark-message")?.shadowRoot;
  const at = root?.activeElement ?? root?.firstElementChild ?? document.body;
  at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
}

function close() {
  const root = document.querySelector("waymark-message")?.shadowRoot;
  const closing = Array.from(root?.querySelectorAll<HTMLElement>("button") ?? []).find((one) =>
    /close|dismiss/i.test(`${one.getAttribute("aria-label")} ${one.className} ${one.dataset.close}`),
  );
  closing?.click();
}

const tiles = () =>
  document.querySelector("waymark-recommendations waymark-message")?.shadowRoot?.querySelectorAll("a[href]").length ??
  0;

function clickTile() {
  const root = document.querySelector("waymark-recommendations waymark-message")?.shadowRoot;
  addEventListener("click", (event) => event.preventDefault(), { once: true });
  root?.querySelector<HTMLElement>("a[href]")?.click();
}
