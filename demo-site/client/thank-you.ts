/** The thank-you page; a reload does not complete the order again. */

import { type Labels, showSummaryLines, trackedLine } from "./cart-view.js";
import { data, find, setText } from "./dom.js";
import { money } from "./money.js";
import { lastOrder, saveOrder } from "./order-store.js";
import { track } from "./waymark.js";

const PAYMENT = { cod: "payCod", momo: "payMomo", zalopay: "payZalo" } as const;

export function thankYou(): void {
  const labels = data<Labels>(find("[data-order]"), "labels");
  const order = lastOrder();
  const end = find("[data-order-end]");
  if (end) end.hidden = false;
  if (!order) {
    setText("[data-order-text]", labels.noOrder ?? "");
    return;
  }
  showSummaryLines(order.lines, labels);
  setText("[data-order-id]", order.orderId);
  setText("[data-subtotal]", money(order.subtotal));
  setText("[data-discount]", `−${money(order.discount ?? 0)}`);
  const off = find("[data-discount-row]");
  if (off) off.hidden = !order.discount;
  setText("[data-shipping]", order.shipping === 0 ? (labels.free ?? "") : money(order.shipping));
  setText("[data-total]", money(order.total));
  setText("[data-payment]", labels[PAYMENT[order.payment]] ?? "");
  const details = find("[data-order-details]");
  if (details) details.hidden = false;
  if (order.tracked) return;
  track("Order Completed", {
    order_id: order.orderId,
    revenue: order.subtotal - (order.discount ?? 0),
    ...(order.coupon && { coupon: order.coupon, discount: order.discount }),
    shipping: order.shipping,
    total: order.total,
    currency: order.currency,
    payment_method: order.payment,
    products: order.lines.map(trackedLine),
  });
  saveOrder({ ...order, tracked: true });
}
