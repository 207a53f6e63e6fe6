import { firstPage } from "../site.mjs";
import { product } from "./goods.mjs";

/** A visit over several pages, bought and left; `meanwhile` is what the site does besides, on each page. */
export async function visit(visitor, meanwhile = () => {}) {
  await visitor.arrive();
  meanwhile(visitor);
  visitor.signal("route", { trigger: "load", page: firstPage });
  visitor.put({ type: "event", event: { type: "page", name: "Kids", properties: { path: "/c/kids" } } });
  visitor.track("Product List Viewed", { list_id: "kids", category: "kids", products: [product(1), product(2)] });
  visitor.signal("scroll", { percent: 50, px: 1240 });
  visitor.signal("click", { element: "a#p1", href: "https://shop.example/p/p1", text: "Áo" });
  visitor.pass(5_000);
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  visitor.pass(200);

  await visitor.arrive({ url: "https://shop.example/p/p1", referrer: firstPage.url });
  meanwhile(visitor);
  visitor.signal("route", {
    trigger: "load",
    page: { ...firstPage, url: "https://shop.example/p/p1", referrer: firstPage.url },
  });
  for (const n of [1, 2, 1]) visitor.track("Product Viewed", product(n));
  visitor.signal("scroll", { percent: 90, px: 3_000 });
  visitor.signal("visible", { element: "section#reviews" });
  visitor.signal("engagement", { action: "time", activeMs: 15_000, addedMs: 15_000 });
  visitor.signal("vitals", { navigation: "navigate", lcp: 1234, inp: 48, cls: 0.0312, fcp: 610, ttfb: 120 });
  visitor.signal("click", {
    element: "a.out",
    href: "https://partner.example/",
    outbound: true,
    text: "Đối tác",
    event: "Partner Opened",
    properties: { place: "footer" },
  });
  visitor.signal("form", {
    action: "submit",
    form: "form#newsletter",
    event: "Newsletter Joined",
    properties: { email: "a@shop.example" },
  });
  visitor.track("Product Added", { cart_id: "c1", ...product(1) });
  meanwhile(visitor);
  // By GA4's name, of wrong types, with what must not be stored.
  visitor.track("view_item", {
    currency: "VND",
    value: 100_000,
    items: [{ item_id: "p4", item_name: "Áo", price: "100000" }],
  });
  visitor.track("Product Viewed", {
    price: "a lot",
    note: "a@shop.example +84 912 345 678 4111 1111 1111 1111 \u0001",
  });
  visitor.track("add_to_cart", { items: [{ item_id: 5, quantity: "2" }] });
  // Left at once: a batch is on its way, and the next page finds it so.
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  await visitor.arrive({ url: "https://shop.example/cart" });
  meanwhile(visitor);
  visitor.replies.push(
    { outcome: "response", status: 200 },
    { outcome: "response", status: 200, body: "  ok " },
    { outcome: "timeout" },
  );
  for (let n = 0; n < 4; ++n) {
    visitor.track("Product Viewed", product(n));
    visitor.pass(4_000);
  }
  visitor.route("/search?q=%C3%A1o&email=a%40shop.example&gclid=abc");
  visitor.track("Cart Viewed", { cart_id: "c1", products: [product(1)] });
  visitor.lifecycle("hidden");
  visitor.lifecycle("visible");
  visitor.put({
    type: "event",
    event: { type: "identify", userId: "u-17", traits: { email: "ha@shop.example", children: 2, vip: true } },
  });
  // A network that comes and goes, and a collector that is busy.
  visitor.replies.push(
    { outcome: "networkFailure" },
    { outcome: "response", status: 503 },
    { outcome: "response", status: 429, retryAfterMs: 3_000 },
  );
  visitor.track("Checkout Started", { order_id: "o1", value: 200_000, currency: "VND", products: [product(1)] });
  visitor.pass(60_000);
  visitor.track("Order Completed", {
    order_id: "o1",
    total: 200_000.5,
    revenue: 190_000,
    currency: "VND",
    products: [product(1), product(2)],
  });
  visitor.pass(2_000);
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  visitor.pass(3_600_000);

  // Another visit, with a record that was not sent and a page that lives beside this one.
  await visitor.arrive(
    { url: "https://shop.example/", referrer: "https://www.facebook.com/" },
    { peers: visitor.journal.slice(0, 1) },
  );
  meanwhile(visitor);
  visitor.signal("route", {
    trigger: "load",
    page: { ...firstPage, url: "https://shop.example/", referrer: "https://www.facebook.com/" },
  });
  visitor.track("Product Viewed", product(3));
  visitor.pass(1_000);
  const [record] = visitor.journal;
  if (!record) throw new Error("nothing is in the journal");
  const other = (digit) => ({ ...record, origin: `3f9a1c07d2e${digit}`, id: record.id.replace(/.$/, digit) });
  visitor.put({ type: "peer", records: [other("a")], health: [{ destination: "main", attempt: 2, retryAtMs: 0 }] });
  visitor.put({ type: "adopt", records: [other("b")] });
  // A collector that is down when the page is left.
  visitor.replies.push(...Array.from({ length: 8 }, () => ({ outcome: "response", status: 503, body: "{}" })));
  visitor.track("Product Viewed", product(3));
  visitor.pass(2_000);
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  await visitor.arrive({ url: "https://shop.example/" }, { peers: [other("c"), other("d")] });
  meanwhile(visitor);
  // Asked for at any moment: with nothing to send, with something, and while it is on its way.
  visitor.put({ type: "flush", requestId: "f0" });
  visitor.track("Product Viewed", product(4));
  visitor.put({ type: "flush", requestId: "f1" });
  visitor.put({ type: "flush", requestId: "f2" });
  visitor.pass(300_000);
  visitor.put({ type: "flush", requestId: "f3" });
  visitor.lifecycle("hidden");
  visitor.lifecycle("restored", { owned: [] });
  visitor.put({ type: "flush", requestId: "f" });
  visitor.pass(2_000);
  visitor.lifecycle("offline");
  visitor.lifecycle("online");
  visitor.pass(60_000);
  visitor.lifecycle("leaving");
}

