import { arrivals } from "./arrivals.mjs";
import { chance as chanceOf } from "./chance.mjs";
import { replies } from "./replies.mjs";
import { shopEvents } from "./shop-events.mjs";
import { signals } from "./signals.mjs";
import { values } from "./values.mjs";

const minute = 60_000;
const hour = 60 * minute;

/**
 * One of a crowd: some visits of some pages, as one comes and goes; the same for the same seed.
 * @param {(visitor: object, chance: object) => void} [meanwhile] what the site does besides, on each page
 */
export function oneOfACrowd(seed, meanwhile = () => {}) {
  return async (visitor) => {
    const chance = chanceOf(seed);
    const some = values(chance);
    const shopEvent = shopEvents(chance, some);
    const arrival = arrivals(chance, some);
    const signal = signals(chance, some);
    const reply = replies(chance);
    const journaled = chance.when(0.92);

    const identify = () =>
      visitor.call({ type: "identify", userId: chance.of(["u-17", "khách 5", "8f14e45f"]), traits: traits() });
    const traits = () => ({
      email: "ha@shop.example",
      phone: "0912345678",
      children: 2,
      vip: true,
      ...some.properties(),
    });
    const seldom = [
      identify,
      () => visitor.call({ type: "group", groupId: "g1", traits: some.properties() }),
      () => visitor.call({ type: "alias", userId: "u-18", previousId: "u-17" }),
      () => visitor.call({ type: "page", name: some.text(), properties: some.properties() }),
      () =>
        visitor.call({
          ...shopEvent(),
          context: { channel: chance.of(["store", "support", "app"]), campaign: { name: "x" } },
        }),
      () =>
        visitor.put({
          type: "consent",
          purposes: { [chance.of(["marketing", "analytics", "personalization"])]: chance.of(["granted", "denied"]) },
          source: "site",
          version: "3",
        }),
      () => visitor.put({ type: "flush", requestId: `f${chance.below(99)}` }),
      () => visitor.lifecycle(chance.of(["offline", "online"])),
      () => visitor.signal("loss", { reason: "store.full", count: 2 }),
      () => visitor.signal("api", { name: "hello" }),
    ];

    for (let visits = 1 + chance.below(4); visits > 0; --visits) {
      let page = arrival.landing();
      for (let pages = 1 + chance.below(5); pages > 0; --pages) {
        await visitor.arrive(page, { journaled, peers: chance.when(0.1) ? visitor.journal.slice(0, 2) : [] });
        meanwhile(visitor, chance);
        visitor.signal("route", { trigger: "load", page: visitor.page });
        for (let acts = 2 + chance.below(14); acts > 0; --acts) {
          if (chance.when(0.15)) visitor.replies.push(reply());
          if (chance.when(0.45)) visitor.call(shopEvent());
          else if (chance.when(0.75)) signal(visitor);
          else if (chance.when(0.6)) chance.of(seldom)();
          else visitor.route(chance.of(arrival.paths), some.text());
          visitor.pass(chance.of([20, 300, 2_000, 15_000, 2 * minute]));
        }
        meanwhile(visitor, chance);
        if (chance.when(0.8)) {
          visitor.lifecycle("hidden");
          if (chance.when(0.15)) {
            visitor.pass(chance.of([1_000, 40 * minute]));
            visitor.lifecycle("visible");
            visitor.call(shopEvent());
            visitor.lifecycle("hidden");
          }
          visitor.lifecycle("leaving");
          if (chance.when(0.1)) {
            visitor.lifecycle("restored", { owned: visitor.journal.map(({ id }) => id) });
            visitor.call(shopEvent());
            visitor.lifecycle("leaving");
          }
        } // Else the browser has crashed.
        visitor.pass(chance.below(3_000));
        page = {
          url: `https://shop.example${chance.of(arrival.paths)}`,
          referrer: visitor.page.url,
          title: some.text(),
        };
      }
      visitor.pass(chance.of([5 * minute, hour, 9 * hour, 26 * hour, 8 * 24 * hour, 40 * 24 * hour]));
    }
  };
}
