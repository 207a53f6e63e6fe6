/** What the page itself reports (js-bindings/src/protocol.ts, SignalInput). */
export function signals(chance, { text, properties }) {
  const element = () => chance.of(["a#p1", "button.add.primary", "div", "a.card", "img", "section#reviews"]);
  const percent = () => chance.of([10, 25, 40, 50, 75, 90, 100]);
  const all = {
    click: () => ({
      element: element(),
      ...chance.of([
        {},
        { href: "https://shop.example/p/p1" },
        { href: "https://partner.example/x?email=a%40b.example", outbound: true },
        { href: "https://shop.example/files/sizes.pdf" },
        { href: "tel:+84912345678" },
        { href: "mailto:a@shop.example", outbound: true },
        { selector: ".card", href: "/p/p2" },
        { text: text(), event: "Banner Opened", properties: properties() },
      ]),
    }),
    scroll: () => ({ percent: percent(), px: chance.below(6_000) }),
    form: () =>
      chance.of([
        { action: "start", form: "form#newsletter" },
        { action: "submit", form: "form#newsletter", fields: 3, durationMs: 12_345 },
        { action: "submit", form: "form", event: "Newsletter Joined", properties: { email: "a@shop.example" } },
        { action: "submit", form: "form", fields: 1, values: { city: text() } },
        { action: "abandon", form: "form#checkout", fields: 2, lastField: "phone", durationMs: 60_000 },
      ]),
    visible: () =>
      chance.of([
        { element: element(), selector: "#reviews" },
        { element: element(), event: "Shelf Seen", properties: properties() },
      ]),
    idle: () => ({ idleMs: 60_000 }),
    exitIntent: () => ({ cause: chance.of(["mouse", "scroll", "back", "hidden"]) }),
    vitals: () => ({
      navigation: chance.of(["navigate", "reload", "back-forward", "prerender"]),
      lcp: chance.below(4_000),
      inp: chance.below(400),
      cls: chance.next() / 5,
      fcp: chance.next() * 2_000,
      ttfb: chance.below(900),
    }),
    error: () => ({
      message: `TypeError: ${text()}`,
      source: "https://shop.example/a.js",
      line: 10,
      column: 5,
      stack: "at f (https://shop.example/a.js:10:5)",
      rejected: chance.when(0.3),
      count: 1 + chance.below(4),
    }),
    engagement: () =>
      chance.of([
        { action: "time", activeMs: 30_000, addedMs: 30_000 },
        { action: "time", activeMs: 4_321, addedMs: 321 },
        { action: "reached", activeMs: 10_000 },
      ]),
    rageClick: () => ({ element: element(), clicks: 4 }),
    deadClick: () => ({ element: element() }),
    copy: () => ({ element: element(), length: 20, cut: false }),
    print: () => ({}),
    media: () => ({
      action: chance.of(["start", "pause", "resume", "progress", "complete"]),
      element: "video#a",
      medium: "video",
      position: 12.5,
      percent: percent(),
      totalLength: 60,
    }),
    duplicateTab: () => ({}),
    product: () => ({ product_id: "p9", name: text(), price: 99_000, currency: "VND" }),
  };
  return (visitor) => {
    const [kind, detail] = chance.of(Object.entries(all));
    visitor.signal(kind, detail());
  };
}
