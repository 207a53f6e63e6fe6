/**
 * Which pages are alive, said by Web Locks: a page holds one from its first call until it is left, and takes it again
 * when it comes back. What belongs to a page that holds none is another's to take.
 */
const prefix = "waymark-page-";

/** Holds the lock of `page`; returns the way to let go, which may be taken before the lock has been given. */
export function holdPageLock(page: string): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  try {
    void navigator.locks?.request(prefix + page, () => held).catch(() => {});
  } catch {
    // Not in this context: see peers.ts for how pages find each other then.
  }
  return release;
}

/** Ids of the pages that hold their lock or ask for it; undefined where there are no locks. */
export async function lockedPages(): Promise<string[] | undefined> {
  try {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [...held, ...pending]
      .map((lock) => lock.name ?? "")
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  } catch {
    return undefined;
  }
}

/** Calls `run` once the page has let go of its lock; until `run` is done no other page hears of it. */
export function whenUnlocked(page: string, signal: AbortSignal, run: () => Promise<void>): void {
  try {
    void navigator.locks.request(prefix + page, { signal }, run).catch(() => {});
  } catch {
    // As above.
  }
}

/** Runs what two pages must not do at the same time; without locks, or where one holds on for `patienceMs`, all the same. */
export async function alone<T>(patienceMs: number, run: () => Promise<T>): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  let begun = false;
  const once = () => {
    begun = true;
    clearTimeout(timer);
    return run();
  };
  try {
    return await navigator.locks.request("waymark-take", { signal: patience.signal }, once);
  } catch (error) {
    if (begun) throw error;
    return once();
  }
}
