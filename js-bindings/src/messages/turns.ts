import { browserClock as clock } from "../ports/clock.js";

/** What a tab has told reaches the others before the next of them gets its turn. */
const settleMs = 300;

/**
 * Takes all of these Web Locks, or none: resolves with whether they are this tab's now. `hold` is given what gives them
 * back, which takes a moment. Where the browser has no locks they are always free. A page that is not looked at waits:
 * what it would draw nobody sees.
 */
export async function takeLocks(names: string[], hold: (release: () => void) => void): Promise<boolean> {
  const { locks } = navigator;
  if (!names.length || !locks) return true;
  await seen();
  const releases: (() => void)[] = [];
  const release = () =>
    void clock.after(settleMs, () => {
      for (const one of releases) one();
    });
  for (const name of names) {
    const free = await new Promise<boolean>((resolve) => {
      locks
        .request(name, { ifAvailable: true }, (lock) => {
          resolve(!!lock);
          return lock ? new Promise<void>((end) => releases.push(end)) : undefined;
        })
        // Storage is refused here: no tab of this site can have them.
        .catch(() => resolve(true));
    });
    if (free) continue;
    for (const one of releases) one();
    return false;
  }
  hold(release);
  return true;
}

function seen(): Promise<void> {
  if (document.visibilityState === "visible") return Promise.resolve();
  return new Promise((resolve) => {
    const check = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", check);
      resolve();
    };
    document.addEventListener("visibilitychange", check);
  });
}
