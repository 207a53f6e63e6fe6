/** Who the visitor is, beyond one origin's storage. Hosts below `localhost` are this machine, each a domain of its own. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop, type Received, type Shop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;

interface Setting {
  shop: Shop;
  context: BrowserContext;
  problems: string[];
  at(host: string, path?: string): string;
  /** Opens a page, and who it was seen by. */
  visit(host: string, path?: string): Promise<{ page: Page; id: string }>;
}

async function setting(t: TestContext, more: Partial<Config> = {}): Promise<Setting> {
  const shop = await openShop();
  t.after(() => shop.close());
  const { context, problems, close } = await visitor();
  t.after(close);
  shop.config = config({ identity: { cookie: "waymark_id" }, ...more });
  shop.files.set("/", html("<p>shop</p>"));
  const { port } = new URL(shop.origin);
  const at = (host: string, path = "/") => `http://${host}:${port}${path}`;
  return {
    shop,
    context,
    problems,
    at,
    async visit(host, path) {
      const before = shop.events.length;
      const page = await context.newPage();
      await page.goto(at(host, path));
      const id = await seen(shop, before);
      // What follows the first event: the copies.
      await page.evaluate(() => waymark.flush());
      return { page, id };
    },
  };
}

const seen = async (shop: Shop, before: number): Promise<string> =>
  (await until("an event", () => shop.events.slice(before).find((event: Received) => event.type === "page")))
    .anonymousId;

const cookies = async (context: BrowserContext) =>
  (await context.cookies()).map(({ name, value, domain }) => ({ name, value, domain }));

test("without the setting there is no cookie, and nothing is fetched for one", async (t) => {
  const { shop, context, visit } = await setting(t, { identity: {} });
  await visit("shop.localhost");
  await visit("shop.localhost");
  assert.deepEqual(await context.cookies(), []);
  assert.ok(!shop.requests.includes("/waymark/identity.mjs"));
});

test("all subdomains share one visitor by a cookie on the widest domain that takes one", async (t) => {
  const { context, problems, visit } = await setting(t);
  const first = await visit("www.shop.localhost");
  await until("the cookie", async () => (await context.cookies()).length > 0);
  assert.deepEqual(await cookies(context), [{ name: "waymark_id", value: first.id, domain: ".shop.localhost" }]);
  assert.match(first.id, /^[0-9a-f-]{36}$/);
  assert.equal((await visit("m.shop.localhost")).id, first.id);
  assert.notEqual((await visit("other.localhost")).id, first.id);
  assert.deepEqual(problems, []);
});

test("cookie, localStorage and database heal each other", async (t) => {
  const { context, visit } = await setting(t);
  const first = await visit("shop.localhost");
  await until("the cookie", async () => (await context.cookies()).length > 0);
  const clear = (what: "local" | "database") =>
    first.page.evaluate(async (what) => {
      if (what === "local") localStorage.clear();
      else
        await new Promise((done) => {
          const asked = indexedDB.deleteDatabase("waymark");
          asked.onsuccess = asked.onerror = asked.onblocked = done;
        });
    }, what);
  await first.page.goto("about:blank");
  await first.page.goto((await visit("shop.localhost")).page.url());
  for (const gone of [["cookie"], ["cookie", "local"], ["local", "database"], ["cookie", "database"]]) {
    const victim = await visit("shop.localhost");
    assert.equal(victim.id, first.id);
    for (const page of context.pages()) if (page !== first.page && page !== victim.page) await page.close();
    await victim.page.close();
    await first.page.goto(first.page.url().replace(/\/$/, "/icon.svg"));
    if (gone.includes("cookie")) await context.clearCookies();
    if (gone.includes("local")) await clear("local");
    if (gone.includes("database")) await clear("database");
    assert.equal((await visit("shop.localhost")).id, first.id, `without ${gone.join(" and ")}`);
    await until("the cookie again", async () => (await context.cookies()).some(({ value }) => value === first.id));
    await first.page.goto(first.page.url().replace("/icon.svg", "/"));
  }
});

test("an id that a server has set is respected, and not written over", async (t) => {
  const { context, at, visit } = await setting(t);
  await context.addCookies([{ name: "waymark_id", value: "server-made-id.17", url: at("shop.localhost") }]);
  assert.equal((await visit("shop.localhost")).id, "server-made-id.17");
  await visit("shop.localhost");
  assert.deepEqual(await cookies(context), [
    { name: "waymark_id", value: "server-made-id.17", domain: "shop.localhost" },
  ]);
});

