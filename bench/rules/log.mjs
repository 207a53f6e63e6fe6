/**
 * A log of shoppers and the rules a shop would play through it: for `waymark replay`. The same numbers give the same
 * bytes.
 */

/** Shared by all lines: what a page says of itself. */
const startMs = Date.UTC(2026, 0, 5, 2);
const kinds = ["shoes", "shirts", "toys", "books", "phones", "shampoo"];

function dice(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** NDJSON of `count` events of `visitors` people, each with visits of some eight events. */
export function shoppers(count, visitors) {
  const roll = dice(20_261_122);
  const people = Array.from({ length: visitors }, (_, n) => ({
    anonymousId: `visitor-${n}`,
    session: 0,
    left: 0,
    at: startMs + n * 1_000,
  }));
  const lines = [];
  for (let n = 0; n < count; n++) {
    const one = people[n % visitors];
    const fresh = one.left === 0;
    if (fresh) {
      one.session += 1;
      one.left = 5 + roll(8);
      one.at += 6 * 3_600_000;
      one.start = one.at;
    }
    one.left -= 1;
    one.at += 5_000 + roll(60_000);
    const kind = kinds[roll(kinds.length)];
    const product = {
      product_id: `${kind}-${roll(40)}`,
      category: kind,
      price: (1 + roll(50)) * 10_000,
      currency: "VND",
    };
    const what = fresh ? 0 : 1 + roll(20);
    const [type, name, properties] =
      what === 0 || what > 14
        ? ["page", "", { path: `/c/${kind}` }]
        : what < 11
          ? ["track", "Product Viewed", product]
          : what < 14
            ? ["track", "Product Added", { ...product, quantity: 1 }]
            : [
                "track",
                "Order Completed",
                { order_id: `o${n}`, total: product.price, currency: "VND", products: [product] },
              ];
    lines.push(
      JSON.stringify({
        type,
        ...(name && { name }),
        messageId: `m${n}`,
        timestamp: one.at,
        anonymousId: one.anonymousId,
        session: { id: `s${one.session}`, number: one.session, start: one.start },
        properties,
        context: {
          page: {
            url: `https://shop.example/${type === "page" ? `c/${kind}` : `p/${product.product_id}`}`,
            title: kind,
          },
          channel: "web",
        },
      }),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** A configuration of `count` rules that listen to what shoppers do most, each with four to six leaf conditions. */
export function shopRules(count) {
  const roll = dice(7);
  const leaf = () => {
    const kind = kinds[roll(kinds.length)];
    return [
      () => ({ ">=": [{ var: "cart.value" }, (1 + roll(20)) * 50_000] }),
      () => ({ in: [{ var: "event.category" }, [kind, kinds[roll(kinds.length)]]] }),
      () => ({ ">=": [{ "ev.count": ["Product Viewed", "7d", [["category", "==", kind]]] }, 1 + roll(6)] }),
      () => ({ ">": [{ "ev.sum": ["Order Completed", "total", "30d"] }, roll(10) * 100_000] }),
      () => ({ ">=": [{ var: "session.number" }, 1 + roll(6)] }),
      () => ({ in: [`/${kind}`, { var: "page.url" }] }),
      () => ({ "!": [{ ">": [{ var: "visitor.orders" }, roll(3)] }] }),
      () => ({ ">=": [{ var: "now.hour" }, roll(24)] }),
    ][roll(8)]();
  };
  const events = ["Product Viewed", "Product Viewed", "Product Added"];
  const rules = Array.from({ length: count }, (_, n) => ({
    id: `rule-${n}`,
    priority: roll(100),
    on: { any: [n % 4 === 3 ? { type: "pageView" } : { type: "event", name: events[n % 4] }] },
    when: { and: [leaf(), leaf(), { or: [leaf(), leaf(), ...(n % 3 ? [leaf()] : []), ...(n % 2 ? [leaf()] : [])] }] },
    cap: { session: 1, day: 2, lifetime: 10, cooldown: "10m" },
    ...(n % 10 === 0 && { holdout: "ten" }),
    do: [{ type: "message", template: "bar", content: { en: { title: `Rule ${n}` } } }],
  }));
  return {
    version: 1,
    site: { timeZone: "Asia/Ho_Chi_Minh" },
    holdouts: [{ id: "ten", percent: 10, seed: "s" }],
    limits: { session: 5, day: 8, gap: "1m" },
    rules,
  };
}
