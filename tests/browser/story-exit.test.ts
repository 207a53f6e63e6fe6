/** About to leave with a full cart, in each arm of the experiment; and those whom the holdout keeps out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../support/wait.ts";
import { dayMs, firstDayMs, Shopper } from "./shopper.ts";
import { openStreet } from "./street.ts";

/** By GrowthBook's hash, seeds `ho26` and `ec1`: where each of them falls. */
const visitors = {
  control: "visitor-open-1",
  freeship: "visitor-open-7",
  coupon5: "visitor-open-4",
  heldOut: "visitor-open-6",
};

async function leavesWithACart(t: { after(fn: () => Promise<void>): void }, id: string) {
  const street = await openStreet(t);
  const person = await Shopper.begin(t, street, id);
  await person.come("/c/kids-clothes", firstDayMs());
  await person.lookAt("kc06");
  await person.add();
  await person.lookAt("kc07");
  await street.event("Product Viewed", ({ properties }) => properties.product_id === "kc07");
  // The pointer leaves by the top, towards the tabs; as often as it takes until somebody listens.
  await until("an exit intent that is heard", async () => {
    await person.page.evaluate(() => {
      const leave = new MouseEvent("mouseleave", { clientY: -1, relatedTarget: null });
      document.documentElement.dispatchEvent(leave);
    });
    return (await person.reasons())["exit-cart"] !== "notTriggered";
  });
  return { street, person };
}

test("free delivery, taken: it converts", async (t) => {
  const { street, person } = await leavesWithACart(t, visitors.freeship);
  await person.see("Giỏ hàng vẫn ở đây chờ bạn");
  await street.event("Message Shown", ({ properties }) => properties.rule === "exit-cart");
  await person.page.getByRole("link", { name: "Thanh toán, miễn phí giao hàng" }).click();
  await person.page.waitForURL(/checkout/);
  await street.event("Coupon Applied", ({ properties }) => properties.coupon_id === "FREESHIP");
  assert.equal(await person.page.locator("[data-shipping]").textContent(), "Miễn phí");
  await person.order();
  const order = await street.event("Order Completed");
  const won = await street.event("Message Converted", ({ properties }) => properties.rule === "exit-cart");
  assert.deepEqual(
    [won.properties.variant, won.properties.credit, won.properties.value],
    ["freeship", "exposure", order.properties.total],
  );
  await person.endWell();
});

test("5 % off, refused: not again for three days", async (t) => {
  const { street, person } = await leavesWithACart(t, visitors.coupon5);
  await person.see("Giảm 5% cho giỏ hàng này");
  await person.see("QUAYLAI5");
  await street.event("Message Shown", ({ properties }) => properties.rule === "exit-cart");
  await person.page.keyboard.press("Escape");
  await street.event("Message Dismissed", ({ properties }) => properties.rule === "exit-cart");
  await person.endWell();
});

test("the control sees nothing, is counted as exposed, and what it buys is credited to it", async (t) => {
  const { street, person } = await leavesWithACart(t, visitors.control);
  await person.reason("exit-cart", "control");
  const exposed = await street.event("Experiment Viewed", ({ properties }) => properties.kind === "experiment");
  assert.equal(exposed.properties.variant, "control");
  assert.equal(await person.page.locator("waymark-message[data-display=modal]").count(), 0);
  await person.order();
  const won = await street.event("Message Converted", ({ properties }) => properties.rule === "exit-cart");
  assert.equal(won.properties.variant, "control");
  await person.endWell();
});

test("a tenth of the visitors is shown none of it, and told apart", async (t) => {
  const { street, person } = await leavesWithACart(t, visitors.heldOut);
  await person.reason("exit-cart", "holdout");
  const told = await street.event("Experiment Viewed", ({ properties }) => properties.rule === "exit-cart");
  assert.deepEqual(
    [told.properties.kind, told.properties.experiment, told.properties.variant],
    ["holdout", "all-2026", "heldOut"],
  );
  await person.go("/");
  await person.reason("home-hero-kids", "holdout");
  await person.see("Một góc hiên nhà, đủ chỗ cho cả nhà");
  // What is not there to persuade is there for everybody.
  await person.come("/cart", firstDayMs() + dayMs);
  await person.see(/nữa là được miễn phí giao hàng/);
  const shown = (await street.events()).filter(({ event }) => event === "Message Shown");
  assert.ok(shown.every(({ properties }) => !/^(exit|welcome|home-hero|campaign)/.test(String(properties.rule))));
  await person.endWell();
});
