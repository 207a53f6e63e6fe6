/** The documents' HTML and their React and Vue examples, as they stand there, in pages of Chromium. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Liquid } from "liquidjs";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { type Block, blocks } from "../support/blocks.ts";
import { visitor } from "../support/browser.ts";
import { config, openShop, type Shop } from "../support/shop.ts";

declare const waymark: Waymark;

const root = fileURLToPath(new URL("../../", import.meta.url));
let shop: Shop;
before(async () => {
  shop = await openShop();
  // Inline scripts are what some of the examples show.
  shop.policy = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'";
  shop.config = config();
});
after(() => shop.close());

const goods = { id: "p1", title: 'Áo "thun"', type: "kids-clothes", price: 13_500_000 };
const tag = '<script async src="/waymark/waymark.js" data-config="/waymark.config.json"></script>';

/** The block as a page: templates filled in, the tag added where the block is what stands beside it. */
async function page({ text }: Block): Promise<string> {
  const shown = /{{/.test(text)
    ? await new Liquid().parseAndRender(text, { product: goods, cart: { currency: { iso_code: "VND" } } })
    : text;
  const body = shown.replaceAll("https://static.shop.example", shop.origin);
  const own = /waymark\.(js|mjs)/.test(body) ? "" : tag;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="/icon.svg">${own}</head><body>${body}</body></html>`;
}

const html = blocks("html");
test("there are pages to try", () => assert.ok(html.length >= 8));

for (const block of html) {
  test(`${block.place} works as it stands`, async () => {
    shop.files.set("/", await page(block));
    const guest = await visitor();
    const opened = await guest.open(`${shop.origin}/`);
    // A module has its `waymark` for itself.
    if (!/waymark\.mjs/.test(block.text)) {
      await opened.waitForFunction(() => typeof waymark === "object" && "ready" in waymark);
      for (const element of await opened.locator("button[data-waymark-event], form").all()) await element.click();
      const stats = (await opened.evaluate(() => waymark.ready.then(() => waymark.stats()))) as { accepted?: number };
      assert.ok((stats.accepted ?? 0) >= 1, JSON.stringify(stats));
    }
    const named = /push\(\["track", "([^"]+)"|waymark\.track\("([^"]+)"|data-waymark-event="([^"]+)"/.exec(block.text);
    const name = named?.slice(1).find(Boolean);
    if (name && !block.text.includes('"submit"')) await shop.event(name);
    assert.deepEqual(guest.problems, []);
    await guest.close();
    shop.events.length = 0;
  });
}

/** A module of the block and of what stands around it, as a bundler makes it; the package is the shop's `/waymark/`. */
async function bundle(contents: string, loader: "ts" | "tsx"): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: join(root, "tests") },
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true" },
    plugins: [
      {
        name: "package",
        setup: (on) => on.onResolve({ filter: /^waymark$/ }, () => ({ path: "/waymark/waymark.mjs", external: true })),
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

const example = (language: string, part: string): string => {
  const found = blocks(language).find(({ place, text }) => place.startsWith("docs/install.md") && text.includes(part));
  assert.ok(found, part);
  return found.text;
};

for (const [name, source] of [
  [
    "React",
    () =>
      bundle(
        `${example("tsx", "AddToCart")}
         import { createRoot } from "react-dom/client";
         createRoot(document.body).render(<><Tracking /><AddToCart id="p1" price={135000} /></>);`,
        "tsx",
      ),
  ],
  [
    "Vue",
    () =>
      bundle(
        `${example("ts", "Plugin")}
         import { createApp, h } from "vue";
         const add = () => waymark.track("Product Added", { product_id: "p1", price: 135000, quantity: 1 });
         createApp({ render: () => h("button", { onClick: add }, "Add to cart") })
           .use(tracking, { config: "/waymark.config.json" }).mount(document.body);`,
        "ts",
      ),
  ],
] as const) {
  test(`the example for ${name} tracks`, async () => {
    shop.files.set("/app.js", await source());
    shop.files.set(
      "/",
      '<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="/icon.svg"><body></body><script type="module" src="/app.js"></script></html>',
    );
    const guest = await visitor();
    const opened = await guest.open(`${shop.origin}/`);
    await opened.getByRole("button", { name: "Add to cart" }).click();
    const { properties } = await shop.event("Product Added");
    assert.equal(properties?.price, 135_000);
    assert.deepEqual(guest.problems, []);
    await guest.close();
    shop.events.length = 0;
  });
}
