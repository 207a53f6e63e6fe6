import { lockedPages, whenUnlocked } from "./page-lock.js";
import { browserClock } from "./ports/clock.js";
import type { Health, JournalRecord, PeerInput } from "./protocol.js";

/** How long a page without Web Locks waits for others to say that they live. */
const rollCallMs = 100;
/** What a page wrote as it was left takes so long to be seen by others (Firefox, between processes). */
const settleMs = 1_000;
/** Records of one message: more come from nobody's task. */
const maxTold = 1_000;

/** What pages of one origin say to each other. */
interface Message {
  page: string;
  /** A new page, which asks who else is there; or one that is left. */
  state?: "new" | "left";
  records?: JournalRecord[];
  health?: Health[];
}

/** The browser's other pages of this origin. */
export interface Peers {
  /** Those alive, as far as anybody can say now; from here on it is noticed when they go. */
  alive(): Promise<Set<string>>;
  /** Tells the others at the end of this task. */
  tell(news: { records?: JournalRecord[]; health?: Health[] }): void;
  /** Before the page is left: the channel is closed, so that it may enter the back/forward cache. */
  leave(): void;
  /** The page is back. */
  comeBack(): void;
}

/**
 * Hears of other pages through a BroadcastChannel, and of their end through their locks; where there are no locks,
 * through the channel alone, and a page that does not answer counts as gone: what is sent twice carries one id, and
 * what waits for nobody would be lost.
 *
 * @param heard what another page told.
 * @param gone carries on for a page that is gone; while it does, no other page does.
 */
export function createPeers(
  page: string,
  heard: (input: PeerInput) => void,
  gone: (page: string) => Promise<void>,
): Peers {
  let channel: BroadcastChannel | undefined;
  let leaving = new AbortController();
  const known = new Set<string>();
  let news: Message | undefined;

  function meet(other: string): void {
    if (other === page || known.has(other)) return;
    known.add(other);
    whenUnlocked(other, leaving.signal, () => bury(other));
  }

  async function bury(other: string): Promise<void> {
    const { signal } = leaving;
    known.delete(other);
    await new Promise<void>((resolve) => browserClock.after(settleMs, resolve));
    if (!signal.aborted) await gone(other);
  }

  function say(message: Message): void {
    try {
      channel?.postMessage(message);
    } catch {
      // Then the others learn it from the journal.
    }
  }

  function hear(data: unknown): void {
    const { page: from, state, records, health } = (data ?? {}) as Message;
    // Anything on the site may post here.
    if (typeof from !== "string" || from.length > 64 || from === page) return;
    if (state === "left") {
      if (!navigator.locks && known.has(from)) void bury(from);
      return;
    }
    meet(from);
    if (state === "new") say({ page });
    if (Array.isArray(records)) heard({ type: "peer", records: records.slice(0, maxTold) });
    if (Array.isArray(health)) heard({ type: "peer", health: health.slice(0, maxTold) });
  }

  function open(): void {
    try {
      channel = new BroadcastChannel("waymark");
      channel.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
      say({ page, state: "new" });
    } catch {
      // Without a channel each page minds its own, until a lock is free.
    }
  }

  function tellNow(): void {
    if (news) say(news);
    news = undefined;
  }

  open();
  return {
    async alive() {
      const locked = await lockedPages();
      if (locked) locked.forEach(meet);
      else {
        known.clear();
        say({ page, state: "new" });
        await new Promise<void>((resolve) => browserClock.after(rollCallMs, resolve));
      }
      return new Set(locked ?? known);
    },
    tell({ records = [], health = [] }) {
      // Who comes later reads the journal.
      if (!channel || !known.size) return;
      if (!news) queueMicrotask(tellNow);
      news ??= { page };
      if (records.length) news.records = [...(news.records ?? []), ...records];
      if (health.length) news.health = [...(news.health ?? []), ...health];
    },
    leave() {
      tellNow();
      say({ page, state: "left" });
      channel?.close();
      channel = undefined;
      leaving.abort();
      known.clear();
    },
    comeBack() {
      leaving = new AbortController();
      open();
    },
  };
}
