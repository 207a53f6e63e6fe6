/** The orders placed in this browser, newest first. */
import type { FilledLine } from "./cart-view.js";
import { read, write } from "./storage.js";

export interface Order {
  orderId: string;
  /** Milliseconds since 1970. */
  placedAt?: number;
  /** Before the discount. */
  subtotal: number;
  discount?: number;
  coupon?: string;
  shipping: number;
  total: number;
  currency: string;
  payment: "cod" | "momo" | "zalopay";
  lines: FilledLine[];
  /** Milliseconds since 1970: the customer has said that it came. */
  deliveredAt?: number;
  /** `Order Completed` has been told once. */
  tracked: boolean;
}

const KEY = "hien.orders";
const MAX_ORDERS = 20;

export function orders(): Order[] {
  const stored = read<Order[]>(KEY, []);
  return Array.isArray(stored) ? stored.filter((order) => typeof order?.orderId === "string") : [];
}

export const lastOrder = (): Order | null => orders()[0] ?? null;

/** A new order, or one already there changed. */
export function saveOrder(order: Order): boolean {
  const all = orders();
  const known = all.findIndex(({ orderId }) => orderId === order.orderId);
  return write(
    KEY,
    known < 0 ? [order, ...all].slice(0, MAX_ORDERS) : all.map((one, i) => (i === known ? order : one)),
  );
}
