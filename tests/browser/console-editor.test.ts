import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { line, lines, post, startShop, temporaryFolder } from "../demo-site/support.js";
import { visitor } from "../support/browser.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cli = join(root, "build/release/waymark");

test("a rule is changed in the console, tried on what was stored, published, and seen in the shop", {
  skip: existsSync(cli) ? false : "build/release/waymark is not built",
}, async () => {
  const place = temporaryFolder();
  const shop = await startShop({ DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: join(root, "dist") });
  const nowMs = Date.now();
  for (const id of ["ann", "ben", "cleo"])
    await post(
      shop,
      lines(
        { sentAt: nowMs },
        line(`page-${id}`, {
          t: "page",
          n: "Home",
          a: id,
          s: [`s-${id}`, 1, nowMs - 60_000],
          ts: nowMs - 60_000,
          c: { page: { url: "https://hien.example/", path: "/" } },
        }),
      ),
    );
  const guest = await visitor();
  const page = await guest.context.newPage();
  await page.goto(`${shop.url}/console/editor`);
  const field = page.locator("#rules-text");
  await field.waitFor();
  const before = await field.inputValue();
  const publish = page.getByRole("button", { name: "Publish" });
  assert.equal(await publish.isDisabled(), true);

  // A slip is told with its line, and cannot be published.
  await field.fill(before.replace('"version": 1', '"version": 1,,'));
  await page.locator(".findings .badge.bad").first().waitFor();
  assert.match((await page.locator(".findings .link").first().textContent()) ?? "", /^Line 2$/);
  assert.equal(await publish.isDisabled(), true);

  const config = JSON.parse(before) as { limits?: object; rules: object[] };
  const rule = {
    id: "welcome-back",
    name: "A greeting",
    priority: 100,
    cap: { lifetime: 1 },
    on: { any: [{ type: "pageView" }] },
    do: [
      {
        type: "message",
        template: "bar",
        content: { vi: { title: "Chào bạn đã trở lại" }, en: { title: "Welcome back" } },
      },
    ],
  };
  await field.fill(JSON.stringify({ ...config, rules: [rule, ...config.rules] }, null, 2));
  await page.locator(".outline", { hasText: "A greeting" }).waitFor();
  await page.getByRole("button", { name: "Try on stored events" }).click();
  const preview = page.locator("tr", { hasText: "welcome-back" });
  await preview.waitFor();
  assert.match((await preview.textContent()) ?? "", /new3 \+33 \+3/);

  await publish.click();
  await page.getByText("Published: pages opened from now on have these rules.").waitFor();
  assert.equal(await page.locator(".outline .badge", { hasText: "in use" }).count(), 1);
  assert.deepEqual(guest.problems, []);

  const shopper = await visitor();
  const home = await shopper.open(shop.url);
  await home.getByRole("region", { name: "Chào bạn đã trở lại" }).waitFor();
  await shopper.close();
  await guest.close();
  await shop.stop();
  place.remove();
});
