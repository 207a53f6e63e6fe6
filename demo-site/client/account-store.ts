/** Who is signed in on this browser. The demonstration shop keeps no accounts of its own. */

import { pointsFor, tierOf } from "../catalogue/loyalty.js";
import { type Order, orders } from "./order-store.js";
import { read, write } from "./storage.js";
import { identify, reset } from "./waymark.js";

export interface Account {
  userId: string;
  name: string;
  email: string;
  phone: string;
}

const KEY = "hien.account";

export const signedIn = (): Account | null => read<Account | null>(KEY, null);

/** The same e-mail address gives the same id on every device; the address cannot be read from it. */
async function idOf(email: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(email.trim().toLowerCase()));
  return `hien-${[...new Uint8Array(bytes).subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

export async function signIn(details: Omit<Account, "userId">): Promise<void> {
  const account = { userId: await idOf(details.email), ...details };
  write(KEY, account);
  tell();
}

export function signOut(): void {
  write(KEY, null);
  reset();
}

export const pointsOf = (placed: Order[]): number =>
  placed.reduce((sum, { subtotal, discount = 0 }) => sum + pointsFor(subtotal - discount), 0);

/** Tells Waymark who this is and what the shop knows of them; nothing where nobody is signed in. */
export function tell(): void {
  const account = signedIn();
  if (!account) return;
  const points = pointsOf(orders());
  const { userId, name, email, phone } = account;
  identify(userId, {
    name,
    firstName: name.trim().split(/\s+/).at(-1) ?? name,
    email,
    ...(phone && { phone }),
    loyalty: { points, tier: tierOf(points).tier.id },
  });
}
