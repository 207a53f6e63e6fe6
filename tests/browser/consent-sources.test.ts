/** What others have asked the visitor, or their browser says for them, is what counts here. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop, type Shop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const dataLayer: unknown[];

interface Setting {
  shop: Shop;
  page: Page;
  problems: string[];
  counts(): Promise<{ [name: string]: unknown }>;
}

async function setting(t: TestContext, more: Partial<Config>, head = "", init = ""): Promise<Setting> {
  const shop = await openShop();
  t.after(() => shop.close());
  const guest = await visitor();
  t.after(() => guest.close());
  shop.config = config(more);
  shop.files.set("/head.js", head);
  shop.files.set("/", html("<h1>Shop</h1>", '<script src="/head.js"></script>'));
  const page = await guest.context.newPage();
  if (init) await page.addInitScript(init);
  await page.goto(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  return {
    shop,
    page,
    problems: guest.problems,
    counts: async () => (await page.evaluate(() => waymark.stats())) as { [name: string]: unknown },
  };
}

const gtag = "window.dataLayer = []; function gtag() { dataLayer.push(arguments); }\n";
const all = (state: string) =>
  ["analytics_storage", "personalization_storage", "ad_storage", "ad_user_data", "ad_personalization"]
    .map((type) => `"${type}": "${state}"`)
    .join();

test("Google Consent Mode: denied by default waits for the visitor, an update lets go", async (t) => {
  const { shop, page, counts, problems } = await setting(
    t,
    { consentSources: { gcm: true } },
    `${gtag}gtag("consent", "default", { ${all("granted")}, region: ["VN"] });
     gtag("consent", "default", { ${all("denied")}, wait_for_update: 500 });`,
  );
  const { held, accepted } = await counts();
  assert.deepEqual([accepted, held], [0, 1]);
  await page.evaluate(`gtag("consent", "update", { ${all("granted")} })`);
  await shop.event("page");
  await page.evaluate(`gtag("consent", "update", { ${all("denied")} })`);
  await until("a denial", async () => {
    await page.evaluate(() => waymark.track("Afterwards"));
    return Number((await counts()).denied) > 0;
  });
  assert.ok(!shop.names().includes("Afterwards"));
  assert.deepEqual(problems, []);
});

test("Google's tags are told what is allowed here, and that is not read back", async (t) => {
  const { page } = await setting(t, { consentSources: { gcm: true, gcmOut: true } }, gtag);
  await page.evaluate(() => waymark.consent({ analytics: "granted", personalization: "denied", marketing: "granted" }));
  const update = () =>
    page.evaluate(
      () =>
        dataLayer
          .map((entry) => Array.from(entry as ArrayLike<unknown>))
          .find(([command, , states]) => command === "consent" && (states as { ad_storage?: string }).ad_storage) as
          | [string, string, { [type: string]: string }]
          | undefined,
    );
  const [, kind, states] = await until("an update", update);
  assert.equal(kind, "update");
  assert.deepEqual(states, {
    analytics_storage: "granted",
    personalization_storage: "denied",
    ad_storage: "granted",
    ad_user_data: "granted",
    ad_personalization: "granted",
  });
  const kinds = await page.evaluate(() => dataLayer.map((entry) => Object.prototype.toString.call(entry)));
  assert.deepEqual([...new Set(kinds)], ["[object Arguments]"]);
  const first = await page.evaluate(() => Array.from(dataLayer[0] as ArrayLike<unknown>));
  assert.deepEqual(first, ["consent", "update", { analytics_storage: "granted", personalization_storage: "granted" }]);
});

test("Global Privacy Control denies until the visitor chooses; Do Not Track where it is asked for", async (t) => {
  const gpc = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });";
  const { shop, page, counts } = await setting(
    t,
    { consentSources: { gpc: ["analytics", "personalization"], dnt: ["marketing"] } },
    "",
    gpc,
  );
  assert.deepEqual([(await counts()).accepted, (await counts()).denied], [0, 1]);
  await page.evaluate(() => {
    waymark.consent({ analytics: "granted", personalization: "granted" });
    waymark.track("Chosen");
  });
  await shop.event("Chosen");
  await page.reload();
  await shop.event("page");
});

test("a TCF tool's choice counts, one made before too; while it asks, nothing does", async (t) => {
  const { shop, page, counts } = await setting(
    t,
    { consent: { analytics: "unknown", personalization: "unknown" }, consentSources: { tcf: true } },
    `window.__tcfapi = (command, version, callback) => {
       window.say = (eventStatus, consents) =>
         callback({ eventStatus, gdprApplies: true, tcString: "C" + eventStatus, purpose: { consents } }, true);
       say("cmpuishown", {});
     };`,
  );
  assert.equal((await counts()).accepted, 0);
  await page.evaluate(`say("useractioncomplete", { 1: true, 5: true, 6: true, 8: true, 9: true })`);
  await shop.event("page");
  await page.evaluate(`say("useractioncomplete2", {})`);
  const known = JSON.stringify(await page.evaluate(() => waymark.export()));
  assert.match(known, /"Cuseractioncomplete"/, "the string is kept as proof");
});

test("tools that throw, lie or never come harm nothing", async (t) => {
  const { shop, problems } = await setting(
    t,
    { consentSources: { gcm: true, tcf: true, gpc: ["marketing"], dnt: ["marketing"] } },
    `window.dataLayer = [["consent", "default", null], ["consent", "update", { analytics_storage: 5 }], ["consent"], null];
     dataLayer.push(new Proxy([], { get() { throw new Error("hostile"); } }));
     window.__tcfapi = (command, version, callback) => { callback(null, true); callback({}, false); throw new Error("hostile"); };`,
  );
  await shop.event("page");
  assert.deepEqual(problems, []);
});
