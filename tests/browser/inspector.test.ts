/** The drawer of `waymark.debug()`, used as somebody who writes rules would: why, what if, and the record as a test. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Rule } from "../../js-bindings/src/config.ts";
import { runScenario, type Scenario } from "../scenarios/runner.ts";
import { visitor } from "../support/browser.ts";
import { onlyIn } from "../support/engines/index.ts";
import { config, html, openShop } from "../support/shop.ts";

/** In the page. */
declare const waymark: Waymark;
declare const axe: {
  run(context: unknown, options: object): Promise<{ violations: { id: string; nodes: unknown[] }[] }>;
};

const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");
const wasm = new Uint8Array(readFileSync(new URL("../../dist/waymark-whole.wasm", import.meta.url)));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const bar = (id: string, title: string, more: Partial<Rule> = {}): Rule => ({
  id,
  status: "live",
  on: { any: [{ type: "pageView" }] },
  do: [{ type: "message", template: "bar", content: { en: { title } } }],
  ...more,
});

const rules: Rule[] = [
  bar("for-loyal", "For the loyal", { name: "A word to those who came back", stage: ["loyal"] }),
  bar("later", "Two weeks on", {
    on: { any: [{ type: "event", name: "Look" }] },
    schedule: { from: `${new Date(Date.now() + 13 * 86_400_000).toISOString().slice(0, 16)}Z` },
  }),
  bar("slotless", "", {
    on: { any: [{ type: "event", name: "Slotless" }] },
    do: [{ type: "inline", slot: "nowhere", content: { en: { title: "Unseen" } } }],
  }),
  bar("arms", "", {
    on: { any: [{ type: "event", name: "Arms" }] },
    when: { "==": [{ var: "page.path" }, "/"] },
    experiment: { key: "words", variants: [{ id: "short" }, { id: "long" }] },
    do: ["short", "long"].map((variant) => ({
      type: "message",
      template: "modal",
      variant,
      content: { en: { title: `The ${variant} one` } },
    })),
  }),
];

