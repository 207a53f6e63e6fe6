import assert from "node:assert/strict";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Config, MessageAction } from "../../js-bindings/src/config.js";
import type { Catalogue } from "../../js-bindings/src/protocol.js";
import { type Shop, startShop, temporaryFolder } from "./support.js";

const paths = [
  "/",
  "/c/kids-clothes",
  "/c/toys?sort=price-asc&price=sale",
  "/c/kids-clothes?has=top&has=stock",
  "/favourites",
  "/account",
  "/p/kc01",
  "/search?q=vay",
  "/search?q=xyzzy",
  "/search",
  "/cart",
  "/checkout",
  "/thank-you",
  "/help",
];

/** Nothing a browser would run or apply from within the page. */
function assertNothingInline(text: string, path: string): void {
  assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:/i, path);
  for (const [, source] of text.matchAll(/(?:src|href|action)="([^"]*)"/g))
    assert.match(source ?? "", /^(\/(?!\/)|#)/, `${path} leads to ${source}`);
}

describe("the pages", () => {
  const place = temporaryFolder();
  let shop: Shop;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(shop.url + path, { headers });
  /** As it stands, without fetch's tidying of paths. */
  const raw = (path: string): Promise<{ status: number | undefined; text: string }> =>
    new Promise((resolve, reject) => {
      request({ port: shop.port, path }, async (response) => {
        let text = "";
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode, text });
      })
        .on("error", reject)
        .end();
    });
  before(async () => {
    shop = await startShop({ DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist });
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });

  for (const language of ["vi", "en"]) {
    for (const path of paths) {
      it(`serves ${path} in ${language} under the strict policy`, async () => {
        const response = await get(path, { cookie: `other=1; lang=${language}` });
        assert.equal(response.status, 200);
        assert.match(response.headers.get("content-type") ?? "", /^text\/html; charset=utf-8/);
        assert.equal(
          response.headers.get("content-security-policy"),
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; report-uri /csp-report",
        );
        assert.equal(response.headers.get("x-content-type-options"), "nosniff");
        const text = await response.text();
        assert.match(text, new RegExp(`<html lang="${language}">`));
        // The texts in data-labels are the script's to fill.
        assert.doesNotMatch(text.replace(/data-labels="[^"]*"/g, ""), /\{n\}|\{q\}|undefined|\[object/);
        assertNothingInline(text, path);
      });
    }
  }

  it("is Vietnamese first, and remembers another choice", async () => {
    assert.match(await (await get("/", { "accept-language": "en" })).text(), /<html lang="vi">/);
    const chosen = await get("/cart?lang=en");
    assert.match(await chosen.text(), /<html lang="en">/);
    assert.match(chosen.headers.get("set-cookie") ?? "", /^lang=en; Path=\//);
    assert.match(await (await get("/?lang=xx")).text(), /<html lang="vi">/);
  });

  it("links to nothing that is missing", async () => {
    const wanted = new Set<string>();
    for (const path of paths) {
      for (const [, found] of (await (await get(path)).text()).matchAll(/(?:src|href|data-picture)="(\/[^"#]*)/g))
        wanted.add((found ?? "").replaceAll("&amp;", "&"));
    }
    assert.ok(wanted.size > 100);
    for (const path of wanted) assert.equal((await get(path)).status, 200, path);
  });

  it("finds a product by the end of its address, and is polite where there is none", async () => {
    assert.match(await (await get("/p/some-older-name-kc01")).text(), /Áo thun cotton Gấu Con/);
    for (const path of ["/p/nothing", "/c/nothing", "/nothing", "/c/__proto__"]) {
      const response = await get(path);
      assert.equal(response.status, 404, path);
      assert.match(await response.text(), /Không tìm thấy trang/);
    }
    assert.deepEqual(await (await get("/api/nothing")).json(), { error: "notFound" });
  });

  it("draws by the names that are there, and answers any other address without trouble", async () => {
    for (const name of ["kc01", "kc01-detail", "porch"])
      assert.equal((await get(`/art/${name}.svg`)).status, 200, name);
    for (const name of ["kc01-detail-x", "kc01-main", "constructor", "toString", "__proto__", "valueOf"])
      assert.equal((await get(`/art/${name}.svg`)).status, 404, name);
    for (const path of ["//", "///", "//[", "//evil.example/x", "/\\evil.example"]) {
      const answer = await raw(path);
      assert.equal(answer.status, 404, path);
      assert.doesNotMatch(answer.text, /(href|action)="[/\\]{2}/, path);
    }
    const found = (await (await get("/api/products?ids=kc01&ids=kc02,nothing")).json()) as { products: object[] };
    assert.equal(found.products.length, 2);
  });

  it("keeps no report of the policy that it could not show", async () => {
    const report = (body: string) =>
      fetch(`${shop.url}/csp-report`, { method: "POST", headers: { "content-type": "application/csp-report" }, body });
    for (const depth of [20, 5_000, 31_000]) {
      assert.equal((await report("[".repeat(depth) + "]".repeat(depth))).status, 400, String(depth));
      assert.equal((await get("/api/csp-reports")).status, 200, String(depth));
    }
    assert.equal((await report('{"csp-report":{"violated-directive":"img-src"}}')).status, 204);
    assert.match(await (await get("/api/csp-reports")).text(), /img-src/);
  });

  it("narrows a department by everything that is asked, and by nothing it does not know", async () => {
    const found = async (query: string) => {
      const text = await (await get(`/c/kids-clothes${query}`)).text();
      const cards = [...text.matchAll(/<li class="card"/g)].length;
      assert.match(text, new RegExp(`<span class="count">${cards} sản phẩm</span>`), "the count is of what is shown");
      return cards;
    };
    const all = await found("");
    const top = await found("?has=top");
    assert.ok(top > 0 && top < all);
    assert.ok((await found("?has=top&price=sale")) < top);
    assert.equal(await found("?has=nothing&has=__proto__"), all);
  });

  it("counts what a search's filters leave", async () => {
    const text = await (await get("/search?q=ao&price=sale&lang=en")).text();
    const cards = [...text.matchAll(/<li class="card"/g)].length;
    assert.ok(cards > 1);
    assert.ok(text.includes(`<p>${cards} matching products</p>`));
    assert.ok(!(await (await get("/search?q=ao&lang=en")).text()).includes(`<p>${cards} matching products</p>`));
  });

  it("writes no price the Vietnamese way on an English page", async () => {
    for (const path of paths) {
      const text = await (await get(path, { cookie: "lang=en" })).text();
      assert.doesNotMatch(text, /[0-9]\s*₫/, path);
    }
  });

  it("suggests products and departments, with or without marks", async () => {
    const suggest = async (q: string) =>
      (await (await get(`/api/suggest?q=${encodeURIComponent(q)}`)).json()) as {
        products: { name: string; url: string }[];
        categories: { name: string; url: string }[];
      };
    const { products, categories } = await suggest("do choi");
    assert.deepEqual(categories, [{ name: "Đồ chơi", url: "/c/toys" }]);
    assert.ok(products.length > 0 && products.length <= 5);
    assert.deepEqual(await suggest("đồ chơi"), { products, categories });
    for (const q of ["", "  ", "<script>", "x".repeat(5_000)])
      assert.deepEqual(await suggest(q), { products: [], categories: [] });
  });

  it("writes a search back without running it", async () => {
    const text = await (await get(`/search?q=${encodeURIComponent(`"><script>alert(1)</script>`)}`)).text();
    assertNothingInline(text, "search");
    assert.match(text, /&lt;script&gt;/);
  });

  it("carries on each page what its events need", async () => {
    const text = await (await get("/p/kc01")).text();
    const attribute = /<article class="product" data-product="([^"]*)"/.exec(text)?.[1] ?? "";
    assert.deepEqual(JSON.parse(attribute.replaceAll("&quot;", '"')), {
      product_id: "kc01",
      sku: "HIEN-KC01",
      name: "Áo thun cotton Gấu Con",
      category: "kids-clothes",
      brand: "Hiên",
      price: 129000,
      currency: "VND",
      url: "/p/ao-thun-cotton-gau-con-kc01",
      image_url: "/art/kc01.svg",
    });
    assert.match(text, /<script async src="\/waymark\/waymark\.js" data-config="\/waymark\.config\.json">/);
    assert.match(text, /<waymark-slot[^>]* name="product-recommendations"[^>]* reserve="/);
    assert.match(await (await get("/")).text(), /<waymark-slot[^>]* name="home-recommendations"[^>]* reserve="/);
    assert.match(await (await get("/cart")).text(), /<waymark-slot[^>]* name="cart-recommendations"[^>]* reserve="/);
  });

  it("serves a catalogue of the documented shape, each picture there", async () => {
    const catalogue = (await (await get("/catalogue.json")).json()) as Catalogue;
    assert.equal(catalogue.version, 1);
    assert.equal(catalogue.currency, "VND");
    assert.ok(catalogue.items.length >= 150);
    assert.ok(new Set(catalogue.items.map(({ category }) => category)).size >= 8);
    for (const { id, name, image } of catalogue.items) {
      assert.ok(typeof name === "object" && name.vi && name.en, id);
      const response = await get(image ?? "");
      assert.equal(response.status, 200, id);
      assert.match(response.headers.get("content-type") ?? "", /^image\/svg\+xml/);
      await response.arrayBuffer();
    }
  });

  it("serves a Waymark config whose rules name what the shop has", async () => {
    const config = (await (await get("/waymark.config.json")).json()) as Config;
    assert.deepEqual(config.destinations?.[0], {
      id: "collector",
      type: "ndjson",
      url: "/v1/events",
      writeKey: "demo",
    });
    assert.equal((await get(config.catalogue?.url ?? "")).status, 200);
    const paths = ["/", "/p/kc01", "/cart", "/checkout", "/thank-you", "/account"];
    const pages = await Promise.all(paths.map(async (path) => (await get(path)).text()));
    assert.ok((config.rules ?? []).length > 10, "the chapters of config/rules/ are in it");
    for (const rule of config.rules ?? []) {
      for (const { type, content, slot } of rule.do as MessageAction[]) {
        if (!/^(message|inline|replace)$/.test(type)) continue;
        assert.deepEqual(
          Object.keys(content).filter((language) => language !== "*"),
          ["vi", "en"],
          rule.id,
        );
        if (slot)
          assert.ok(
            pages.some((page) => page.includes(`name="${slot}"`)),
            `${rule.id}: ${slot}`,
          );
      }
    }
  });

  it("serves the SDK's files with their types, to be asked for again", async () => {
    const wasm = await get("/waymark/waymark.wasm");
    assert.equal(wasm.headers.get("content-type"), "application/wasm");
    assert.equal(wasm.headers.get("cache-control"), "no-cache");
    const script = await get("/waymark/waymark.js");
    assert.match(script.headers.get("content-type") ?? "", /^(text|application)\/javascript/);
    assert.equal((await get("/waymark/nothing.js")).status, 404);
  });

  it("compresses", async () => {
    const response = await get("/", { "accept-encoding": "br" });
    assert.equal(response.headers.get("content-encoding"), "br");
    assert.match(await response.text(), /<\/html>/);
  });

  it("prices an order itself", async () => {
    const order = (body: object) =>
      fetch(`${shop.url}/api/orders`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const placed = await order({ lines: [{ id: "kc01", size: "4–5", quantity: 2, price: 1 }], payment: "momo" });
    assert.equal(placed.status, 200);
    const { orderId, ...rest } = (await placed.json()) as { orderId: string };
    assert.match(orderId, /^HN-\d{6}-\d{4}$/);
    const sums = { subtotal: 258_000, discount: 0, shipping: 25_000, total: 283_000 };
    assert.deepEqual(rest, { ...sums, currency: "VND", payment: "momo" });
    const with_ = async (coupon: string, quantity = 2): Promise<unknown[]> => {
      const answer = await order({ lines: [{ id: "kc01", quantity }], payment: "cod", coupon });
      const made = (await answer.json()) as { coupon?: string; discount: number; total: number };
      return [made.coupon, made.discount, made.total];
    };
    assert.deepEqual(await with_("he50"), ["HE50", 129_000, 154_000]);
    assert.deepEqual(await with_("CAMON20"), ["CAMON20", 51_000, 232_000], "whole thousands");
    assert.deepEqual(await with_("FREESHIP"), ["FREESHIP", 0, 258_000]);
    assert.deepEqual(await with_("CHAOBE50"), [undefined, 0, 283_000], "not from so little");
    assert.deepEqual(await with_("CHAOBE50", 3), ["CHAOBE50", 50_000, 362_000]);
    assert.deepEqual(await with_("<b>"), [undefined, 0, 283_000]);
    assert.equal((await order({ lines: [], payment: "cod" })).status, 400);
    assert.equal((await order({ lines: [{ id: "kc01", quantity: 0 }], payment: "cod" })).status, 400);
    assert.equal((await order({ lines: [{ id: "zz99", quantity: 1 }], payment: "cod" })).status, 409);
  });

  it("names products in the page's language for the cart", async () => {
    const names = async (language: string) =>
      (
        (await (await get("/api/products?ids=kc01,nothing,ty01", { cookie: `lang=${language}` })).json()) as {
          products: { name: string }[];
        }
      ).products.map(({ name }) => name);
    assert.deepEqual(await names("vi"), ["Áo thun cotton Gấu Con", "Gấu bông Bơ 40 cm"]);
    assert.deepEqual(await names("en"), ["Bear Cub cotton tee", "Butter the bear, 40 cm"]);
  });
});
