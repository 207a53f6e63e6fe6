/** What the collector did since it started, by stable names; `GET /api/stats` shows them. */

export interface Counts {
  /** Events newly stored, and copies of events that were there. */
  stored: number;
  duplicates: number;
  /** Events named in `rejected`, by reason. */
  rejected: Record<string, number>;
  /** Requests refused whole, by the error's code. */
  refused: Record<string, number>;
}

export class Counters {
  private readonly counts: Counts = { stored: 0, duplicates: 0, rejected: {}, refused: {} };

  wrote(stored: number, duplicates: number): void {
    this.counts.stored += stored;
    this.counts.duplicates += duplicates;
  }

  /** Reasons and codes are the server's own words, so that a sender cannot make the tables grow. */
  count(kind: "rejected" | "refused", code: string): void {
    this.counts[kind][code] = (this.counts[kind][code] ?? 0) + 1;
  }

  read(): Counts {
    return structuredClone(this.counts);
  }
}
