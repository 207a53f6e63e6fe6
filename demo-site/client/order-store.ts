/** The last order placed in this browser, for the thank-you page. */
import type { FilledLine } from "./cart-view.js";
import { read, write } from "./storage.js";

export interface Order {
  orderId: string;
  subtotal: number;
  shipping: number;
  total: number;
  currency: string;
  payment: "cod" | "momo" | "zalopay";
  lines: FilledLine[];
  /** `Order Completed` has been told once. */
  tracked: boolean;
}

const KEY = "hien.order";

export const lastOrder = (): Order | null => read<Order | null>(KEY, null);
export const saveOrder = (order: Order): boolean => write(KEY, order);