async function setting(t: { after(fn: () => Promise<void>): void }, more: Parameters<typeof visitor>[0] = {}) {
  const shop = await openShop();
  const guest = await visitor({ viewport: { width: 1_280, height: 800 }, acceptDownloads: true, ...more });
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  const stages = [{ id: "new" }, { id: "loyal", entry: { ">": [{ var: "visitor.orders" }, 1] } }];
  shop.config = config({ rules, journey: { stages } });
  shop.files.set(
    "/",
    html('<h1>Shop</h1><input id="field">', '<meta name="viewport" content="width=device-width,initial-scale=1">'),
  );
  const page = await guest.open(`${shop.origin}/`);
  const debug = async () => {
    await page.evaluate(() => waymark.debug());
    await page.getByRole("tab", { name: "Rules" }).waitFor();
  };
  return { shop, guest, page, debug };
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click();
const reloaded = (page: Page) => page.waitForEvent("load");

test("a rule opened tells step by step how far it came, and what its condition looks at", async (t) => {
  const { guest, page, debug } = await setting(t);
  await debug();
  const rule = page.locator("li.rule", { hasText: "A word to those who came back" });
  await rule.locator("summary").first().click();
  assert.match(await rule.innerText(), /another stage/);
  assert.match((await rule.locator(".way .no").textContent()) ?? "", /stopped here: stage.*loyal/);
  const arms = page.locator("li.rule", { hasText: "arms" });
  await arms.locator("summary").first().click();
  assert.match(await arms.innerText(), /page\.path\s+\//);
  // It goes on being open while things happen.
  await page.evaluate(() => waymark.track("Look"));
  await page.locator("li.rule", { hasText: "later" }).getByText("schedule").first().waitFor();
  assert.ok(await arms.locator(".way").isVisible());
  assert.deepEqual(guest.problems, []);
});

test("a rule whose message could not be drawn has not spoken, and says what the page lacks; one that waits says for what", async (t) => {
  const { guest, page, debug } = await setting(t);
  await debug();
  await page.evaluate(() => waymark.track("Slotless"));
  const slotless = page.locator("li.rule", { hasText: "slotless" });
  await slotless.getByText("blocked").first().waitFor();
  await slotless.locator("summary").first().click();
  assert.match(await slotless.innerText(), /could not show it.*its slot is not on this page/);
  assert.match((await slotless.locator(".way .no").textContent()) ?? "", /stopped here: drawn on the page/);
  // A dialog while somebody types.
  await page.locator("#field").focus();
  await page.evaluate(() => waymark.track("Arms"));
  const arms = page.locator("li.rule", { hasText: "arms" });
  await arms.getByText("waits for its moment").first().waitFor();
  await page.locator("#field").blur();
  await page.locator("waymark-message dialog").waitFor();
  await page.keyboard.press("Escape");
  await arms.getByText("spoke").first().waitFor();
  assert.deepEqual(guest.problems, []);
});

test("in another stage the page is what those in it see, nothing of it is counted, and it ends", async (t) => {
  const { shop, guest, page, debug } = await setting(t);
  await debug();
  await tab(page, "Try");
  const reload = reloaded(page);
  await page.getByLabel("Rules take the visitor for").selectOption("loyal");
  await reload;
  await page.getByText("For the loyal").first().waitFor();
  await page.getByText(/Trying · stage “loyal”/).waitFor();
  await page.getByRole("button", { name: "Close" }).first().waitFor();
  await tab(page, "Messages");
  await page.getByText(/ready .* → shown /).waitFor();
  await page.evaluate(() => waymark.track("After"));
  await shop.event("After");
  assert.ok(!shop.names().includes("Message Shown"));
  const back = reloaded(page);
  await page.getByRole("button", { name: "Stop" }).click();
  await back;
  await page.evaluate(() => waymark.ready);
  const { rules: now, journey } = (await page.evaluate(() => waymark.inspect())).state as unknown as {
    rules: { [rule: string]: string };
    journey: { stage: string };
  };
  assert.equal(now["for-loyal"], "stage");
  assert.equal(journey.stage, "new");
  assert.deepEqual(guest.problems, []);
});

test("at a later time, on this page and the next, what is due then is shown", async (t) => {
  const { guest, page, debug } = await setting(t);
  await debug();
  await tab(page, "Try");
  const when = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel("Rules think it is").fill(when);
  await page.getByText(/^Trying/).waitFor();
  await page.evaluate(() => waymark.track("Look"));
  await page.getByText("Two weeks on").first().waitFor();
  await page.reload();
  await page.getByText(/^Trying/).waitFor();
  await page.evaluate(() => waymark.track("Look"));
  await page.getByText("Two weeks on").first().waitFor();
  assert.deepEqual(guest.problems, []);
});

test("a variant is chosen by the address; a preview by address is of that variant", async (t) => {
  const { shop, guest, page, debug } = await setting(t);
  await debug();
  await tab(page, "Try");
  const reload = reloaded(page);
  // The page goes at once, and a driver may then have no answer from it.
  page
    .getByLabel("words")
    .selectOption("1")
    .catch(() => {});
  await reload;
  assert.equal(new URL(page.url()).search, "?words=1");
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("Arms"));
  await page.getByText("The long one").first().waitFor();
  for (const [query, title] of [
    ["words=0", "The short one"],
    ["words=1", "The long one"],
  ]) {
    await page.goto(`${shop.origin}/?waymark_preview=arms&${query}`);
    await page
      .getByText(title as string)
      .first()
      .waitFor();
  }
  assert.ok(!shop.names().includes("Experiment Viewed"));
  assert.deepEqual(guest.problems, []);
});

test("the record is a scenario: played in Node it shows what the page has shown", {
  skip: onlyIn(["chromium"], "its driver tells of no download that a page has made itself"),
}, async (t) => {
  const { page, debug } = await setting(t);
  await debug();
  await page.reload();
  await page.getByRole("tab", { name: "Try" }).waitFor();
  await page.evaluate(() => waymark.track("Arms"));
  await page.locator("waymark-message").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await tab(page, "Try");
  await page.getByText("From the start of the page").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Export as scenario").click()]);
  const folder = mkdtempSync(join(tmpdir(), "waymark-scenario-"));
  t.after(async () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "scenario.json");
  await download.saveAs(file);
  const scenario = JSON.parse(readFileSync(file, "utf8")) as Scenario;
  const expected = () => scenario.steps.flatMap(({ expect }) => (expect ?? []) as { rule: string }[]);
  assert.deepEqual(
    expected().map(({ rule }) => rule),
    ["arms"],
  );
  const play = () => runScenario(scenario, () => createEngine({ wasm }));
  assert.deepEqual(await play(), []);
  for (const one of expected()) one.rule = "another";
  assert.equal((await play()).length, 1, "and would not, had the page shown something else");
});

test("the drawer is usable by keyboard and by those who listen, on a phone and in the dark", async (t) => {
  for (const [width, colorScheme] of [
    [1_280, "light"],
    [390, "dark"],
  ] as const) {
    const { guest, page, debug } = await setting(t, { viewport: { width, height: 800 }, colorScheme });
    await debug();
    await page.evaluate(axeSource);
    for (const name of ["Visitor", "Rules", "Messages", "Events", "Delivery", "Try"]) {
      await tab(page, name);
      await page.getByRole("tabpanel", { name }).waitFor();
      await page.locator("waymark-inspector .view > *").first().waitFor();
      const { violations } = await page.evaluate(() => axe.run("waymark-inspector", { resultTypes: ["violations"] }));
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id} ${JSON.stringify(nodes).slice(0, 300)}`),
        [],
        `${name} ${width}`,
      );
      const box = await page.locator("waymark-inspector aside").boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= 800);
    }
    await page.getByRole("tab", { name: "Try" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.getByRole("tab", { selected: true }).textContent(), "Visitor");
    // axe itself is a script of the test's, which the shop's policy refuses.
    assert.deepEqual(
      guest.problems.filter((one) => !/Content Security Policy|TrustedType/.test(one)),
      [],
    );
  }
});
