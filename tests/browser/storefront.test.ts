/** What a customer does in the shop besides buying: searching, keeping, signing in, reviewing; and what is told of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { visitor } from "../support/browser.ts";
import { nameOf, openStorefront, type StoredEvent } from "../support/storefront.ts";
import { until } from "../support/wait.ts";

async function setting(t: { after(fn: () => Promise<void>): void }) {
  const shop = await openStorefront();
  const guest = await visitor({ viewport: { width: 390, height: 844 } });
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  const event = (name: string, with_: (event: StoredEvent) => boolean = () => true) =>
    until(
      name,
      async () => (await shop.events()).find((found) => nameOf(found) === name && with_(found)),
      () => [],
    );
  return { shop, guest, event };
}

async function checkOut(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/checkout`);
  const address = { name: "Lan", phone: "0912 345 678", address: "1 Hàng Bông", city: "Huế" };
  for (const [field, text] of Object.entries(address)) await page.fill(`#${field}`, text);
  await page.locator("[data-checkout] [type=submit]").click();
}

test("suggestions are walked through by the arrows and lead to the product", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(shop.origin);
  const field = page.getByRole("combobox");
  await field.fill("vay");
  await page.getByRole("option").first().waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  await field.press("ArrowDown");
  const first = page.getByRole("option", { selected: true });
  assert.equal(await field.getAttribute("aria-activedescendant"), await first.getAttribute("id"));
  await field.press("Escape");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await field.fill("vay hoa");
  await page.getByRole("option").first().waitFor();
  await field.press("ArrowDown");
  await field.press("Enter");
  await page.waitForURL(/\/p\//);
  assert.deepEqual(guest.problems, []);
});

test("what gets a heart is kept, counted and told", async (t) => {
  const { shop, guest, event } = await setting(t);
  const page = await guest.open(`${shop.origin}/c/toys`);
  const heart = page.locator("[data-heart]").first();
  await heart.click();
  assert.equal(await heart.getAttribute("aria-pressed"), "true");
  const { properties } = await event("Product Added to Wishlist");
  await page.goto(`${shop.origin}/favourites`);
  const card = page.locator("[data-favourites] > li");
  assert.match((await card.getAttribute("data-product")) ?? "", new RegExp(String(properties.product_id)));
  await card.getByRole("button").click();
  await event("Product Removed from Wishlist");
  assert.equal(await card.count(), 0);
  assert.ok(await page.locator("[data-no-favourites]").isVisible());
  assert.deepEqual(guest.problems, []);
});

test("an order gives points, signing in names the customer, a review is told", async (t) => {
  const { shop, guest, event } = await setting(t);
  const page = await guest.open(`${shop.origin}/p/kc01`);
  await page.locator(".write summary").click();
  await page.locator("label[for=rate-4]").click();
  await page.locator("#review-text").fill("Mềm và bền");
  await page.locator("[data-review] button").click();
  assert.equal((await event("Product Reviewed")).properties.rating, 4);
  await page.locator("[data-buy] [type=submit]").click();
  await checkOut(page, shop.origin);
  await page.waitForURL(/thank-you/);
  await event("Order Completed");

  await page.goto(`${shop.origin}/account`);
  await page.locator("#account-name").fill("Nguyễn Thị Lan");
  await page.locator("#account-email").fill("Lan@example.com");
  await page.locator("[data-sign-in] button").click();
  assert.match((await page.locator("[data-points]").textContent()) ?? "", /^12 /);
  assert.equal(await page.locator("[data-orders] > li").count(), 1);
  const { traits } = (await event("identify")) as StoredEvent & { traits: Record<string, unknown> };
  assert.equal(traits.firstName, "Lan");
  assert.deepEqual(traits.loyalty, { points: 12, tier: "seed" });
  await page.locator("[data-sign-out]").click();
  assert.ok(await page.locator("[data-sign-in]").isVisible());
  assert.deepEqual(guest.problems, []);
  assert.deepEqual(await shop.cspReports(), []);
});

test("on a phone in English: the confirmation leaves the header free, a wrong code is an alert, the thank-you offer fits", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/p/kc01?lang=en`);
  await page.locator("[data-buy] [type=submit]").click();
  const header = await page.locator(".header").boundingBox();
  const confirmation = await page.locator("[data-toast]").boundingBox();
  assert.ok(header && confirmation && confirmation.y > header.y + header.height);

  await page.goto(`${shop.origin}/cart`);
  await page.locator(".line-price").first().waitFor();
  await page.fill("#coupon", "NOSUCH");
  await page.locator("[data-apply-coupon]").click();
  const refused = page.getByRole("alert");
  assert.equal(await refused.textContent(), "There is no such code, or it has expired.");
  assert.equal(await page.locator("[data-coupon-note]").textContent(), "");
  await page.fill("#coupon", "CAMON20");
  await page.locator("[data-apply-coupon]").click();
  assert.match((await page.locator("[data-coupon-note]").textContent()) ?? "", /^Applied:/);
  assert.equal(await page.getByRole("alert").count(), 0, "nothing is wrong any longer");

  await checkOut(page, shop.origin);
  const offer = page.locator("[name=order-thanks] waymark-message");
  await offer.getByText("CAMON20").waitFor();
  const cutOff = await offer.evaluate(({ shadowRoot }) =>
    [...(shadowRoot?.children ?? [])].some((child) => child.scrollHeight > child.clientHeight),
  );
  assert.equal(cutOff, false);
  assert.deepEqual(guest.problems, []);
});
