import type { Listeners } from "../listeners.js";
import type { ForwardEffect, Json } from "../protocol.js";

type Far = { dataLayer?: unknown[]; gtag?: (...args: unknown[]) => void; fbq?: (...args: unknown[]) => void };

/** Hands something to the site's own code: its listeners, its data layer, its tags. */
export function createForwarder(
  listeners: Listeners,
  inspected: (state: Json) => void,
): (effect: ForwardEffect) => void {
  return ({ target, name, payload }) => {
    const far = window as unknown as Far;
    switch (target) {
      case "listener":
        return listeners.call(name, payload);
      case "inspector":
        return inspected(payload);
      case "dataLayer": {
        const properties =
          payload !== null && typeof payload === "object" && !Array.isArray(payload) ? payload : { payload };
        far.dataLayer ??= [];
        // So that it is not read back (sources/watch-layer.ts).
        far.dataLayer.push({ ...properties, event: name, [Symbol.for("waymark.own")]: true });
        return;
      }
      case "gtag":
        far.gtag?.("event", name, payload);
        return;
      case "fbq":
        far.fbq?.("trackCustom", name, payload);
    }
  };
}
