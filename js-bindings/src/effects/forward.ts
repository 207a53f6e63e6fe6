import { isObject } from "../is-object.js";
import type { Listeners } from "../listeners.js";
import { errorText, type Log } from "../log.js";
import { ownKey } from "../own-key.js";
import type { ForwardEffect, Json } from "../protocol.js";

/** Hands something to the site's own code: its listeners, its data layer, its tags. */
export function createForwarder(
  listeners: Listeners,
  log: Log,
  inspected: (state: Json) => void,
): (effect: ForwardEffect) => void {
  return (effect) => {
    const { target, name, payload } = effect;
    switch (target) {
      case "listener":
        return listeners.call(name, payload);
      case "inspector":
        return inspected(payload);
      case "dataLayer": {
        const far = window as unknown as { dataLayer?: unknown[] };
        const properties = isObject(payload) ? payload : { payload };
        far.dataLayer ??= [];
        far.dataLayer.push({ ...properties, event: name, [ownKey]: true });
        return;
      }
      default:
        // In their order; once it is there, before this task is over: a page that is left has told its tags.
        void import("./tags.js")
          .then(({ toTag }) => toTag(effect))
          .catch((error: unknown) => log.say("error", "effect.forward", `${target}: ${errorText(error)}`));
    }
  };
}
