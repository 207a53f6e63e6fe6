import { randomHex, uuidV7 } from "./ids.js";
import { type RecordedCall, toInput } from "./inputs.js";
import { type Lent, lent } from "./lend.js";
import { type Lost, noteLost } from "./lost.js";
import { holdPageLock } from "./page-lock.js";
import { openDatabase } from "./ports/database.js";
import { localRoom } from "./ports/local-share.js";
import { createWriter, type Writer } from "./ports/writer.js";
import type { Input } from "./protocol.js";
import { type Complaint, serialise } from "./serialise.js";

/** Calls kept in all, memory and database: past it a core has not come for weeks, and the newest are dropped. */
export const maxPending = 10_000;
export const leftBehindPrefix = "waymark.pending.";

/** An Input that no core has taken yet, and when it happened. */
export interface Call {
  /** UUIDv7; also the event's messageId. */
  id: string;
  timeMs: number;
  /** Place among the calls of its page, from 1. */
  sequence: number;
  /** Which page load it belongs to. */
  page: string;
  /** Text of the Input. */
  input: string;
}

/** Takes Inputs: into memory and the database until a core is there, then to the core. */
export interface Recorder {
  readonly page: string;
  /** Not yet taken by a core, oldest first; or taken in a transaction that has not ended. */
  calls: Call[];
  /** Ids of `calls` that are in the database for certain. */
  readonly stored: Set<string>;
  /** What had to be repaired in calls so far; the host takes over with a `heed` of its own. */
  readonly complaints: Complaint[];
  heed: (complaint: Complaint) => void;
  /** Calls that were dropped, by reason; whoever tells of them empties it. */
  lost: Lost;
  /** The open database, or the reason why there is none. */
  readonly database: Promise<IDBDatabase | { refused: unknown }>;
  /** The core, once it is there; unset again after a trap. What it does not take (undefined) waits like what came before it. */
  sink: ((input: string, timeMs: number) => unknown) | undefined;
  /** Lets other pages know that this one is gone: what is its is theirs to take. */
  letGo(): void;
  call(name: RecordedCall, args: unknown[], timeMs?: number): void;
  put(input: Input, timeMs?: number): void;
  /** For the host (lent.ts). */
  readonly lent: Lent;
}

/** A recorder for this page load. Never throws, whatever storage does. */
export function createRecorder(now: () => number): Recorder {
  const page = randomHex(8);
  let writer: Writer | undefined;
  let sequence = 0;
  let full = false;

  const recorder: Recorder = {
    page,
    calls: [],
    stored: new Set(),
    complaints: [],
    heed: (complaint) => void recorder.complaints.push(complaint),
    lost: {},
    database: openDatabase().then(
      (database) => {
        writer = createWriter(() => database);
        countPending(database);
        recorder.calls.forEach(store);
        return database;
      },
      (refused: unknown) => ({ refused }),
    ),
    sink: undefined,
    letGo: holdPageLock(page),
    call(name, args, timeMs = now()) {
      const id = uuidV7(timeMs, ++sequence, page);
      try {
        take(toInput(name, args, id), timeMs, id);
      } catch {
        recorder.heed({ code: "event.unreadable", pointer: "" });
      }
    },
    lent,
    put: (input, timeMs = now()) => take(input, timeMs, uuidV7(timeMs, ++sequence, page)),
  };

  function take(input: Input, timeMs: number, id: string): void {
    const { text, complaints } = serialise(input);
    for (const complaint of complaints) recorder.heed(complaint);
    if (recorder.sink?.(text, timeMs)) return;
    if (recorder.calls.length < maxPending) {
      const call = { id, timeMs, sequence, page, input: text };
      recorder.calls.push(call);
      store(call);
    } else lose("pending.full");
  }

  function lose(reason: string): void {
    recorder.lost[reason] = (recorder.lost[reason] ?? 0) + 1;
  }

  function store(call: Call): void {
    if (full) return;
    writer?.add(
      (transaction) => transaction.objectStore("pending").put(call),
      (error) => {
        if (!error) recorder.stored.add(call.id);
      },
    );
  }

  function countPending(database: IDBDatabase): void {
    try {
      const transaction = database.transaction("pending");
      const request = transaction.objectStore("pending").count();
      request.onsuccess = () => (full = request.result >= maxPending);
      // What is written meanwhile waits behind it.
      transaction.commit?.();
    } catch {
      // Closed again already: every write will say so itself.
    }
  }

  addEventListener("pageshow", (event) => {
    if (event.persisted) recorder.letGo = holdPageLock(page);
  });

  // Left before the database has opened, or while it still writes (which may be given up now): what is not stored
  // for certain goes to localStorage, which is synchronous. A call that is in both is taken once, by its id.
  addEventListener("pagehide", () => {
    writer?.commit();
    let room: number | undefined;
    for (const call of recorder.calls) {
      if (recorder.stored.has(call.id)) continue;
      const [key, text] = [leftBehindPrefix + call.id, JSON.stringify(call)];
      try {
        room = (room ?? localRoom()) - key.length - text.length;
        if (room < 0) throw room;
        localStorage.setItem(key, text);
      } catch {
        lose("pending.leftBehind");
      }
    }
    noteLost(recorder.lost);
    recorder.lost = {};
    recorder.letGo();
  });

  return recorder;
}
