/** The orders placed in this browser, newest first. */
import type { FilledLine } from "./cart-view.js";
import { read, write } from "./storage.js";

export interface Order {
  orderId: string;
  /** Milliseconds since 1970. */
  placedAt?: number;
  subtotal: number;
  shipping: number;
  total: number;
  currency: string;
  payment: "cod" | "momo" | "zalopay";
  lines: FilledLine[];
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
  const others = orders().filter(({ orderId }) => orderId !== order.orderId);
  return write(KEY, [order, ...others].slice(0, MAX_ORDERS));
}
