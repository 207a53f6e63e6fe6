/** Takes an order: prices come from the catalogue, never from the browser. Nothing about the customer is kept. */
import { randomInt } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { discountOf, findCoupon, holds } from "../catalogue/coupons.js";
import { findProduct } from "../catalogue/index.js";
import { shippingFor } from "../views/money.js";

interface OrderBody {
  lines: { id: string; size?: string; quantity: number }[];
  payment: "cod" | "momo" | "zalopay";
  coupon?: string;
}

const schema = {
  body: {
    type: "object",
    required: ["lines", "payment"],
    properties: {
      lines: {
        type: "array",
        minItems: 1,
        maxItems: 60,
        items: {
          type: "object",
          required: ["id", "quantity"],
          properties: {
            id: { type: "string", maxLength: 12 },
            size: { type: "string", maxLength: 12 },
            quantity: { type: "integer", minimum: 1, maximum: 20 },
          },
        },
      },
      payment: { enum: ["cod", "momo", "zalopay"] },
      coupon: { type: "string", maxLength: 20 },
    },
  },
};

/** `HN-261121-4821`: the day and four digits. */
function orderNumber(now: Date): string {
  return `HN-${now.toISOString().slice(2, 10).replaceAll("-", "")}-${String(randomInt(10_000)).padStart(4, "0")}`;
}

export function orders(app: FastifyInstance): void {
  app.post<{ Body: OrderBody }>("/api/orders", { schema }, async ({ body }, reply) => {
    const lines = body.lines.map((line) => ({ ...line, product: findProduct(line.id) }));
    const missing = lines.find(({ product }) => !product?.inStock);
    if (missing) return reply.code(409).send({ error: "notAvailable", id: missing.id });
    const subtotal = lines.reduce((sum, { product, quantity }) => sum + (product?.price ?? 0) * quantity, 0);
    const priced = lines.map(({ product, quantity }) => ({
      category: product?.category.id ?? "",
      price: product?.price ?? 0,
      quantity,
    }));
    // A code that does not hold is left out: the page has said so already.
    const asked = findCoupon(body.coupon ?? "");
    const coupon = asked && holds(asked, priced) ? asked : undefined;
    const discount = discountOf(coupon, priced);
    const shipping = shippingFor(subtotal, coupon?.freeDelivery);
    return {
      orderId: orderNumber(new Date()),
      subtotal,
      discount,
      ...(coupon && { coupon: coupon.code }),
      shipping,
      total: subtotal - discount + shipping,
      currency: "VND",
      payment: body.payment,
    };
  });
}
