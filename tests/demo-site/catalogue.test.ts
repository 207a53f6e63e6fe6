import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { illustrate } from "../../demo-site/art/illustration.js";
import { categories, findCategory, products, productsIn } from "../../demo-site/catalogue/index.js";
import { search } from "../../demo-site/catalogue/search.js";
import { plain, slug } from "../../demo-site/catalogue/text.js";
import { html } from "../../demo-site/views/html.js";
import { money, shippingFor } from "../../demo-site/views/money.js";

describe("the range", () => {
  it("has at least 150 products in at least 8 departments, kids' clothes and toys among them", () => {
    assert.ok(products.length >= 150, `${products.length} products`);
    assert.ok(categories.length >= 8);
    for (const category of categories) assert.ok(productsIn(category).length >= 10, category.id);
    assert.ok(findCategory("kids-clothes"));
    assert.ok(findCategory("toys"));
  });

  it("has no two products of one id, name or address", () => {
    for (const key of [({ id }) => id, ({ url }) => url, ({ name }) => name.vi, ({ name }) => name.en] as ((
      p: (typeof products)[number],
    ) => string)[]) {
      assert.equal(new Set(products.map(key)).size, products.length);
    }
  });

  it("has believable prices and ratings", () => {
    for (const p of products) {
      assert.ok(p.price >= 79_000 && p.price <= 2_490_000 && p.price % 1000 === 0, p.id);
      assert.ok(p.oldPrice === undefined || p.oldPrice > p.price, p.id);
      assert.ok(p.rating >= 4 && p.rating <= 5, p.id);
    }
    assert.ok(products.some((p) => p.oldPrice));
    assert.ok(products.some((p) => !p.inStock));
  });

  it("complements departments with others that exist", () => {
    for (const { id, complements } of categories) {
      assert.ok(complements.length > 0, id);
      for (const other of complements) assert.ok(other !== id && findCategory(other), `${id} → ${other}`);
    }
    assert.deepEqual(findCategory("kids-clothes")?.complements.slice(0, 2), ["kids-shoes", "toys"]);
  });

  it("draws every product small, without scripts or style attributes", () => {
    for (const p of products) {
      for (const view of ["main", "detail"] as const) {
        const svg = illustrate(p, view);
        assert.ok(svg.length < 4096, `${p.id}: ${svg.length} bytes`);
        assert.doesNotMatch(svg, /style=|<script|NaN|undefined|href/, p.id);
      }
    }
  });
});

describe("search", () => {
  it("finds the same with marks and without, in any case", () => {
    const found = search("áo dài").map(({ id }) => id);
    assert.ok(found.length >= 3);
    for (const spelling of ["ao dai", "ÁO DÀI", "Ao  DÀI!", "a\u0301o da\u0300i"]) {
      assert.deepEqual(
        search(spelling).map(({ id }) => id),
        found,
        spelling,
      );
    }
  });

  it("knows đ as d, both languages, and the beginnings of words", () => {
    assert.ok(search("do choi").some(({ category }) => category.id === "toys"));
    assert.ok(search("đồ chơi").length > 10);
    assert.equal(search("rocket tee")[0]?.id, "kc02");
    assert.ok(search("sunsc").every(({ category }) => category.id === "beauty"));
  });

  it("wants every word and finds nothing for none", () => {
    assert.deepEqual(search("gấu tàu vũ trụ"), []);
    assert.deepEqual(search(" .,- "), []);
  });
});

describe("words and numbers", () => {
  it("takes the marks off Vietnamese", () => {
    assert.equal(plain("Đường Nguyễn Huệ ƯƠNG"), "duong nguyen hue uong");
    assert.equal(slug("Áo thun “Gấu & Thỏ” 2,5 lít"), "ao-thun-gau-tho-2-5-lit");
  });

  it("writes money as each language does, and as the messages do", () => {
    for (const language of ["vi", "en"] as const) {
      const { format } = new Intl.NumberFormat(language, { style: "currency", currency: "VND" });
      for (const dong of [0, 500, 79_000, 1_290_000]) assert.equal(money(dong, language), format(dong));
    }
    assert.deepEqual([money(79_000, "vi"), money(79_000, "en")], ["79.000\u00a0₫", "₫79,000"]);
  });

  it("delivers free from 499.000 ₫ on", () => {
    assert.deepEqual(
      [0, 498_999, 499_000].map((sum) => shippingFor(sum)),
      [0, 25_000, 0],
    );
  });

  it("escapes everything put into HTML but HTML", () => {
    const evil = `<script>alert("1' & 2")</script>`;
    assert.equal(
      html`<p title="${evil}">${[evil, html`<b>${1}</b>`]}${null}${false}</p>`.text.includes("<script>"),
      false,
    );
    assert.equal(html`<p>${html`<b>${"<"}</b>`}</p>`.text, "<p><b>&lt;</b></p>");
  });
});