/** A page that is looked at for hours. */
export async function long(visitor) {
  await visitor.arrive();
  for (let n = 0; n < 600; ++n) {
    visitor.track("Product Viewed", product(n));
    visitor.pass(1_000 + n * 200);
  }
}

/** A network that never answers: what waits grows and grows. */
export async function unanswered(visitor) {
  await visitor.arrive();
  visitor.silent = true;
  for (let n = 0; n < 1_500; ++n) {
    visitor.track(`Product Viewed ${"x".repeat(n % 300)}`, product(n));
    visitor.pass(100);
  }
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  visitor.silent = false;
  await visitor.arrive();
  visitor.pass(120_000);
}

/** Nothing is stored: a private window. */
export async function withoutStorage(visitor) {
  await visitor.arrive({}, { journaled: false });
  visitor.signal("route", { trigger: "load", page: firstPage });
  visitor.track("Product Viewed", product(1));
  visitor.pass(5_000);
  visitor.lifecycle("leaving");
}

/** Pages left as soon as a collector has answered: what it has acknowledged is still in the journal of the next page. */
export async function leftAtOnce(visitor) {
  visitor.slow = true;
  for (const requestId of ["f0", "f1", "f2"]) {
    await visitor.arrive();
    visitor.signal("route", { trigger: "load", page: firstPage });
    visitor.put({ type: "flush", requestId });
    visitor.track("Product Viewed", product(1));
    visitor.pass(2_000);
    visitor.lifecycle("hidden");
    visitor.lifecycle("leaving");
    visitor.pass(200);
    visitor.slow = requestId === "f0";
  }
}

export async function asked(visitor) {
  await visitor.arrive();
  visitor.signal("route", { trigger: "load", page: firstPage });
  visitor.track("Product Viewed", product(1));
  visitor.put({ type: "consent", purposes: { marketing: "denied" }, source: "gpc", preset: true });
  visitor.put({ type: "consent", purposes: { analytics: "granted", personalization: "granted" } });
  visitor.pass(5_000);
  visitor.lifecycle("leaving");
}
