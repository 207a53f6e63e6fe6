import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { engine, onlyIn } from "../support/engines/index.ts";
import { openGallery, reported } from "./gallery.ts";

const answersOf = async (page: Page) => (await reported(page)).find(({ outcome }) => outcome === "submitted")?.detail;

test("a form says what is wrong beside the field, and hands over what was filled in", async (t) => {
  const gallery = await openGallery(t);
  const page = await gallery.open("leadForm");
  const send = page.getByRole("button", { name: "Send me the code" });
  await send.click();
  assert.deepEqual(await page.locator(".error:visible").allTextContents(), [
    "Please fill this in.",
    "Please tick the box to go on.",
  ]);
  assert.equal(
    await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute("name")),
    "email",
  );
  await page.getByLabel("E-mail").first().fill("an@");
  await page.getByLabel("Phone").fill("12345");
  await page.getByRole("checkbox").check();
  await send.click();
  assert.equal((await page.locator(".error:visible").allTextContents()).length, 2);
  // Playwright's client for the other engines adds to what an e-mail field holds.
  await page.getByLabel("E-mail").first().clear();
  await page.getByLabel("E-mail").first().fill("an@hien.vn");
  await page.getByLabel("Phone").fill("0912 345 678");
  await page.keyboard.press("Enter");
  await page.getByText("HELLO10").waitFor();
  assert.deepEqual(await answersOf(page), {
    target: "form",
    answers: { fields: ["email", "phone"] },
    traits: { email: "an@hien.vn", phone: "+84912345678" },
    consent: ["marketing"],
  });
  assert.match(
    await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? ""),
    /on its way/,
  );
  await page.getByRole("button", { name: "Close" }).click();
  assert.deepEqual(
    (await reported(page)).map(({ outcome }) => outcome),
    ["submitted", "closed"],
    "no dismissal after that",
  );
  assert.deepEqual(gallery.guest.problems, []);
});

test("answers decide which question comes next, by keyboard alone", async (t) => {
  const gallery = await openGallery(t);
  const detractor = await gallery.open("survey");
  await detractor.getByRole("radio", { name: "2", exact: true }).focus();
  await detractor.keyboard.press("Space");
  await detractor.keyboard.press("ArrowRight");
  await detractor.keyboard.press("Enter");
  await detractor.getByText("What should we do better?").waitFor();
  await detractor.locator("textarea").fill("Faster delivery");
  await detractor.getByRole("button", { name: "Next" }).click();
  await detractor.getByText("Thank you!").waitFor();
  assert.deepEqual(await answersOf(detractor), {
    target: "survey",
    answers: { nps: 3, why: "Faster delivery" },
    traits: { nps: 3, why: "Faster delivery" },
  });

  const fan = await gallery.open("survey");
  await fan.locator("label[for=point-10]").click();
  await fan.getByRole("button", { name: "Next" }).click();
  await fan.getByText("The fabric").click();
  await fan.getByText("Good advice").click();
  await fan.getByRole("button", { name: "Send" }).click();
  await fan.getByText("Thank you!").waitFor();
  assert.deepEqual((await answersOf(fan))?.answers, { nps: 10, love: ["The fabric", "Good advice"] });

  const leaver = await gallery.open("survey");
  await leaver.locator("label[for=point-7]").click();
  await leaver.getByRole("button", { name: "Next" }).click();
  await leaver.getByText("What makes you hesitate?").waitFor();
  await leaver.getByRole("button", { name: "Close" }).click();
  assert.deepEqual((await answersOf(leaver))?.answers, { nps: 7, partial: true }, "what was answered counts");
  assert.deepEqual(gallery.guest.problems, []);
});

test("a code is copied", {
  skip: onlyIn(["chromium", "firefox"], "its driver grants no access to the clipboard"),
}, async (t) => {
  const gallery = await openGallery(t, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await gallery.open("coupon");
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "HIEN20");
  assert.deepEqual((await reported(page))[0], {
    type: "messageOutcome",
    decisionId: "gallery-1",
    outcome: "clicked",
    detail: { target: "copy" },
  });
});

