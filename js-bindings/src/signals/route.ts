import { pageFacts } from "../page-facts.js";
import type { SignalInput } from "../protocol.js";

type RouteSignal = Extract<SignalInput, { kind: "route" }>;
export type Trigger = RouteSignal["detail"]["trigger"];

/** The `route` signal of the page as it is now. */
export function routeSignal(trigger: Trigger, referrer?: string): RouteSignal {
  return { type: "signal", kind: "route", detail: { trigger, page: pageFacts(referrer) } };
}
