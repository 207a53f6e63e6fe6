/** Takes an order: prices come from the catalogue, never from the browser. Nothing about the customer is kept. */
import { randomInt } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { findProduct } from "../catalogue/index.js";
import { shippingFor } from "../views/money.js";

interface OrderBody {
  lines: { id: string; size?: string; quantity: number }[];
  payment: "cod" | "momo" | "zalopay";
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
    const shipping = shippingFor(subtotal);
    return {
      orderId: orderNumber(new Date()),
      subtotal,
      shipping,
      total: subtotal + shipping,
      currency: "VND",
      payment: body.payment,
    };
  });
}
