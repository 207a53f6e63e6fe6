/** So much in so long from one address, no more: a token bucket each (Turner, IEEE Communications Magazine, 1986). */
import { isIPv6 } from "node:net";

/** Addresses that are remembered; the one heard of longest ago gives way. */
const MAX_ADDRESSES = 20_000;

/** Of adding up many small refills. */
const ROUNDING = 1e-9;

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Whoever has one address of an IPv6 network has all of its last 64 bits. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after].slice(0, 4).join(":");
}

export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  /** `amount` may be used at once, and comes back evenly over `perMs`. */
  constructor(
    private readonly amount: number,
    private readonly perMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** 0 where `cost` may be used, and is; else in how many seconds it may be tried again, at least 1. */
  take(address: string, cost = 1): number {
    const key = networkOf(address);
    const nowMs = this.now();
    const known = this.buckets.get(key);
    // A clock that goes back gives nothing and takes nothing.
    const passed = known ? Math.max(0, nowMs - known.atMs) : 0;
    const tokens = known ? Math.min(this.amount, known.tokens + (passed / this.perMs) * this.amount) : this.amount;
    // One request above the whole bucket passes when the bucket is full: it could never pass otherwise.
    const wanted = Math.min(cost, this.amount);
    const missing = wanted - tokens - ROUNDING;
    this.buckets.delete(key);
    this.buckets.set(key, { tokens: missing > 0 ? tokens : Math.max(0, tokens - wanted), atMs: nowMs });
    if (this.buckets.size > MAX_ADDRESSES) this.buckets.delete(this.buckets.keys().next().value as string);
    return missing > 0 ? Math.max(1, Math.ceil(((missing / this.amount) * this.perMs) / 1_000)) : 0;
  }

  /** What was taken is forgiven: it was rightly used. */
  give(address: string): void {
    this.buckets.delete(networkOf(address));
  }

  /** Addresses remembered now. */
  get size(): number {
    return this.buckets.size;
  }
}
