import type { Input, Json, Properties } from "../protocol.js";
import { sizeOf } from "./size-of.js";
import { watchLayer } from "./watch-layer.js";

/**
 * `dist/data-layer.mjs`: what a shop's Google Tag Manager data layer says becomes events, so that a shop that has tags
 * needs no new calls. Fetched where the configuration has `dataLayer`.
 */

/** Values of one entry: what is larger is no event, and not worth the time it takes. */
const maxValues = 2_000;
/** Of the entry itself, none of the event's. */
const notProperties = ["event", "ecommerce", "eventModel", "eventCallback", "eventTimeout", "_clear"];
/** What Tag Manager says to itself. */
const internal = /^gtm[.\d]|^(optimize\.|OptanonLoaded|cookie_)/;
/** Members that are money. */
const money = /^(price|value|revenue|total|subtotal|tax|shipping|discount|refund)$/;

interface Settings {
  name?: unknown;
  priceScale?: unknown;
  except?: unknown;
}

type Complain = (code: string, found: string) => void;

/** Listens from now on, and to what is there. Returns the way to hear at once what was pushed in this task. */
export function watchDataLayer(setting: unknown, put: (input: Input) => void, complain: Complain): () => void {
  const { name, priceScale, except } = (setting && typeof setting === "object" ? setting : {}) as Settings;
  const scale = Number(priceScale) || 1;
  const left = new Set(Array.isArray(except) ? except : []);
  let told = false;

  return watchLayer(typeof name === "string" ? name : "dataLayer", (entry) => {
    const said = eventOf(entry);
    if (!said || internal.test(said.name) || left.has(said.name)) return;
    if (sizeOf(entry, maxValues) > maxValues) {
      if (!told) complain("dataLayer.tooLarge", said.name);
      told = true;
      return;
    }
    const properties = scaled(said.properties(), scale) as Properties;
    put({ type: "event", event: { type: "track", name: said.name, properties } });
  });
}

/** Name and properties of an entry: an object with `event`, or what `gtag("event", name, parameters)` pushes. */
function eventOf(entry: unknown): { name: string; properties: () => { [key: string]: unknown } } | undefined {
  if (Object.prototype.toString.call(entry) === "[object Arguments]") {
    const [command, name, parameters] = Array.from(entry as ArrayLike<unknown>);
    if (command !== "event" || typeof name !== "string") return undefined;
    return { name, properties: () => ({ ...(parameters as object | undefined) }) };
  }
  const { event, ecommerce, eventModel } = entry as { [key: string]: unknown };
  if (typeof event !== "string" || !event) return undefined;
  return {
    name: event,
    properties() {
      const own: { [key: string]: unknown } = {};
      for (const [key, value] of Object.entries(entry as object))
        if (!notProperties.includes(key) && !key.startsWith("gtm.")) own[key] = value;
      return { ...own, ...(eventModel as object | undefined), ...(ecommerce as object | undefined) };
    },
  };
}

/** A plain copy with its money times `scale`: a data layer counts in dollars, a catalogue may count in cents. */
function scaled(value: unknown, scale: number, key = ""): Json | undefined {
  if (typeof value === "function" || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map((one) => scaled(one, scale) ?? null);
  if (value && typeof value === "object") {
    // An element or a window of the page is no data.
    if (value instanceof Node || value === window) return undefined;
    const copy: { [key: string]: Json } = {};
    for (const [name, one] of Object.entries(value)) {
      const inner = scaled(one, scale, name);
      if (inner !== undefined) copy[name] = inner;
    }
    return copy;
  }
  if (scale !== 1 && money.test(key) && value !== "" && Number.isFinite(Number(value)))
    return Math.round(Number(value) * scale);
  return value as Json;
}
