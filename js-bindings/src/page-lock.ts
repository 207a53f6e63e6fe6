/**
 * Which pages are alive, said by Web Locks: a page holds one from its first call until its own core has
 * taken over or it is left. Calls of a page that holds none were left behind and may be replayed by another.
 */
const prefix = "waymark-page-";

/** Holds the lock of `page`; returns the way to let go. */
export function holdPageLock(page: string): () => void {
  let release = () => {};
  try {
    void navigator.locks
      ?.request(prefix + page, () => new Promise<void>((resolve) => (release = resolve)))
      .catch(() => {});
  } catch {
    // No locks: other pages will take this one for left, and the database still gives each call to one page only.
  }
  return () => release();
}

/** Ids of the pages that hold their lock. */
export async function alivePages(): Promise<string[]> {
  try {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    return held
      .map((lock) => lock.name ?? "")
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  } catch {
    return [];
  }
}
