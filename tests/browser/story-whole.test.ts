/** The story of a mother who looks for children's clothes, from the search engine to her second order. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../support/wait.ts";
import { dayMs, firstDayMs, hourMs, Shopper } from "./shopper.ts";
import { openStreet, type Zns } from "./street.ts";

const campaign = "/c/kids-clothes?coupon=HE50&utm_source=zalo&utm_medium=push&utm_campaign=he-cho-be";

/** Her first visit: she comes from a search and leaves her number. */
async function findsTheShop(lan: Shopper, atMs: number): Promise<void> {
  await lan.come("/c/kids-clothes", atMs, "https://www.google.com/");
  await lan.lookAt("kc01");
  await lan.lookAt("kc06");
  await lan.readOn();
  await lan.see("Tặng 50.000 ₫ cho đơn đầu tiên");
  await lan.page.getByLabel("Số điện thoại").fill("0912 345 678");
  await lan.page.getByRole("checkbox").check();
  await lan.page.getByRole("button", { name: "Nhận mã" }).click();
  await lan.see("CHAOBE50");
}

test("from a search to the follow-up on Zalo", async (t) => {
  const street = await openStreet(t);
  const lan = await Shopper.begin(t, street, "visitor-open-1");
  const firstMs = firstDayMs();

  await findsTheShop(lan, firstMs);
  const landed = await street.event("Page Viewed");
  assert.equal((landed.context.attribution as { channel: string }).channel, "Organic Search");
  const sent = await street.event("Message Submitted", ({ properties }) => properties.rule === "welcome-kids");
  assert.equal(JSON.stringify(sent.properties).includes("0912"), false, "the event names fields, not what was typed");
  const { traits } = (await street.event("identify")) as unknown as { traits: object };
  assert.deepEqual(traits, { phone: "+84912345678" });
  await street.event("Consent Updated");

  // Five days later a link on Zalo brings her back.
  const backMs = firstMs + 5 * dayMs;
  await lan.come(campaign, backMs);
  await lan.see("Giảm 50% quần áo hè cho bé");
  await lan.lookAt("kc06");
  await lan.add();
  const { properties, context } = await street.event("Product Added");
  assert.equal(properties.product_id, "kc06");
  assert.deepEqual((context as { campaign: { name: string } }).campaign.name, "he-cho-be");

  // At checkout, toys; she takes the first.
  await lan.go("/checkout");
  await lan.see("Thêm niềm vui cho bé");
  await lan.see("Còn 250.000 ₫ nữa là được miễn phí giao hàng");
  const toy = lan.page.locator("waymark-slot[name=checkout-addons] a.card").first();
  await toy.scrollIntoViewIfNeeded();
  await street.event("Message Shown", (event) => event.properties.rule === "checkout-toys");
  await toy.click();
  await lan.page.waitForURL(/\/p\//);
  const clicked = await street.event("Message Clicked", (event) => event.properties.rule === "checkout-toys");
  await lan.add();
  const added = await street.event("Product Added", (event) => event.properties.category === "toys");
  assert.equal(added.properties.product_id, clicked.properties.itemId);
  await street.event("Message Converted", (event) => event.properties.rule === "checkout-toys");

  // The cart says how far free delivery is, and keeps up with her.
  await lan.go("/cart");
  const bar = lan.page.locator("waymark-slot[name=free-delivery] waymark-message");
  await bar.getByText(/miễn phí giao hàng/).waitFor();
  const dress = lan.page.locator("[data-lines] .line").first();
  await dress.getByRole("button", { name: "Thêm một" }).click();
  await bar.getByText("Đơn của bạn được miễn phí giao hàng").waitFor();
  assert.match((await lan.page.locator("[data-discount]").textContent()) ?? "", /^−249\.000/, "half of two dresses");

  // She pays; the next order is 20 % off.
  await lan.order();
  await lan.see("Giảm 20% cho đơn tiếp theo");
  await lan.see("CAMON20");
  const order = await street.event("Order Completed");
  assert.equal(order.properties.payment_method, "momo");
  const asked = await street.event("Followup Requested", (event) => event.properties.template === "nextOrder");
  const dueMs = Date.parse(String(asked.properties.dueAt));
  assert.ok(Math.abs(dueMs - (backMs + 3 * dayMs)) < hourMs, "due three days after the order");
  assert.deepEqual(asked.properties.channels, ["zalo", "email", "push"]);

  await street.serverAt(dueMs - 60_000);
  assert.deepEqual(street.zalo, [], "not a minute earlier");
  await street.serverAt(dueMs + 60_000);
  await until("the follow-up on Zalo", () => street.zalo.length === 1);
  const [message] = street.zalo as Zns[];
  assert.equal(message?.phone, "84912345678");
  assert.equal(message?.template_data.coupon, "CAMON20");
  await lan.endWell();
});

test("she buys again before it is due: nothing is sent", async (t) => {
  const street = await openStreet(t);
  const lan = await Shopper.begin(t, street, "visitor-open-1");
  const firstMs = firstDayMs();
  await findsTheShop(lan, firstMs);
  await lan.come("/cart?add=kc06,ty01", firstMs + dayMs);
  await lan.page.locator(".line").first().waitFor();
  await lan.order();
  await lan.see("CAMON20");
  await street.event("Message Shown", ({ properties }) => properties.rule === "order-thanks-20");
  await street.event("Followup Requested");
  const stateOf = async () => (await street.followUps()).map(({ state, reason }) => [state, reason].join(" ").trim());
  await until("the request waits", async () => (await stateOf()).includes("waiting"), stateOf);

  await lan.come("/cart?add=kc01&coupon=CAMON20", firstMs + 2 * dayMs);
  await lan.page.locator(".line").first().waitFor();
  assert.match((await lan.page.locator("[data-discount]").textContent()) ?? "", /^−25\.000/);
  await lan.order();
  await lan.flush();
  assert.equal(await street.count("Order Completed"), 2);
  assert.equal(await street.count("Followup Requested"), 1, "one reminder in thirty days");
  await street.serverAt(firstMs + 5 * dayMs);
  await until("it is cancelled", async () => (await stateOf()).includes("cancelled Order Completed"), stateOf);
  assert.deepEqual(street.zalo, []);
  await lan.endWell();
});
