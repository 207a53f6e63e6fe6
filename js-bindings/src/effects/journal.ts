import type { Peers } from "../peers.js";
import type { Storage } from "../ports/storage.js";
import type { AppendEffect, HealthEffect, ReleaseEffect } from "../protocol.js";

export interface Journal {
  append(effect: AppendEffect): void;
  release(effect: ReleaseEffect): void;
  health(effect: HealthEffect): void;
}

/** Writes and deletes journal records; tells the browser's other pages of new ones, and how destinations do. */
export function createJournal(storage: Storage, peers: Peers): Journal {
  return {
    append({ record }) {
      storage.append(record);
      peers.tell({ records: [record] });
    },
    release: ({ ids }) => storage.release(ids),
    health: ({ type, ...health }) => peers.tell({ health: [health] }),
  };
}
