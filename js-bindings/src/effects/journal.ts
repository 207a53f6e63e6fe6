import type { Storage } from "../ports/storage.js";
import type { AppendEffect, PeerInput, ReleaseEffect } from "../protocol.js";

export interface Journal {
  append(effect: AppendEffect): void;
  release(effect: ReleaseEffect): void;
}

/**
 * Writes and deletes journal records and tells the origin's other tabs of new ones. The channel is closed while
 * the page is hidden away, so that it may enter the back/forward cache.
 */
export function createJournal(storage: Storage, peer: (input: PeerInput) => void): Journal {
  let channel: BroadcastChannel | undefined;

  const open = () => {
    try {
      channel = new BroadcastChannel("waymark");
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (Array.isArray(data)) peer({ type: "peer", records: data as PeerInput["records"] });
      };
    } catch {
      // Without peers each tab minds its own.
    }
  };
  open();
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("pagehide", () => {
    channel?.close();
    channel = undefined;
  });

  return {
    append({ record }) {
      storage.append(record);
      channel?.postMessage([record]);
    },
    release: ({ ids }) => storage.release(ids),
  };
}