test("before consent there is no copy; a withdrawal takes them away, and reset() makes another visitor", async (t) => {
  const { shop, context, at } = await setting(t, {
    consent: { analytics: "unknown", personalization: "unknown" },
    signals: {},
  });
  const page = await context.newPage();
  await page.goto(at("shop.localhost"));
  await page.evaluate(() => waymark.ready);
  await page.waitForTimeout(300);
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage })), []);
  await page.evaluate(() => waymark.consent({ analytics: "granted", personalization: "granted" }));
  const id = await seen(shop, 0);
  await until("the cookie", async () => (await context.cookies()).some(({ value }) => value === id));

  await page.evaluate(() => {
    waymark.reset();
    waymark.track("After");
  });
  const { anonymousId } = await shop.event("After");
  assert.notEqual(anonymousId, id);
  await until("the new one", async () => (await context.cookies()).some(({ value }) => value === anonymousId));
});

test("forget() takes every copy of the id away, and the last event under it brings none back", async (t) => {
  const { shop, context, visit } = await setting(t);
  const { page, id } = await visit("shop.localhost");
  await until("the cookie", async () => (await context.cookies()).some(({ value }) => value === id));
  await page.evaluate(() => waymark.forget());
  assert.equal((await shop.event("Data Deletion Requested")).anonymousId, id);
  await page.evaluate(() => waymark.track("After"));
  const { anonymousId } = await shop.event("After");
  assert.notEqual(anonymousId, id);
  const copies = JSON.stringify([await context.cookies(), await page.evaluate(() => ({ ...localStorage }))]);
  assert.ok(!copies.includes(id), copies);
  await page.close();
  assert.notEqual((await visit("shop.localhost")).id, id);
});

test("links to the site's other domains hand the visitor on, for two minutes, in this browser", async (t) => {
  const { shop, context, problems, at, visit } = await setting(t, {
    identity: { cookie: "waymark_id", crossDomain: ["pay.localhost"] },
  });
  shop.files.set(
    "/out",
    html(
      `<a id="pay" href="${at("pay.localhost", "/?step=1#form")}">Pay</a><a id="far" href="${at("far.localhost")}">Far</a>`,
    ),
  );
  const first = await visit("shop.localhost", "/out");
  await until("the cookie", async () => (await context.cookies()).length > 0);
  const { page } = first;
  await page.evaluate(() => {
    addEventListener("click", ({ target }) =>
      setTimeout(() => sessionStorage.setItem("href", (target as HTMLAnchorElement).href)),
    );
  });
  const before = shop.events.length;
  await page.click("#pay");
  await page.waitForURL(/pay\.localhost/);
  assert.equal(await seen(shop, before), first.id);
  // The address is as the site made it, in the bar and in what is sent.
  await page.waitForFunction(() => location.search === "?step=1");
  assert.equal(page.url(), at("pay.localhost", "/?step=1#form"));
  assert.doesNotMatch(JSON.stringify(shop.events), /_wmk/);

  const other = await visit("shop.localhost", "/out");
  await other.page.click("#far");
  await other.page.waitForURL(/far\.localhost/);
  assert.equal(other.page.url(), at("far.localhost"));
  assert.deepEqual(problems, []);
});

test("a parameter that is old, made up or of another browser hands nothing on", async (t) => {
  const { shop, context, at } = await setting(t, { identity: { crossDomain: ["pay.localhost"] } });
  for (const text of ["1*stolen-id-0001*mb5*abc", "1*stolen-id-0001", "*", "<script>", "1*x*y*z*", "%E0%A4%A"]) {
    const before = shop.events.length;
    const page = await context.newPage();
    await page.goto(at("pay.localhost", `/?_wmk=${text.includes("%") ? text : encodeURIComponent(text)}`));
    assert.match(await seen(shop, before), /^[0-9a-f-]{36}$/, text);
  }
});

test("where cookies are refused the visitor is known by the origin's storage", async (t) => {
  const { shop, context, problems, visit } = await setting(t);
  await context.addInitScript(`Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => {} });`);
  const { id } = await visit("shop.localhost");
  assert.equal((await visit("shop.localhost")).id, id);
  assert.deepEqual(await context.cookies(), []);
  const throwing = await context.newPage();
  await throwing.addInitScript(`
    const refuse = () => { throw new DOMException("sandboxed", "SecurityError"); };
    Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse, configurable: true });`);
  const before = shop.events.length;
  await throwing.goto(`${context.pages()[0]?.url()}`);
  assert.equal(await seen(shop, before), id);
  assert.deepEqual(problems, []);
});
