/** The account page: signing in and out, orders, points, tier. */
import { tierOf } from "../catalogue/loyalty.js";
import { pointsOf, signedIn, signIn, signOut } from "./account-store.js";
import { data, el, find, setText } from "./dom.js";
import { money } from "./money.js";
import { type Order, orders, saveOrder } from "./order-store.js";
import { track } from "./waymark.js";

type Labels = Record<string, string>;

const filled = (text: string | undefined, values: Record<string, string | number>): string =>
  (text ?? "").replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));

const day = (ms: number | undefined): string =>
  ms ? new Date(ms).toLocaleDateString(document.documentElement.lang) : "";

/** On its way, with a button that says it came; or since when it is there. */
function delivery(order: Order, labels: Labels): HTMLElement {
  if (order.deliveredAt)
    return el("small", { class: "order-delivery" }, filled(labels.receivedOn, { n: day(order.deliveredAt) }));
  const button = el("button", { type: "button", class: "button quiet small" }, labels.received ?? "");
  const box = el("div", { class: "order-delivery" }, el("small", {}, labels.onItsWay ?? ""), button);
  button.addEventListener("click", () => {
    const delivered = { ...order, deliveredAt: Date.now() };
    saveOrder(delivered);
    track("Order Delivered", { order_id: order.orderId });
    box.replaceWith(delivery(delivered, labels));
  });
  return box;
}

function orderRow(order: Order, labels: Labels): HTMLLIElement {
  const { orderId, placedAt, total, lines } = order;
  const when = day(placedAt);
  const pictures = lines
    .slice(0, 4)
    .map(({ product }) => el("img", { src: product.image_url, width: 56, height: 56, alt: product.name }));
  return el(
    "li",
    {},
    el("div", {}, el("strong", {}, orderId), el("small", {}, when)),
    el("div", { class: "order-pictures" }, ...pictures),
    el("b", {}, filled(labels.orderOf, { n: money(total) })),
    delivery(order, labels),
  );
}

function showMember(box: HTMLElement, labels: Labels): void {
  const account = signedIn();
  const placed = orders();
  const points = pointsOf(placed);
  const { tier, next } = tierOf(points);
  const names = data<Labels>(box, "tiers");
  setText("[data-hello]", filled(labels.hello, { name: account?.name ?? "" }));
  setText("[data-tier]", names[tier.id] ?? "");
  setText("[data-points]", filled(labels.points, { n: points }));
  setText(
    "[data-tier-next]",
    next ? filled(labels.toNextTier, { n: next.from - points, tier: names[next.id] ?? "" }) : (labels.topTier ?? ""),
  );
  const progress = find<HTMLProgressElement>("[data-tier-progress]");
  if (progress) progress.value = next ? (points - tier.from) / (next.from - tier.from) : 1;
  for (const row of document.querySelectorAll<HTMLElement>("[data-tier-row]"))
    row.toggleAttribute("data-current", row.dataset.tierRow === tier.id);
  find("[data-orders]")?.replaceChildren(...placed.map((order) => orderRow(order, labels)));
  const none = find("[data-no-orders]");
  if (none) none.hidden = placed.length > 0;
}

export function account(): void {
  const box = find("[data-account]");
  const form = find<HTMLFormElement>("[data-sign-in]");
  const member = find("[data-member]");
  if (!box || !form || !member) return;
  const labels = data<Labels>(box, "labels");
  const show = (): void => {
    const there = signedIn() !== null;
    form.hidden = there;
    member.hidden = !there;
    if (there) showMember(box, labels);
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const text = (name: string): string => String(given.get(name) ?? "").trim();
    await signIn({ name: text("name"), email: text("email"), phone: text("phone") });
    show();
  });
  find("[data-sign-out]")?.addEventListener("click", () => {
    signOut();
    show();
  });
  show();
}
