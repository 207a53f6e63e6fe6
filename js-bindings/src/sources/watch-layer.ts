import { ownKey } from "../own-key.js";

/** Entries from before we came that are looked at: the newest. */
const maxHistory = 500;
/** How often it is looked whether the site has put another list in its place. */
const lookMs = 2_000;

/**
 * Hears every entry of a data layer, `window[name]`: those that are there already, then each as it is pushed, after the
 * pushing code is done. A list that is replaced is heard on; one that cannot be listened to is left alone.
 *
 * @param heard gets each entry; what it throws, as what the entry throws, stays here. `late`: it was not there when
 * listening began.
 * @returns the way to hear at once what was pushed in this task.
 */
export function watchLayer(name: string, heard: (entry: unknown, late: boolean) => void): () => void {
  const far = window as unknown as { [name: string]: unknown };
  let known: unknown;
  let waiting: unknown[] = [];

  const take = (entry: unknown, late: boolean) => {
    try {
      if (entry && typeof entry === "object" && !isOwn(entry)) heard(entry, late);
    } catch {
      // An entry that throws is the site's own business.
    }
  };
  const drain = () => {
    const now = waiting;
    waiting = [];
    for (const entry of now) take(entry, true);
  };

  function attach(late: boolean): void {
    try {
      // As every reader of a data layer does.
      if (far[name] === undefined) far[name] = [];
      if (far[name] === known) return;
      known = far[name];
      const layer = known as { push?: (...entries: unknown[]) => unknown; length?: number; slice?: unknown };
      if (!Array.isArray(layer)) return;
      for (const entry of layer.slice(-maxHistory)) take(entry, late);
      const push = layer.push;
      layer.push = function (this: unknown, ...entries: unknown[]) {
        if (!waiting.length) setTimeout(drain);
        waiting.push(...entries);
        return push.apply(this, entries);
      };
    } catch {
      // A list that throws is none.
    }
  }

  attach(false);
  setInterval(() => attach(true), lookMs);
  return drain;
}

/** Of our own making: nobody reads that back. What `gtag(…)` pushes is its `arguments`, the third the parameters. */
const isOwn = (entry: object): boolean => ownKey in entry || ownKey in Object((entry as { 2?: unknown })[2] ?? {});
