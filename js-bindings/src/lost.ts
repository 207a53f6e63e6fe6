/**
 * What could not be kept while there was no core to tell, counted by reason (docs/errors.md), for the next page:
 * a few characters in localStorage.
 */
const prefix = "waymark.lost.";

export type Lost = { [reason: string]: number };

/** Adds to the counts. Where nothing can be stored nobody will know. */
export function noteLost(lost: Lost): void {
  try {
    for (const reason in lost) {
      const key = prefix + reason;
      localStorage.setItem(key, `${Number(localStorage.getItem(key)) + (lost[reason] as number)}`);
    }
  } catch {
    // As said.
  }
}

/** The counts so far, which are forgotten with it. Only what is a reason and a count. */
export function takeLost(): [reason: string, count: number][] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key): [string, number] => {
        const count = Number(localStorage.getItem(key));
        localStorage.removeItem(key);
        return [key.slice(prefix.length), count];
      })
      .filter(([reason, count]) => /^[\w.]{1,64}$/.test(reason) && Number.isSafeInteger(count) && count > 0);
  } catch {
    return [];
  }
}
