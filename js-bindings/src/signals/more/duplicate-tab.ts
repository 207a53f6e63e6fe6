import type { Tools } from "./tools.js";

const key = "waymark.tab";
/** The page before in the same tab may hold its lock for a moment longer. */
const patienceMs = 1_000;

/** A tab that was duplicated has the storage of the one it was made from, which still lives: its lock says so. */
export function watchDuplicateTab({ tell, storing }: Tools): undefined {
  void storing
    .then(() => find(tell))
    .catch(() => {
      // Without session storage or locks nobody can know.
    });
}

async function find(tell: Tools["tell"]): Promise<void> {
  const id = sessionStorage.getItem(key);
  if (id && (await hold(id))) return;
  if (id) tell("duplicateTab", {});
  const own = crypto.randomUUID();
  sessionStorage.setItem(key, own);
  await hold(own);
}

/** Holds the lock of a tab as long as the page lives; false where another page does. */
function hold(id: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const patience = AbortSignal.timeout(patienceMs);
    navigator.locks
      .request(`waymark-tab-${id}`, { signal: patience }, () => {
        resolve(true);
        // Let go when the page is left, or it could not come back.
        return new Promise<void>((release) => addEventListener("pagehide", () => release(), { once: true }));
      })
      .catch((error: unknown) => (patience.aborted ? resolve(false) : reject(error)));
  });
}
