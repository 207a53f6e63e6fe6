/** Chance with a seed: the same seed gives the same past, whatever the machine. */

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for a story. */
export class Random {
  constructor(private state: number) {}

  /** 0 to 1, 1 excluded. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** From `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T;
  }

  /** One of them, as likely as its weight says. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T {
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of entries) {
      left -= weight;
      if (left < 0) return value;
    }
    return (entries.at(-1) as readonly [T, number])[0];
  }

  /** Normal by Box and Muller (1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal with this median; `spread` 0.5 is mild, 1 is wild. */
  around(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** A UUID version 7 of that moment (RFC 9562). */
  uuid(ms: number): string {
    const time = Math.floor(ms).toString(16).padStart(12, "0");
    const hex = (digits: number): string => {
      let out = "";
      while (out.length < digits)
        out += Math.floor(this.next() * 65_536)
          .toString(16)
          .padStart(4, "0");
      return out.slice(0, digits);
    };
    const variant = "89ab"[Math.floor(this.next() * 4)];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
  }
}
