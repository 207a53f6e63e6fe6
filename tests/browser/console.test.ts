import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { shopWithPast } from "../demo-site/history.js";
import { line, lines, post, type Shop, startShop, temporaryFolder } from "../demo-site/support.js";
import { visitor } from "../support/browser.js";
import { until } from "../support/wait.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
declare const axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };

const SECTIONS = [
  "",
  "/live",
  "/visitors",
  "/journey",
  "/funnel",
  "/channels",
  "/rules",
  "/recommendations",
  "/feedback",
  "/health",
  "/editor",
];
const drawn = (page: Page) => page.waitForSelector("#view[aria-busy=false]");

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await drawn(page);
}

const reports = async (shop: Shop): Promise<unknown[]> =>
  ((await (await fetch(`${shop.url}/api/csp-reports`)).json()) as { reports: unknown[] }).reports;

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate(() => axe.run());
  return found.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]?.target)} and ${nodes.length - 1} more`);
}

describe("the console in a browser", () => {
  const place = temporaryFolder();
  let shop: Shop;
  before(async () => {
    shop = await shopWithPast(place.folder, 12_000, { DIST_DIR: place.dist });
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });

  for (const [name, options] of [
    ["on a desk, light", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }],
    ["on a phone, dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
  ] as const)
    it(`every view draws, complains of nothing and does not scroll sideways, ${name}`, async () => {
      const guest = await visitor(options);
      const page = await guest.context.newPage();
      for (const section of SECTIONS) {
        await open(page, `${shop.url}/console${section}?days=0`);
        assert.equal(await page.locator(".empty-title", { hasText: "did not answer" }).count(), 0, section);
        assert.ok((await page.locator("#view .card, #view .tile").count()) > 0, section);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(over <= 0, `${section} is ${over} px too wide`);
        // A chart that could not be drawn leaves its box without a canvas.
        await until(
          `charts of ${section}`,
          async () => (await page.locator(".chart").count()) === (await page.locator(".chart canvas").count()),
        );
      }
      assert.deepEqual(guest.problems, []);
      assert.deepEqual(await reports(shop), []);
      await guest.close();
    });

  it("axe finds nothing in any view, in both colours, open details included", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      // axe itself is a script of the test's, which the policy refuses.
      const guest = await visitor({ bypassCSP: true, colorScheme, reducedMotion: "reduce" });
      const page = await guest.context.newPage();
      const { visitors } = (await (await fetch(`${shop.url}/api/console/visitors?days=0`)).json()) as {
        visitors: { id: string }[];
      };
      for (const section of [...SECTIONS, `/visitors?id=${visitors[0]?.id}`]) {
        await open(page, `${shop.url}/console${section}${section.includes("?") ? "&" : "?"}days=0`);
        for (const summary of await page.locator("summary").all()) {
          if ((await page.locator("details[open]").count()) >= 3) break;
          await summary.click();
        }
        const hidden = page.locator("button", { hasText: "Show as table" });
        while ((await hidden.count()) > 0) await hidden.first().click();
        assert.deepEqual(await violations(page), [], `${section} ${colorScheme}`);
      }
      await guest.close();
    }
  });

  it("by keyboard alone: past the menu, to another view, a rule opened, a chart as a table", async () => {
    const guest = await visitor();
    const page = await guest.context.newPage();
    await open(page, `${shop.url}/console?days=0`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the view");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "view");
    await page.locator("nav a", { hasText: "Messages" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".rule");
    assert.equal(await page.locator("h1").textContent(), "Messages and rules");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "view");
    await page.locator(".rule summary").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".rule[open] .rule-whole");
    await page.goBack();
    const table = page.locator("button", { hasText: "Show as table" });
    await table.first().focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator("button[aria-expanded=true]").count(), 1);
    assert.deepEqual(guest.problems, []);
    await guest.close();
  });

  it("the time that was chosen and the colours stay", async () => {
    const guest = await visitor({ colorScheme: "light" });
    const page = await guest.context.newPage();
    await open(page, `${shop.url}/console`);
    await page.selectOption("#days", "7");
    await page.waitForURL(/days=7/);
    await page.locator("nav a", { hasText: "Channels" }).click();
    await page.waitForURL(/\/console\/channels\?days=7/);
    await page.click("#theme");
    await page.reload();
    await drawn(page);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    assert.equal(await page.inputValue("#days"), "7");
    await guest.close();
  });

  it("what happens in the shop shows in the live view, and stays where it is read", async () => {
    const guest = await visitor();
    const page = await guest.context.newPage();
    await open(page, `${shop.url}/console/live`);
    await post(shop, lines({ sentAt: Date.now() }, line("live-1", { n: "Bell Rung", a: "ringer", ts: Date.now() })));
    const row = page.locator(".event", { hasText: "Bell Rung" });
    await row.waitFor();
    await row.locator("summary").click();
    assert.match((await row.locator("pre").textContent()) ?? "", /"messageId": "live-1"/);
    await row.locator("a").click();
    await page.waitForSelector(".visit-line");
    await guest.close();
  });
});

describe("the console and what visitors send", () => {
  const place = temporaryFolder();
  let shop: Shop;
  before(async () => {
    shop = await startShop({ DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist });
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });

  it("an empty shop says so in every view", async () => {
    const guest = await visitor({ viewport: { width: 390, height: 844 } });
    const page = await guest.context.newPage();
    for (const section of SECTIONS) {
      await open(page, `${shop.url}/console${section}`);
      if (!["/editor", "/health", "/rules"].includes(section))
        assert.ok((await page.locator(".empty-title").count()) > 0, section);
    }
    assert.deepEqual(guest.problems, []);
    await guest.close();
  });

  it("HTML, scripts, prototype keys and bidi marks in every field are text wherever they show", async () => {
    const nasty = [
      `<img src=x onerror="document.title='hacked'">`,
      `"><script>document.title='hacked'</script>`,
      "javascript:alert(1)",
      "__proto__",
      "constructor",
      "hasOwnProperty",
      "\u202egnp.exe",
      "%s {{7*7}} $1",
      "a".repeat(250),
    ];
    const names = [
      "Order Completed",
      "Stage Entered",
      "Segment Entered",
      "Experiment Viewed",
      "Message Shown",
      "Message Clicked",
      "Message Suppressed",
      "Message Converted",
      "JavaScript Error",
      "Product Viewed",
      "Waymark Loss",
    ];
    const keys = [
      "rule",
      "variant",
      "experiment",
      "kind",
      "reason",
      "decisionId",
      "template",
      "strategy",
      "slot",
      "itemId",
      "product_id",
      "stage",
      "from",
      "segment",
      "payment_method",
      "message",
      "source",
      "name",
      "query",
    ];
    let id = 0;
    for (const text of nasty) {
      const more = {
        a: text,
        u: text,
        s: [text, 1, 1],
        tr: { [text]: text },
        c: { page: { path: text, url: text }, attribution: { channel: text, source: text, campaign: text } },
      };
      const p = {
        ...Object.fromEntries(keys.map((key) => [key, text])),
        journey: "store",
        count: 1,
        reasons: { [text]: 1 },
        revenue: 5,
      };
      const answers = line(`h${++id}`, {
        ...more,
        n: "Message Submitted",
        ts: Date.now(),
        p: { rule: text, template: "survey", answers: { nps: 9, [text]: text } },
      });
      const own = [
        line(`h${++id}`, { ...more, n: text, ts: Date.now() }),
        line(`h${++id}`, { ...more, t: "identify", n: undefined, ts: Date.now() }),
      ];
      const answer = await post(
        shop,
        lines(
          { sentAt: Date.now() },
          ...own,
          answers,
          ...names.map((n) => line(`h${++id}`, { ...more, n, p, ts: Date.now() })),
        ),
      );
      assert.ok(answer.ok, await answer.text());
    }
    const guest = await visitor();
    const page = await guest.context.newPage();
    page.on("dialog", () => guest.problems.push("a dialog opened"));
    const visits = nasty.map((text) => `/visitors?id=${encodeURIComponent(text)}`);
    for (const section of [...SECTIONS, ...visits]) {
      await open(page, `${shop.url}/console${section}`);
      assert.equal(await page.locator(".empty-title", { hasText: "did not answer" }).count(), 0, section);
      for (const summary of await page.locator("summary").all()) {
        if ((await page.locator("details[open]").count()) >= 12) break;
        await summary.click();
      }
      assert.equal(await page.locator("#view img, #view script, #view iframe").count(), 0, section);
      for (const link of await page.locator("#view a").all())
        assert.match((await link.getAttribute("href")) ?? "", /^\/(console|p\/|$)/, section);
      assert.doesNotMatch(await page.title(), /hacked/);
    }
    assert.deepEqual(guest.problems, []);
    assert.deepEqual(await reports(shop), []);
    await guest.close();
  });
});

describe("the console's password in a browser", () => {
  it("asks, says what is wrong, lets in, and lets out", async () => {
    const place = temporaryFolder();
    const shop = await startShop({
      DATA_FILE: join(place.folder, "events.duckdb"),
      DIST_DIR: place.dist,
      HOST: "0.0.0.0",
      CONSOLE_PASSWORD: "open sesame",
    });
    const guest = await visitor({ bypassCSP: true });
    const page = await guest.context.newPage();
    // The page itself goes on to the login, which may be before it has loaded.
    await page.goto(`${shop.url}/console/journey`, { waitUntil: "commit" });
    await page.waitForURL(/login/);
    assert.deepEqual(await violations(page), []);
    await page.fill("#password", "open barley");
    await page.keyboard.press("Enter");
    await page.locator("[role=alert]").waitFor();
    await page.fill("#password", "open sesame");
    await page.keyboard.press("Enter");
    await drawn(page);
    await page.locator("button", { hasText: "Log out" }).click();
    await page.waitForURL(/login/);
    await page.goto(`${shop.url}/console`, { waitUntil: "commit" });
    await page.waitForURL(/login/);
    await guest.close();
    await shop.stop();
    place.remove();
  });
});