test("a countdown counts, and its end takes the message away", async (t) => {
  const gallery = await openGallery(t);
  const page = await gallery.guest.open(`${gallery.shop.origin}/gallery/frame?lang=en`);
  await page.clock.install({ time: new Date("2026-11-22T09:59:00Z") });
  await page.clock.pauseAt(new Date("2026-11-22T10:00:00Z"));
  const show = (until: string) =>
    page.evaluate((moment) => {
      const { showMessage } = window as unknown as { showMessage(example: object, content: object): Promise<void> };
      return showMessage({ template: "bar" }, { title: "Flash sale", countdown: { until: moment, label: "Ends in" } });
    }, until);
  await show("2026-11-22T17:01:05+07:00");
  const clock = page.locator(".clock");
  assert.match((await clock.innerText()).replace(/\s+/g, " "), /00 hrs 01 min 05 sec/);
  await page.clock.runFor(5_000);
  assert.match((await clock.innerText()).replace(/\s+/g, " "), /00 hrs 01 min 00 sec/);
  assert.equal(await page.locator("[role=timer]").getAttribute("aria-live"), "off");
  await page.clock.runFor(61_000);
  await page.locator("waymark-message").waitFor({ state: "detached" });
  assert.deepEqual((await reported(page)).at(-1)?.outcome, "closed");
});

test("a wheel stops at the prize that was drawn before it turned", async (t) => {
  const gallery = await openGallery(t, { reducedMotion: "reduce" });
  const page = await gallery.open("wheel");
  await page.getByRole("button", { name: "Spin the wheel" }).click();
  await page.getByText("SPIN10").waitFor();
  assert.deepEqual(await answersOf(page), { target: "wheel", answers: { prize: "ten" }, traits: {} });
  const transform = await page.locator(".disc").evaluate((disc) => (disc as SVGElement).style.transform);
  // Where no stillness can be asked for it has turned five times.
  assert.equal(transform, engine === "webkit" ? "rotate(1800deg)" : "rotate(0deg)", "the first slice, at the needle");
  assert.deepEqual(gallery.guest.problems, []);
});

test("a scratch card gives way to the pointer", async (t) => {
  const gallery = await openGallery(t);
  const page = await gallery.open("scratch");
  const field = await page.locator("canvas").boundingBox();
  assert.ok(field);
  await page.mouse.move(field.x + 5, field.y + 5);
  await page.mouse.down();
  for (let row = 0; row < 6; ++row) {
    const y = field.y + ((row + 0.5) / 6) * field.height;
    await page.mouse.move(field.x + (row % 2 ? 4 : field.width - 4), y, { steps: 12 });
  }
  await page.mouse.up();
  await page.getByText("LUCK50").waitFor();
  assert.deepEqual(
    (await reported(page)).map(({ outcome }) => outcome),
    ["clicked", "submitted"],
  );
});

test("a carousel is walked with arrow keys and moved by its buttons", async (t) => {
  const gallery = await openGallery(t, { reducedMotion: "reduce" });
  const page = await gallery.open("recommendations");
  const row = page.locator(".row");
  const cards = page.locator(".card");
  await cards.first().focus();
  await page.keyboard.press("ArrowRight");
  assert.ok(await cards.nth(1).evaluate((card) => card.matches(":focus")));
  await page.keyboard.press("End");
  assert.ok(await cards.last().evaluate((card) => card.matches(":focus")));
  assert.ok(await row.evaluate((element) => element.scrollLeft > 0), "in view");
  await page.keyboard.press("Home");
  await page.waitForFunction(
    () => document.querySelector("waymark-message")?.shadowRoot?.querySelector(".row")?.scrollLeft === 0,
  );
  await page.getByRole("button", { name: "Next" }).click();
  assert.ok(await row.evaluate((element) => element.scrollLeft > 300));
});

test("a toast leaves by itself, but not while somebody is reading it", async (t) => {
  const gallery = await openGallery(t);
  const page = await gallery.guest.open(`${gallery.shop.origin}/gallery/frame?lang=en`);
  await page.clock.install();
  await page.evaluate(() => {
    const { showMessage } = window as unknown as { showMessage(example: object, content: object): Promise<void> };
    return showMessage({ template: "toast" }, { title: "Saved" });
  });
  const toast = page.locator("waymark-message .toast");
  await toast.hover();
  await page.clock.runFor(20_000);
  assert.equal(await toast.count(), 1);
  await page.mouse.move(5, 5);
  await page.clock.runFor(9_000);
  assert.equal(await toast.count(), 0);
  assert.equal((await reported(page)).at(-1)?.outcome, "closed");
});
