import assert from "node:assert/strict";
import { test } from "node:test";
import { discountPercent, formatPrice } from "../../js-bindings/src/messages/price.ts";
import { allowedImage, allowedUrl } from "../../js-bindings/src/messages/url.ts";

const base = "https://shop.example/vi/p/1";

const urls: [text: string | undefined, expected: string | undefined][] = [
  ["/p/2", "https://shop.example/p/2"],
  ["2?x=1#y", "https://shop.example/vi/p/2?x=1#y"],
  ["https://other.example/", "https://other.example/"],
  ["mailto:a@b.c", "mailto:a@b.c"],
  ["tel:+84123", "tel:+84123"],
  ["javascript:alert(1)", undefined],
  [" java\nscript:alert(1)", undefined],
  ["JAVASCRIPT:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["blob:https://shop.example/1", undefined],
  ["vbscript:x", undefined],
  ["http://[", undefined],
  ["", undefined],
  [undefined, undefined],
];

for (const [text, expected] of urls) {
  test(`a message may${expected ? "" : " not"} lead to ${JSON.stringify(text)}`, () => {
    assert.equal(allowedUrl(text, base), expected);
  });
}

test("a picture comes by http or https only", () => {
  assert.equal(allowedImage("/a.svg", base), "https://shop.example/a.svg");
  assert.equal(allowedImage("mailto:a@b.c", base), undefined);
});

test("prices are minor units in the currency's own digits and the reader's language", () => {
  assert.equal(formatPrice(499_000, "VND", "vi"), "499.000\u00a0₫");
  assert.equal(formatPrice(1_999, "USD", "en"), "$19.99");
  assert.equal(formatPrice(499_000, undefined, "vi"), "499.000");
});

test("an unknown currency or language shows the bare number", () => {
  assert.equal(formatPrice(5, "nonsense", "en"), "5");
  assert.equal(formatPrice(5, "VND", "not a language"), "5");
});

test("a discount is shown only where there is one", () => {
  assert.equal(discountPercent(80, 100), 20);
  assert.equal(discountPercent(100, 100), 0);
  assert.equal(discountPercent(120, 100), 0);
  assert.equal(discountPercent(80, undefined), 0);
});
