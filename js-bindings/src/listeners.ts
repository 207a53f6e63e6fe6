import type { Json } from "./protocol.js";

type Listener = (payload: Json) => void;

/** The site's own listeners, by name. What they throw stays with them. */
export interface Listeners {
  on(name: string, listener: Listener): () => void;
  call(name: string, payload: Json): void;
}

/** An empty set of listeners. */
export function createListeners(): Listeners {
  let entries: { name: string; listener: Listener }[] = [];
  return {
    on(name, listener) {
      const entry = { name, listener };
      if (typeof listener === "function") entries.push(entry);
      return () => {
        entries = entries.filter((other) => other !== entry);
      };
    },
    call(name, payload) {
      for (const entry of entries) {
        if (entry.name !== name) continue;
        try {
          entry.listener(payload);
        } catch (error) {
          // Reported as the page's own uncaught error would be, after we are done.
          setTimeout(() => {
            throw error;
          });
        }
      }
    },
  };
}
