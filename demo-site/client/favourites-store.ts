/** Favourite products of this browser, newest first. */
import { find } from "./dom.js";
import { read, write } from "./storage.js";

const KEY = "hien.favourites";
const MAX = 100;

export function favourites(): string[] {
  const stored = read<string[]>(KEY, []);
  return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
}

/** True where it is one afterwards. */
export function toggle(id: string): boolean {
  const all = favourites();
  const there = all.includes(id);
  write(KEY, there ? all.filter((other) => other !== id) : [id, ...all].slice(0, MAX));
  showFavouriteCount();
  return !there;
}

/** The number in the header. */
export function showFavouriteCount(): void {
  const badge = find("[data-favourite-count]");
  if (!badge) return;
  const count = favourites().length;
  badge.textContent = String(count);
  badge.hidden = count === 0;
}
