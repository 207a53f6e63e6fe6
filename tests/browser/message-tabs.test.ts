/** What a visitor has done with a message holds on the next page and in the tab beside it; what becomes of it is told to the site's tags. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Cap, Config, Rule } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const dataLayer: { event: string; decisionId?: string }[];
declare const told: unknown[][];

async function setting(
  t: { after(fn: () => Promise<void>): void },
  cap: Cap,
  more: Partial<Config> = {},
  rules: Rule[] = [],
  head = "",
) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.files.set("/", html("<h1>Shop</h1>", head));
  shop.config = config({
    rules: [
      {
        id: "word",
        status: "live",
        on: { any: [{ type: "event", name: "Go" }] },
        cap,
        do: [{ type: "message", template: "bar", content: { en: { title: "A word", action: { label: "Fine" } } } }],
      },
      ...rules,
    ],
    ...more,
  });
  return { shop, guest };
}

/** The event the rule listens to, and what became of the rule. */
async function go(page: Page): Promise<string | undefined> {
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("Go"));
  const { state } = (await page.evaluate(() => waymark.inspect())) as unknown as {
    state: { rules: { [rule: string]: string } };
  };
  return state.rules.word;
}
/** What the caps of the rule count, as this tab knows it. */
async function counted(page: Page): Promise<{ [count: string]: number }> {
  const { state } = (await page.evaluate(() => waymark.inspect())) as unknown as {
    state: { decisions: { word: { seen?: { [count: string]: number } } } };
  };
  return state.decisions.word.seen ?? {};
}
const word = (page: Page) => page.locator("waymark-message");

test("what was put away stays away: after a reload, and in the tab beside it", async (t) => {
  const { shop, guest } = await setting(t, { afterDismiss: "1d" });
  const [one, other] = [await guest.open(`${shop.origin}/`), await guest.open(`${shop.origin}/`)];
  await other.evaluate(() => waymark.ready);
  await one.bringToFront();
  assert.equal(await go(one), "selected");
  await one.getByRole("button", { name: "Close" }).click();
  await other.bringToFront();
  await until("heard of in the other tab", async () => (await counted(other)).lastDismissed);
  assert.equal(await go(other), "dismissed");
  assert.equal(await word(other).count(), 0);
  await one.bringToFront();
  await one.reload();
  assert.equal(await go(one), "dismissed");
  assert.equal(await word(one).count(), 0);
  assert.deepEqual(guest.problems, []);
});

test("what was seen often enough is not shown again: after a reload, and in the tab beside it", async (t) => {
  const { shop, guest } = await setting(t, { session: 1 });
  const [one, other] = [await guest.open(`${shop.origin}/`), await guest.open(`${shop.origin}/`)];
  await other.evaluate(() => waymark.ready);
  await one.bringToFront();
  assert.equal(await go(one), "selected");
  await shop.event("Message Shown");
  await other.bringToFront();
  await until("counted in the other tab", async () => (await counted(other)).session);
  assert.equal(await go(other), "ruleSessionCap");
  assert.equal(await word(other).count(), 0);
  await one.bringToFront();
  await one.reload();
  assert.equal(await go(one), "ruleSessionCap");
  assert.deepEqual(guest.problems, []);
});

test("outcomes go to the data layer, to gtag, to fbq and to the site's listeners, and carry the decision", async (t) => {
  const tell = (target: "gtag" | "fbq"): Rule => ({
    id: target,
    status: "live",
    on: { any: [{ type: "event", name: "Message Clicked" }] },
    do: [
      { type: "forward", target, name: "message_click", data: { decision: { var: "event.decisionId" }, what: "bar" } },
    ],
  });
  const { shop, guest } = await setting(
    t,
    {},
    { forward: ["dataLayer", "listener"] },
    [tell("gtag"), tell("fbq")],
    '<script src="/tags.js"></script>',
  );
  shop.files.set(
    "/tags.js",
    `window.told = []; window.dataLayer = [];
    window.gtag = (...args) => told.push(["gtag", ...args]); window.fbq = (...args) => told.push(["fbq", ...args]);`,
  );
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.on("Message Clicked", (event) => void told.push(["on", event])));
  await go(page);
  await shop.event("Message Shown");
  await page.getByRole("button", { name: "Fine" }).click();
  const { properties } = await shop.event("Message Clicked");
  const decision = properties?.decisionId;
  assert.ok(decision && properties?.rule === "word");
  const heard = await page.evaluate(() => told);
  assert.deepEqual(
    heard.filter(([far]) => far !== "on"),
    [
      ["gtag", "event", "message_click", { decision, what: "bar" }],
      ["fbq", "trackCustom", "message_click", { decision, what: "bar" }],
    ],
  );
  const [, event] = heard.find(([far]) => far === "on") ?? [];
  assert.equal((event as { decisionId?: string } | undefined)?.decisionId, decision);
  assert.deepEqual(
    await page.evaluate(() =>
      dataLayer.filter(({ event }) => /^Message/.test(event)).map((one) => [one.event, one.decisionId]),
    ),
    [
      ["Message Shown", decision],
      ["Message Clicked", decision],
    ],
  );
  assert.deepEqual(guest.problems, []);
});
