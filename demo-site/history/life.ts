/** One visitor's life with the shop, from the first visit to the last. */
import { findCategory, products, productsIn } from "../catalogue/index.js";
import type { Product } from "../catalogue/product.js";
import type { Random } from "./random.js";
import { pastRules } from "./rules.js";
import {
  type Channel,
  complaints,
  firstVisits,
  hours,
  payments,
  praise,
  readiness,
  returnVisits,
  type Shopper,
  shoppers,
  weekdays,
} from "./shoppers.js";
import { Speaker } from "./speaker.js";
import { type PastEvent, Tape } from "./tape.js";

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000;
/** From this basket on delivery is free, as in the shop. */
const FREE_SHIPPING = 499_000;
/** Of the kids' summer sale, in days before the end: visits by campaign, and readier to buy. */
const SALE = { fromDay: 40, toDay: 33, factor: 1.45 };

const STAGES = ["awareness", "consideration", "purchase", "retention", "advocacy"];

/** Popular goods are met more often: 1/rank, flattened. */
function popular(random: Random, list: readonly Product[]): Product {
  return list[Math.floor(list.length * random.next() ** 1.8)] as Product;
}

/** A moment of that day as people use shops. */
function hourOf(random: Random, dayMs: number): number {
  const hour = random.weighted(hours.map((weight, i) => [i, weight] as const));
  const midnightMs = Math.floor((dayMs + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
  return midnightMs + hour * 3_600_000 + Math.floor(random.next() * 3_600_000);
}

export class Life {
  private readonly shopper: Shopper;
  private readonly tape: Tape;
  private readonly speaker: Speaker;
  private stage = 0;
  private sinceMs: number;
  private cart: { product: Product; quantity: number }[] = [];
  private orders = 0;
  private viewed = 0;
  private asked = false;

  constructor(
    private readonly random: Random,
    private readonly endMs: number,
    firstDayMs: number,
  ) {
    this.shopper = random.weighted(shoppers.map((shopper) => [shopper, shopper.share] as const));
    const firstMs = hourOf(random, firstDayMs);
    this.tape = new Tape(random, random.uuid(firstMs), firstMs, random.chance(0.74));
    this.speaker = new Speaker(random, this.tape);
    this.sinceMs = firstMs;
  }

  /** All their events up to the end, oldest first. */
  live(): PastEvent[] {
    let channel: Channel = this.random.weighted(firstVisits);
    for (;;) {
      if (this.tape.nowMs >= this.endMs) break;
      this.visit(channel);
      const more = this.shopper.returns * (this.orders > 0 ? 1.5 : 0.5);
      if (!this.random.chance(more / (1 + more))) break;
      const gapDays = Math.max(0.2, this.random.around(this.orders > 0 ? 9 : 3.5, 0.9));
      this.tape.nowMs = hourOf(this.random, this.tape.nowMs + gapDays * DAY_MS);
      channel = this.known ? this.random.weighted(returnVisits) : this.random.weighted(firstVisits.slice(0, 5));
    }
    return this.tape.events.filter(({ receivedMs }) => receivedMs < this.endMs);
  }

  private get known(): boolean {
    return this.tape.userId !== null;
  }

  private visit(channel: Channel): void {
    const { random, tape, speaker, shopper } = this;
    const daysLeft = (this.endMs - tape.nowMs) / DAY_MS;
    const sale = daysLeft < SALE.fromDay && daysLeft > SALE.toDay && shopper.likes.includes("kids-clothes");
    if (sale && this.known && random.chance(0.5)) {
      tape.visit("Mobile Push Notifications", ["zalo-oa", "push", "summer-kids-50"]);
    } else {
      tape.visit(channel);
    }
    if (this.orders > 0) this.enter(3);
    const landsHome = random.chance(0.38);
    if (landsHome) {
      tape.open("/", "Hiên");
      tape.wait(8);
      if (this.viewed >= 2) this.look(speaker.say(pastRules.home, this.goods(5), 40).clicked);
    }
    this.oddities();
    if (random.chance(landsHome ? 0.46 : 0.41)) return;
    if (random.chance(0.18))
      tape.track("Products Searched", {
        query: random.pick(["đầm bé gái", "áo thun", "kem chống nắng", "đồ chơi gỗ", "balo"]),
        results: random.whole(0, 24),
      });

    let ready =
      0.095 * readiness[channel] * shopper.ready * (1 + 0.5 * Math.min(this.orders, 3)) * (sale ? SALE.factor : 1);
    const pages = 1 + Math.floor(random.around(2.1, 0.75));
    for (let i = 0; i < Math.min(pages, 14); i++) {
      const product = this.browse();
      this.look(product);
      if (!this.known && this.viewed === 3) this.lead();
      if (product.inStock && random.chance(0.1 * shopper.ready * (sale ? 1.2 : 1))) {
        this.add(product);
        ready *= this.suggest();
      }
    }
    this.social();
    if (this.cart.length === 0) return;
    ready *= this.seeCart();
    // Whoever has filled a cart is some way to the till.
    if (!random.chance(Math.min(0.9, ready * 1.9))) {
      const offer = speaker.say(pastRules.exit, [], 2);
      if (!random.chance(Math.min(0.6, ready * 0.75 * offer.effect))) {
        if (random.chance(0.6)) this.abandon();
        return;
      }
    }
    this.checkOut();
  }

  private browse(): Product {
    const { random, tape, shopper } = this;
    const likes = shopper.likes.map((id, i) => [id, 1 / (i + 1)] as const);
    const category = findCategory(
      random.chance(0.86) ? random.weighted(likes) : random.pick(["sports", "bags", "beauty"]),
    );
    const list = category ? productsIn(category) : products;
    const chosen = popular(random, list);
    if (random.chance(0.45)) {
      tape.open(`/c/${chosen.category.id}`, chosen.category.name.vi);
      tape.track("Product List Viewed", { list_id: chosen.category.id, category: chosen.category.id });
      tape.wait(14);
      if (random.chance(0.12))
        tape.track("Product List Filtered", { list_id: chosen.category.id, category: chosen.category.id });
      tape.track("Product Clicked", { ...about(chosen), list_id: chosen.category.id, position: random.whole(0, 11) });
    }
    return chosen;
  }

  private look(product: Product | undefined): void {
    if (!product) return;
    const { random, tape, speaker } = this;
    tape.open(product.url, product.name.vi);
    tape.track("Product Viewed", about(product));
    this.viewed += 1;
    tape.wait(26);
    if (random.chance(0.5)) tape.track("Scroll Depth Reached", { percent: random.pick([25, 50, 75, 90]) });
    tape.track("Page Engaged", { activeMs: 0, addedMs: Math.round(random.around(21_000, 0.8)) });
    if (this.viewed >= 3) this.enter(1);
    if (random.chance(0.055)) tape.track("Product Added to Wishlist", about(product));
    if (random.chance(0.012))
      tape.track("Product Shared", { ...about(product), share_via: random.pick(["zalo", "facebook", "link"]) });
    if (random.chance(0.34)) {
      const { clicked } = speaker.say(pastRules.next, this.goods(5, product), 60);
      if (clicked && this.viewed < 20) {
        this.look(clicked);
        if (clicked.inStock && random.chance(0.21)) this.add(clicked);
      }
    }
  }

  private goods(count: number, beside?: Product): Product[] {
    const ids = beside ? [beside.category.id, ...beside.category.complements] : this.shopper.likes;
    return Array.from({ length: count }, () => {
      const category = findCategory(this.random.pick(ids));
      return popular(this.random, category ? productsIn(category) : products);
    });
  }

  private lead(): void {
    const { random, tape, speaker } = this;
    const before = tape.events.length;
    speaker.say(pastRules.welcome, [], 1);
    const shown = tape.events.slice(before).some(({ event }) => event === "Message Shown");
    if (!random.chance(shown ? 0.115 : 0.045)) return;
    if (shown) speaker.submit(pastRules.welcome, { email: "given", topic: random.pick(["kids", "toys", "beauty"]) });
    this.signUp();
  }

  private signUp(): void {
    const { random, tape, speaker } = this;
    if (this.known) return;
    tape.identify(`u-${random.uuid(tape.nowMs).slice(-10)}`, {
      city: random.pick(["Hà Nội", "TP.HCM", "Đà Nẵng", "Cần Thơ", "Huế"]),
    });
    tape.track("Signed Up", { method: "email" });
    tape.track("Segment Entered", { segment: this.shopper.segment });
    speaker.reached("Signed Up");
  }

  private add(product: Product): void {
    const quantity = this.random.chance(0.16) ? 2 : 1;
    this.cart.push({ product, quantity });
    this.tape.track("Product Added", { ...about(product), quantity });
    this.enter(1);
    this.speaker.reached("Product Added");
  }

  /** The bar after something was added. */
  private suggest(): number {
    const last = this.cart.at(-1)?.product;
    const { effect, clicked } = this.speaker.say(pastRules.cart, this.goods(1, last), 8);
    if (clicked) {
      this.look(clicked);
      if (clicked.inStock && this.random.chance(0.35)) this.add(clicked);
    }
    return effect;
  }

  private seeCart(): number {
    const { random, tape, speaker } = this;
    if (!random.chance(0.78)) return 1;
    tape.open("/cart", "Giỏ hàng");
    tape.track("Cart Viewed", { products: this.lines(), value: this.subtotal(), currency: "VND" });
    tape.wait(18);
    const { clicked } = speaker.say(pastRules.shelf, this.goods(5, this.cart[0]?.product), 20);
    if (clicked?.inStock && random.chance(0.5)) this.add(clicked);
    if (random.chance(0.14) && this.cart.length > 1) {
      const gone = this.cart.pop();
      if (gone) tape.track("Product Removed", { ...about(gone.product), quantity: gone.quantity });
    }
    return this.subtotal() < FREE_SHIPPING ? speaker.say(pastRules.shipping, [], 6).effect : 1;
  }

  private abandon(): void {
    this.tape.nowMs += 3_600_000;
    this.tape.track("Cart Abandoned", {
      products: this.lines(),
      value: this.subtotal(),
      currency: "VND",
      quietMs: 3_600_000,
    });
  }

  private checkOut(): void {
    const { random, tape, speaker } = this;
    tape.open("/checkout", "Thanh toán");
    tape.track("Checkout Started", { products: this.lines(), value: this.subtotal(), currency: "VND" });
    this.enter(2);
    tape.wait(45);
    if (random.chance(0.09)) return;
    tape.track("Checkout Step Completed", { step: 1, shipping_method: "standard" });
    tape.wait(30);
    if (random.chance(0.07)) return;
    const payment = random.weighted(payments);
    tape.track("Payment Info Entered", { payment_method: payment });
    // An e-wallet has one more screen on which people get lost.
    if (random.chance(payment === "cod" ? 0.03 : 0.14)) return;
    tape.wait(20);
    this.order(payment);
    this.signUp();
    tape.open("/thank-you", "Cảm ơn");
    speaker.say(pastRules.nextOrder, [], 30);
    if (random.chance(0.7)) {
      tape.track("Followup Requested", {
        rule: "order-thanks-20",
        template: "nextOrder",
        channels: ["zalo", "email"],
        dueAt: new Date(tape.nowMs + 3 * DAY_MS).toISOString(),
      });
    }
    this.survey();
  }

  private order(payment: string): void {
    const { random, tape, speaker } = this;
    const revenue = this.subtotal();
    const shipping = revenue >= FREE_SHIPPING ? 0 : 30_000;
    this.orders += 1;
    tape.track("Order Completed", {
      order_id: `HN-${random.uuid(tape.nowMs).slice(-8)}`,
      products: this.lines(),
      revenue,
      shipping,
      total: revenue + shipping,
      currency: "VND",
      payment_method: payment,
      ...(random.chance(0.22) && { coupon: "HIEN20" }),
    });
    speaker.reached("Order Completed", revenue);
    this.cart = [];
    if (this.orders === 3) tape.track("Tier Reached", { tier: "silver" });
    if (this.orders === 6) tape.track("Tier Reached", { tier: "gold" });
    if (random.chance(0.035)) {
      const name = random.chance(0.6) ? "Order Refunded" : "Order Cancelled";
      tape.track(name, { order_id: "", total: revenue, currency: "VND" });
    }
    if (random.chance(0.03)) tape.track("Support Requested", { topic: random.pick(["delivery", "size", "payment"]) });
  }

  private survey(): void {
    const { random, tape, speaker, shopper } = this;
    if (this.asked) return;
    this.asked = true;
    const before = tape.events.length;
    speaker.say(pastRules.survey, [], 1);
    if (!tape.events.slice(before).some(({ event }) => event === "Message Shown") || !random.chance(0.42)) return;
    // The shop got better at delivering half-way through.
    const better = this.endMs - tape.nowMs < 45 * DAY_MS ? 9 : 0;
    const [promoters, passives, detractors] = shopper.nps;
    const kind = random.weighted([
      ["up", promoters + better],
      ["mid", passives],
      ["down", detractors],
    ] as const);
    const nps = kind === "up" ? random.whole(9, 10) : kind === "mid" ? random.whole(7, 8) : random.whole(1, 6);
    speaker.submit(pastRules.survey, {
      nps,
      csat: Math.max(1, Math.min(5, Math.round(nps / 2 + random.normal() * 0.5))),
      ces: Math.max(1, Math.min(7, Math.round(nps * 0.62 + 0.6 + random.normal() * 0.8))),
      ...(random.chance(0.3) && { why: random.pick(nps >= 7 ? praise : complaints) }),
    });
    if (nps >= 9 && random.chance(0.22)) {
      tape.track("Product Reviewed", { product_id: "", rating: random.whole(4, 5) });
      this.enter(4);
    }
    if (nps <= 6 && random.chance(0.12)) tape.track("Product Reviewed", { product_id: "", rating: random.whole(1, 3) });
  }

  private social(): void {
    if (this.orders > 0 && this.random.chance(0.05)) {
      this.tape.track("Product Shared", { share_via: this.random.pick(["zalo", "facebook"]) });
      this.enter(4);
    }
  }

  /** Browsers, networks and code as they are. */
  private oddities(): void {
    const { random, tape } = this;
    if (random.chance(0.3)) {
      const slow = random.chance(0.18) ? 2.4 : 1;
      tape.track("Web Vitals", {
        lcp: Math.round(random.around(1_450 * slow, 0.4)),
        inp: Math.round(random.around(96 * slow, 0.5)),
        cls: Math.round(random.around(0.02, 1) * 1000) / 1000,
        ttfb: Math.round(random.around(260 * slow, 0.4)),
        navigation: "navigate",
      });
    }
    if (random.chance(0.004))
      tape.track("JavaScript Error", {
        message: "TypeError: Cannot read properties of null",
        source: "/assets/shop.js",
        line: 1,
        count: 1,
      });
    if (random.chance(0.0012)) {
      const reason = random.weighted([
        ["storage.full", 5],
        ["queueFull", 2],
        ["pending.leftBehind", 4],
        ["refused", 1],
      ] as const);
      const count = random.whole(1, 6);
      tape.track("Waymark Loss", { count, reasons: { [reason]: count } });
    }
  }

  private enter(stage: number): void {
    if (stage <= this.stage && !(this.stage === 4 && stage === 3)) return;
    if (stage === 4 && this.orders === 0) return;
    const { tape } = this;
    tape.track("Stage Entered", {
      journey: "lifecycle",
      stage: STAGES[stage],
      from: STAGES[this.stage],
      spentMs: Math.round(tape.nowMs - this.sinceMs),
      score: stage * 25,
    });
    this.stage = stage;
    this.sinceMs = tape.nowMs;
  }

  private lines(): { [key: string]: string | number }[] {
    return this.cart.map(({ product, quantity }) => ({ ...about(product), quantity }));
  }

  private subtotal(): number {
    return this.cart.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  }
}

const about = (product: Product): { [key: string]: string | number } => ({
  product_id: product.id,
  name: product.name.vi,
  category: product.category.id,
  price: product.price,
  currency: "VND",
});

/** A first day in the `days` before the end: the shop grows, and weekends are busier. */
export function firstDay(random: Random, endMs: number, days: number): number {
  for (;;) {
    const ago = days * random.next();
    const dayMs = endMs - ago * DAY_MS;
    const weekday = new Date(dayMs + ZONE_MS).getUTCDay();
    const size = (1 - (0.55 * ago) / days) * ((weekdays[weekday] ?? 1) / 1.18);
    if (random.chance(size)) return dayMs;
  }
}
