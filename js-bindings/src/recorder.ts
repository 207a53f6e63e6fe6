import { randomHex, uuidV7 } from "./ids.js";
import { type RecordedCall, toInput } from "./inputs.js";
import { holdPageLock } from "./page-lock.js";
import { openDatabase, write } from "./ports/database.js";
import type { Input } from "./protocol.js";
import { type Complaint, type Serialised, serialise } from "./serialise.js";

/** Calls kept in all, memory and database: past it a core has not come for weeks, and the newest are dropped. */
export const maxPending = 10_000;
/** Characters kept in localStorage where the page is left before the database has stored them. */
export const maxLeftBehind = 65_536;
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
  /** The page this tab showed before, which is left whatever its lock still says. */
  readonly previous: string | undefined;
  /** Not yet taken by a core, oldest first. */
  calls: Call[];
  /** Ids of `calls` that are in the database for certain. */
  readonly stored: Set<string>;
  /** What had to be repaired in calls so far; the host takes over with a `heed` of its own. */
  readonly complaints: Complaint[];
  heed: (complaint: Complaint) => void;
  /** The open database, or the reason why there is none. */
  readonly database: Promise<IDBDatabase | { refused: unknown }>;
  /** The core, once it is there; unset again after a trap. */
  sink: ((input: string, timeMs: number) => void) | undefined;
  /** Lets other pages know that this one needs nobody to replay its calls. */
  letGo(): void;
  call(name: RecordedCall, args: unknown[], timeMs?: number): void;
  put(input: Input, timeMs?: number): void;
  /** `serialise.ts`, lent to the host so that it is downloaded once. */
  serialise(value: unknown): Serialised;
}

/** A recorder for this page load. Never throws, whatever storage does. */
export function createRecorder(now: () => number): Recorder {
  const page = randomHex(8);
  let open: IDBDatabase | undefined;
  let sequence = 0;
  let full = false;

  const recorder: Recorder = {
    page,
    previous: follow(page),
    calls: [],
    stored: new Set(),
    complaints: [],
    heed: (complaint) => void recorder.complaints.push(complaint),
    database: openDatabase().then(
      (database) => {
        open = database;
        countPending(database);
        store(recorder.calls);
        return database;
      },
      (refused: unknown) => ({ refused }),
    ),
    sink: undefined,
    letGo: holdPageLock(page),
    call(name, args, timeMs = now()) {
      const id = uuidV7(timeMs, ++sequence);
      try {
        take(toInput(name, args, id), timeMs, id);
      } catch {
        recorder.heed({ code: "event.unreadable", pointer: "" });
      }
    },
    serialise,
    put: (input, timeMs = now()) => take(input, timeMs, uuidV7(timeMs, ++sequence)),
  };

  function take(input: Input, timeMs: number, id: string): void {
    const { text, complaints } = serialise(input);
    for (const complaint of complaints) recorder.heed(complaint);
    if (recorder.sink) recorder.sink(text, timeMs);
    else if (recorder.calls.length < maxPending) {
      const call = { id, timeMs, sequence, page, input: text };
      recorder.calls.push(call);
      store([call]);
    }
  }

  function store(calls: Call[]): void {
    if (!open || full || !calls.length) return;
    const ids = calls.map((call) => call.id);
    write(
      open,
      ["pending"],
      (transaction) => {
        const pending = transaction.objectStore("pending");
        for (const call of calls) pending.put(call);
      },
      (error) => {
        if (!error) for (const id of ids) recorder.stored.add(id);
      },
    );
  }

  function countPending(database: IDBDatabase): void {
    try {
      const request = database.transaction("pending").objectStore("pending").count();
      request.onsuccess = () => (full = request.result >= maxPending);
    } catch {
      // Closed again already: every write will say so itself.
    }
  }

  // Left before the database has opened, or while it still writes (which may be given up now): what is not stored
  // for certain goes to localStorage, which is synchronous. A call that is in both is taken once, by its id.
  addEventListener("pagehide", () => {
    recorder.letGo();
    let room = maxLeftBehind;
    for (const call of recorder.calls) {
      if (recorder.stored.has(call.id)) continue;
      const text = JSON.stringify(call);
      room -= text.length;
      if (room < 0) return;
      try {
        localStorage.setItem(leftBehindPrefix + call.id, text);
      } catch {
        return;
      }
    }
  });

  return recorder;
}

/** Remembers this page in the tab's own storage and returns the one before it. */
function follow(page: string): string | undefined {
  try {
    const key = "waymark.page";
    const previous = sessionStorage.getItem(key) ?? undefined;
    sessionStorage.setItem(key, page);
    return previous;
  } catch {
    return undefined;
  }
}
