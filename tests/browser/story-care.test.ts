/** After the order: what runs out, what people think, and those who keep coming back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { dayMs, firstDayMs, hourMs, Shopper } from "./shopper.ts";
import { openStreet } from "./street.ts";

/** In the page. */
declare const waymark: Waymark;

/** In no holdout. */
const regular = "visitor-open-1";

async function buys(person: Shopper, ids: string, atMs: number): Promise<void> {
  await person.come(`/cart?add=${ids}`, atMs);
  await person.page.locator("[data-lines] .line:not(.waiting)").first().waitFor();
  await person.order();
  await person.flush();
}

test("sunscreen: reminded when a month is over, and bought again with one tap", async (t) => {
  const street = await openStreet(t);
  const ngoc = await Shopper.begin(t, street, regular);
  const firstMs = firstDayMs();
  await ngoc.come("/", firstMs);
  await ngoc.page.evaluate(() => waymark.consent({ marketing: "granted" }));
  // A dress wears out too, but nobody is reminded of that.
  await buys(ngoc, "kc06,bt01", firstMs + hourMs);
  const asked = await street.event("Followup Requested", ({ properties }) => properties.template === "replenish");
  assert.ok(Math.abs(Date.parse(String(asked.properties.dueAt)) - firstMs - 30 * dayMs) < 2 * hourMs);

  await ngoc.come("/", firstMs + 20 * dayMs);
  await ngoc.reason("replenish-sunscreen", "condition");
  await ngoc.come("/", firstMs + 31 * dayMs);
  await ngoc.see("Kem chống nắng sắp hết chưa bạn?");
  await street.event("Message Shown", ({ properties }) => properties.rule === "replenish-sunscreen");
  await ngoc.page.getByRole("link", { name: "Mua lại một chạm" }).click();
  await ngoc.page.waitForURL(/\/cart/);
  const line = ngoc.page.locator("[data-lines] .line:not(.waiting)");
  await line.first().waitFor();
  assert.deepEqual(await line.locator(".line-text > a").allTextContents(), ["Kem chống nắng SPF50+ 60 ml"]);
  await ngoc.order();
  const won = await street.event("Message Converted", ({ properties }) => properties.rule === "replenish-sunscreen");
  assert.equal(won.properties.credit, "click");
  await ngoc.endWell();
});

test("shampoo: who washes more often is reminded sooner", async (t) => {
  const street = await openStreet(t);
  const ngoc = await Shopper.begin(t, street, regular, { viewport: { width: 390, height: 844 } });
  const firstMs = firstDayMs();
  await buys(ngoc, "hc01", firstMs);
  await buys(ngoc, "hc01", firstMs + 14 * dayMs);
  // Twice in fourteen days: the mean of that and of the shop's thirty days is some twenty.
  await ngoc.come("/c/toys", firstMs + 26 * dayMs);
  await ngoc.reason("replenish-shampoo", "condition");
  await ngoc.come("/c/toys?lang=en", firstMs + 36 * dayMs);
  await ngoc.see("Is the shampoo nearly gone?");
  await ngoc.page.getByRole("button", { name: "Not yet" }).click();
  await street.event("Message Dismissed", ({ properties }) => properties.rule === "replenish-shampoo");
  // Not again for two weeks.
  await ngoc.come("/c/toys", firstMs + 45 * dayMs);
  await ngoc.reason("replenish-shampoo", "dismissed");
  await ngoc.endWell();
});

test("seven days after delivery: one question, and by the answer a second", async (t) => {
  const street = await openStreet(t);
  const lan = await Shopper.begin(t, street, regular);
  const firstMs = firstDayMs();
  await buys(lan, "hk05,kc01", firstMs);
  await lan.come("/account", firstMs + 3 * dayMs);
  await lan.page.locator("#account-name").fill("Nguyễn Thị Lan");
  await lan.page.locator("#account-email").fill("lan@example.com");
  await lan.page.locator("[data-sign-in] button").click();
  await lan.page.getByRole("button", { name: "Đã nhận được hàng" }).click();
  await street.event("Order Delivered");

  const readsFor15Seconds = async () => {
    for (let i = 0; i < 8; i += 1) {
      await lan.page.mouse.move(200 + i, 300);
      await lan.page.clock.runFor(2_000);
    }
  };
  await lan.come("/c/toys", firstMs + 9 * dayMs);
  await readsFor15Seconds();
  await lan.reason("nps-7d", "condition");
  await lan.come("/c/toys", firstMs + 11 * dayMs);
  await readsFor15Seconds();
  await lan.see("Bạn có sẵn lòng giới thiệu Hiên cho bạn bè không?");
  await lan.page.locator("label[for=point-9]").click();
  await lan.page.getByRole("button", { name: "Tiếp" }).click();
  await lan.see("Bạn thích nhất điều gì?");
  await lan.page.getByText("Chất vải").click();
  await lan.page.getByRole("button", { name: /Gửi/ }).click();
  await lan.see("Cả nhà Hiên sẽ đọc từng câu trả lời.");
  const { properties } = await street.event("Message Submitted", (event) => event.properties.rule === "nps-7d");
  assert.deepEqual(properties.answers, { nps: 9, love: ["Chất vải"] });
  const { traits } = (await street.event(
    "identify",
    (event) => "nps" in (event as unknown as { traits: object }).traits,
  )) as unknown as { traits: { nps: number } };
  assert.equal(traits.nps, 9);

  await lan.come("/c/toys", firstMs + 12 * dayMs);
  await readsFor15Seconds();
  await lan.reason("nps-7d", "condition");
  await lan.endWell();
});

test("a hundred points: she has reached Leaf, once", async (t) => {
  const street = await openStreet(t);
  const lan = await Shopper.begin(t, street, regular);
  const firstMs = firstDayMs();
  await buys(lan, "kc06,bt01", firstMs);
  assert.equal((await lan.reasons())["tier-up"], "condition");
  await buys(lan, "bt05,bt06", firstMs + dayMs);
  await lan.see("Bạn đã lên hạng Lá");
  const reached = await street.event("Tier Reached");
  assert.deepEqual([reached.properties.tier, reached.properties.points], ["leaf", 127]);
  await street.event("Message Shown", ({ properties }) => properties.rule === "tier-up");
  await buys(lan, "bt07", firstMs + 2 * dayMs);
  await lan.reason("tier-up", "ruleLifetimeCap");
  assert.equal(await street.count("Tier Reached"), 1);
  await lan.endWell();
});
