/** The cart page. */

import { add, lines, MAX_QUANTITY, setQuantity } from "./cart-store.js";
import {
  type FilledLine,
  fill,
  keepRoom,
  type Labels,
  open,
  showEmpty,
  showSums,
  subtotalOf,
  trackedLine,
} from "./cart-view.js";
import { watchCoupon } from "./coupon.js";
import { el, find, icon } from "./dom.js";
import { money } from "./money.js";
import { track } from "./waymark.js";

const MINUS = "M6 12h12";
const PLUS = "M6 12h12M12 6v12";

/** `change` is told the new quantity, 0 to remove. */
function row(line: FilledLine, labels: Labels, change: (quantity: number) => void): HTMLLIElement {
  const { product, quantity, size } = line;
  const button = (label: string | undefined, d: string, next: number): HTMLButtonElement => {
    const made = el(
      "button",
      { type: "button", "aria-label": label ?? "", disabled: next > MAX_QUANTITY || next < 1 },
      icon(d),
    );
    made.addEventListener("click", () => change(next));
    return made;
  };
  const remove = el("button", { type: "button", class: "link" }, labels.remove ?? "");
  remove.setAttribute("aria-label", `${labels.remove}: ${product.name}`);
  remove.addEventListener("click", () => change(0));
  return el(
    "li",
    { class: "line" },
    el(
      "a",
      { href: product.url, tabindex: -1, "aria-hidden": "true" },
      el("img", { src: product.image_url, width: 112, height: 112, alt: "" }),
    ),
    el(
      "div",
      { class: "line-text" },
      el("a", { href: product.url }, product.name),
      el("small", {}, [product.categoryName, size && `${labels.size} ${size}`].filter(Boolean).join(" · ")),
      remove,
    ),
    el(
      "div",
      { class: "stepper", role: "group", "aria-label": labels.quantity ?? "" },
      button(labels.less, MINUS, quantity - 1),
      el("output", {}, String(quantity)),
      button(labels.more, PLUS, quantity + 1),
    ),
    el("b", { class: "line-price" }, money(product.price * quantity)),
  );
}

/** What is in the cart now. */
let shown: FilledLine[] = [];

function show(cart: FilledLine[], labels: Labels): void {
  shown = cart;
  const change = (line: FilledLine, quantity: number): void => {
    setQuantity(line, quantity);
    const difference = quantity - line.quantity;
    track(difference > 0 ? "Product Added" : "Product Removed", {
      ...trackedLine(line),
      quantity: Math.abs(difference),
      currency: "VND",
    });
    show(
      cart.flatMap((l) => (l === line ? (quantity > 0 ? [{ ...l, quantity }] : []) : [l])),
      labels,
    );
  };
  find("[data-lines]")?.replaceChildren(...cart.map((line) => row(line, labels, (quantity) => change(line, quantity))));
  showSums(cart, labels);
  showEmpty(cart.length === 0);
}

/** `/cart?add=bt01,hc03` puts these in, one each: a link in a message buys again with one tap. */
async function addFromAddress(): Promise<void> {
  const ids = new URL(location.href).searchParams.get("add")?.split(",").filter(Boolean).slice(0, 10) ?? [];
  if (ids.length === 0) return;
  const there = new Set(lines().map(({ id }) => id));
  const wanted = [...new Set(ids)].filter((id) => !there.has(id)).map((id) => ({ id, size: "", quantity: 1 }));
  showEmpty(false);
  keepRoom(there.size + wanted.length);
  for (const line of await fill(wanted)) {
    add({ id: line.id, size: line.size, quantity: 1 });
    track("Product Added", { ...trackedLine(line), currency: "VND" });
  }
}

export async function cart(): Promise<void> {
  await addFromAddress();
  const opened = await open();
  track("Cart Viewed", {
    products: (opened?.cart ?? []).map(trackedLine),
    value: subtotalOf(opened?.cart ?? []),
    currency: "VND",
  });
  if (!opened) return;
  show(opened.cart, opened.labels);
  watchCoupon(() => shown, opened.labels);
}
