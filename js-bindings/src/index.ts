/**
 * Tracking and personalisation in the visitor's browser.
 *
 * ```ts
 * import { waymark } from "waymark";
 * waymark.init({ config: "/waymark.config.json" });
 * waymark.track("Product Viewed", { product_id: "p1" });
 * ```
 */
import type { Waymark } from "./api.js";
import { createFront, type Front, insideKey } from "./front.js";
import { createRecorder, type Recorder } from "./recorder.js";
import { watchClicks } from "./signals/click.js";
import { watchForms } from "./signals/form.js";
import { routeSignal } from "./signals/route.js";
import { defineSlot } from "./signals/slots.js";

export type { Flushed, InitOptions, Recommendations, RecommendOptions, Values, Waymark } from "./api.js";
export type * from "./config.js";
export type * from "./content.js";
export type * from "./protocol.js";

function connect(): Front {
  // Rendered on a server: every call is accepted and nothing happens.
  if (typeof window === "undefined") {
    const nobody = createFront({ call: () => {}, put: () => {}, calls: [] } as unknown as Recorder);
    nobody[insideKey].settle(true);
    nobody.ready = Promise.resolve();
    return nobody;
  }
  const before = (window as unknown as { waymark?: Front }).waymark;
  if (before && insideKey in before) return before;
  const front = createFront(createRecorder(Date.now));
  const inside = front[insideKey];
  inside.begin = () => {
    defineSlot();
    watchClicks(inside.recorder);
    watchForms(inside.recorder);
    inside.recorder.put(routeSignal("load"));
    import("./host.js").then(({ start }) => start(front)).catch(inside.fail);
  };
  return front;
}

/** The one instance of a page; with the script tag it is `window.waymark`. */
export const waymark: Waymark = connect();
export default waymark;

/** `waymark.init` */
export const init: Waymark["init"] = waymark.init;
/** `waymark.track` */
export const track: Waymark["track"] = waymark.track;
/** `waymark.page` */
export const page: Waymark["page"] = waymark.page;
/** `waymark.identify` */
export const identify: Waymark["identify"] = waymark.identify;
/** `waymark.group` */
export const group: Waymark["group"] = waymark.group;
/** `waymark.alias` */
export const alias: Waymark["alias"] = waymark.alias;
/** `waymark.consent` */
export const consent: Waymark["consent"] = waymark.consent;
/** `waymark.trigger` */
export const trigger: Waymark["trigger"] = waymark.trigger;
/** `waymark.recommend` */
export const recommend: Waymark["recommend"] = (options) => waymark.recommend(options);
/** `waymark.reset` */
export const reset: Waymark["reset"] = waymark.reset;
/** `waymark.profile` */
export const profile: Waymark["profile"] = () => waymark.profile();
/** `waymark.exportProfile` */
export const exportProfile: Waymark["exportProfile"] = () => waymark.exportProfile();
/** `waymark.mergeProfile` */
export const mergeProfile: Waymark["mergeProfile"] = (known) => waymark.mergeProfile(known);
/** `waymark.forget` */
export const forget: Waymark["forget"] = waymark.forget;
/** `waymark.on` */
export const on: Waymark["on"] = waymark.on;
/** `waymark.inspect` */
export const inspect: Waymark["inspect"] = () => waymark.inspect();
/** `waymark.debug` */
export const debug: Waymark["debug"] = () => waymark.debug();
/** `waymark.stats` */
export const stats: Waymark["stats"] = () => waymark.stats();
/** `waymark.flush` */
export const flush: Waymark["flush"] = () => waymark.flush();
