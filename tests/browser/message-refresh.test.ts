/** Messages with `refresh`: their figures follow the cart, and nothing a visitor has begun in them is ever lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { MessageAction, Rule } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop } from "../support/shop.ts";

/** In the page. */
declare const waymark: Waymark;
declare const kept: { element?: Element | undefined; entered: number };

const rule = (action: Partial<MessageAction>): Rule => ({
  id: "figures",
  status: "live",
  on: { any: ["Product Added", "Product Removed"].map((name) => ({ type: "event", name })) },
  when: { ">": [{ var: "cart.items" }, 0] },
  // None of these stops what stands from keeping up.
  cap: { page: 1, session: 1, lifetime: 1, cooldown: "1d" },
  do: [{ type: "message", refresh: true, content: { en: {} }, ...action }],
});

async function setting(t: { after(fn: () => Promise<void>): void }, action: Partial<MessageAction>) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  const slot = '<waymark-slot name="place" data-waymark-grow="1"></waymark-slot>';
  shop.files.set("/", html(`<h1>Shop</h1><input id="field">${slot}`));
  shop.config = config({ limits: { session: 1, gap: "1h" }, rules: [rule(action)] });
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  const inCart: string[] = [];
  const add = async (price: number) => {
    inCart.push(`p${inCart.length}`);
    await page.evaluate(([product_id, amount]) => waymark.track("Product Added", { product_id, price: amount }), [
      inCart.at(-1) as string,
      price,
    ] as const);
  };
  const empty = () =>
    page.evaluate((all) => all.map((product_id) => waymark.track("Product Removed", { product_id })), inCart.splice(0));
  await add(100);
  await page.locator("waymark-message").waitFor({ state: "attached" });
  // The very element, and each time something in it comes in anew.
  await page.evaluate(async () => {
    const element = document.querySelector("waymark-message") as Element;
    const root = element.shadowRoot as ShadowRoot;
    // It has come in the first time.
    while (!root.querySelector("[data-seen]")) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const entrances = root
      .getAnimations()
      .filter(({ effect }) => (effect as KeyframeEffect).target?.matches("[data-seen]"));
    await Promise.all(entrances.map(({ finished }) => finished));
    Object.assign(window, { kept: { element, entered: 0 } });
    root.addEventListener("animationstart", ({ target }) => {
      if ((target as Element).matches("[data-seen]")) ++kept.entered;
    });
  });
  return { shop, guest, page, add, empty };
}

const isSame = (page: Page) => page.evaluate(() => document.querySelector("waymark-message") === kept.element);
const inside = (page: Page, selector: string) => page.locator(`waymark-message ${selector}`);
/** The core has answered for everything that was tracked before, and the page has done it. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    await waymark.inspect();
    await new Promise((resolve) => setTimeout(resolve));
  });

const bar: Partial<MessageAction> = {
  template: "freeShipping",
  content: {
    "*": { progress: { value: "{{ cart.value }}", goal: 400, done: "It ships free" }, closeLabel: "Close" },
    en: { text: "{{ 400 | minus: cart.value }} to go", action: { label: "Go on" } },
  },
};

test("a bar keeps up with the cart: the same message, counted once, gone when its condition is", async (t) => {
  const { shop, guest, page, add, empty } = await setting(t, bar);
  await page.getByText("300 to go").first().waitFor();
  const shown = await shop.event("Message Shown");
  await add(100);
  await inside(page, ".bar").getByText("200 to go").waitFor();
  await add(200);
  await inside(page, ".bar").getByText("It ships free").waitFor();
  assert.equal(await inside(page, "[role=progressbar]").getAttribute("aria-valuenow"), "100");
  assert.equal(await page.locator("waymark-message").count(), 1);
  assert.ok(await isSame(page));
  assert.equal(await page.evaluate(() => kept.entered), 0, "it did not come in again");
  assert.equal(await inside(page, ".said").textContent(), "It ships free", "read out as it is now");
  // It is still the message that was shown: its close button says so.
  await empty();
  await page.locator("waymark-message").waitFor({ state: "detached" });
  await page.evaluate(() => waymark.track("After"));
  await shop.event("After");
  assert.equal(shop.names().filter((name) => name === "Message Shown").length, 1);
  assert.ok(!shop.names().includes("Message Dismissed"), "nobody has put it away");
  assert.ok(shown.properties?.decisionId);
  assert.deepEqual(guest.problems, []);
});

test("under a visitor's focus nothing changes; when it has left, what is due comes", async (t) => {
  const { guest, page, add, empty } = await setting(t, bar);
  await inside(page, ".action").focus();
  await add(100);
  await settled(page);
  assert.equal(await inside(page, ".bar .line").textContent(), "300 to go");
  assert.equal(
    await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className),
    "action",
    "the focus is where it was",
  );
  await page.locator("#field").focus();
  await inside(page, ".bar").getByText("200 to go").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "field");
  // The same of going: it waits until it is left.
  await inside(page, ".action").focus();
  await empty();
  await settled(page);
  assert.equal(await page.locator("waymark-message").count(), 1);
  await page.locator("#field").focus();
  await page.locator("waymark-message").waitFor({ state: "detached" });
  assert.deepEqual(guest.problems, []);
});

test("what was filled in is never lost: neither to new figures nor to a condition that holds no longer", async (t) => {
  const { shop, guest, page, add, empty } = await setting(t, {
    template: "leadForm",
    slot: "place",
    content: {
      en: { title: "{{ cart.value }} in your cart", fields: [{ name: "email", type: "email", label: "E-mail" }] },
    },
  });
  // A form nobody has touched does keep up.
  await add(50);
  await inside(page, ".title").getByText("150 in your cart").waitFor();
  await page.getByLabel("E-mail").fill("an@hien.vn");
  await page.locator("#field").focus();
  await add(50);
  await settled(page);
  assert.equal(await page.getByLabel("E-mail").inputValue(), "an@hien.vn");
  await empty();
  await settled(page);
  assert.equal(await page.getByLabel("E-mail").inputValue(), "an@hien.vn");
  await page.getByLabel("E-mail").press("Enter");
  const submitted = await shop.event("Message Submitted");
  assert.equal(submitted.properties?.rule, "figures");
  assert.deepEqual(guest.problems, []);
});

test("a dialog in which nothing was chosen keeps up while it has the focus itself", async (t) => {
  const { guest, page, add } = await setting(t, {
    template: "modal",
    content: { en: { title: "{{ cart.value }} in your cart", action: { label: "Fine" } } },
  });
  await inside(page, ".title").getByText("100 in your cart").waitFor();
  await add(50);
  await inside(page, ".title").getByText("150 in your cart").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName), "dialog");
  await page.keyboard.press("Escape");
  await page.locator("waymark-message").waitFor({ state: "detached" });
  assert.deepEqual(guest.problems, []);
});
