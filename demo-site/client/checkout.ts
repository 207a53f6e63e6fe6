/** Checkout: checks the form, places the order, hands over to the thank-you page. */
import { clear } from "./cart-store.js";
import {
  type FilledLine,
  type Labels,
  open,
  showSummaryLines,
  showSums,
  subtotalOf,
  trackedLine,
} from "./cart-view.js";
import { watchCoupon } from "./coupon.js";
import { couponCode, setCoupon } from "./coupon-store.js";
import { find, findAll } from "./dom.js";
import { saveOrder } from "./order-store.js";
import { track } from "./waymark.js";

/** Vietnamese mobile numbers, spaces and dots allowed. */
const PHONE = /^(?:0|\+84)[35789]\d{8}$/;

const valid = (input: HTMLInputElement): boolean => {
  const value = input.value.trim();
  if (input.name === "phone") return PHONE.test(value.replace(/[\s.-]/g, ""));
  return !input.required || value.length >= 2;
};

/** Says what is wrong beside the field, or takes it back. */
function check(input: HTMLInputElement): boolean {
  const ok = valid(input);
  const message = find(`#${input.id}-error`);
  input.setAttribute("aria-invalid", String(!ok));
  if (message) message.textContent = ok ? "" : (message.dataset.message ?? "");
  return ok;
}

async function place(cart: FilledLine[], payment: string): Promise<void> {
  const response = await fetch("/api/orders", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      lines: cart.map(({ id, size, quantity }) => ({ id, size, quantity })),
      payment,
      ...(couponCode() && { coupon: couponCode() }),
    }),
  });
  if (!response.ok) throw new Error(`order refused: ${response.status}`);
  saveOrder({ ...(await response.json()), placedAt: Date.now(), lines: cart, tracked: false });
  clear();
  setCoupon("");
  location.assign("/thank-you");
}

function watch(form: HTMLFormElement, cart: FilledLine[], labels: Labels): void {
  const inputs = findAll<HTMLInputElement>(".field input", form);
  const problem = find("[data-order-error]");
  const button = find<HTMLButtonElement>("button[type=submit]", form);
  for (const input of inputs) {
    input.addEventListener("blur", () => input.value && check(input));
    input.addEventListener("input", () => input.getAttribute("aria-invalid") === "true" && check(input));
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = inputs.filter((input) => !check(input));
    wrong[0]?.focus();
    if (wrong.length > 0 || !button) return;
    button.disabled = true;
    try {
      await place(cart, String(new FormData(form).get("payment")));
    } catch {
      button.disabled = false;
      if (problem) problem.textContent = labels.errorOrder ?? "";
    }
  });
}

export async function checkout(): Promise<void> {
  const opened = await open();
  if (!opened) return;
  const { cart, box, labels } = opened;
  showSummaryLines(cart, labels);
  showSums(cart, labels);
  track("Checkout Started", { products: cart.map(trackedLine), value: subtotalOf(cart), currency: "VND" });
  watchCoupon(() => cart, labels);
  watch(box as HTMLFormElement, cart, labels);
}
