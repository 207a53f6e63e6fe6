/** The code that is applied, in this browser; empty where there is none. */
import { read, write } from "./storage.js";

const KEY = "hien.coupon";

export function couponCode(): string {
  const stored = read<string>(KEY, "");
  return typeof stored === "string" ? stored : "";
}

export const setCoupon = (code: string): void => void write(KEY, code);
