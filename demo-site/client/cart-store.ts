/** The cart: lines of product, size and quantity, shared by the tabs of this browser. */
import { find } from "./dom.js";
import { read, write } from "./storage.js";

export interface Line {
  id: string;
  size: string;
  quantity: number;
}

const KEY = "hien.cart";
export const MAX_QUANTITY = 20;

const isLine = (line: Line): boolean =>
  typeof line?.id === "string" && typeof line.size === "string" && Number.isInteger(line.quantity) && line.quantity > 0;

export function lines(): Line[] {
  const stored = read<Line[]>(KEY, []);
  return Array.isArray(stored) ? stored.filter(isLine) : [];
}

function save(next: Line[]): void {
  write(KEY, next);
  showCount();
}

const same = (a: Line, b: Pick<Line, "id" | "size">): boolean => a.id === b.id && a.size === b.size;

export function add(line: Line): void {
  const all = lines();
  const present = all.find((l) => same(l, line));
  if (present) present.quantity = Math.min(MAX_QUANTITY, present.quantity + line.quantity);
  else all.push(line);
  save(all);
}

/** Quantity 0 removes the line. */
export function setQuantity(line: Pick<Line, "id" | "size">, quantity: number): void {
  save(
    lines().flatMap((l) =>
      same(l, line) ? (quantity > 0 ? [{ ...l, quantity: Math.min(MAX_QUANTITY, quantity) }] : []) : [l],
    ),
  );
}

export const clear = (): void => save([]);

/** The number in the header. */
export function showCount(): void {
  const badge = find("[data-cart-count]");
  if (!badge) return;
  const count = lines().reduce((sum, line) => sum + line.quantity, 0);
  badge.textContent = String(count);
  badge.hidden = count === 0;
}

export function watchOtherTabs(): void {
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) showCount();
  });
}
