/**
 * Rules of GA4's Measurement Protocol, written by us from Google's documentation (limits, names, what recommended
 * events carry). Google publishes no schema, and its validation endpoint is not asked by tests.
 */
import type { Json } from "../../js-bindings/src/protocol.ts";

type Members = { [name: string]: Json };
interface Event {
  name: string;
  params: Members;
}

const text = (max: number) => (value: Json) => typeof value === "string" && value.length > 0 && value.length <= max;
const number = (value: Json) => typeof value === "number" && Number.isFinite(value);
const name = (value: string, max: number) => /^[a-z][a-z0-9_]*$/i.test(value) && value.length <= max;
const RESERVED_PREFIX = /^(_|ga_|google_|firebase_|gtag\.)/;
const RESERVED = new Set([
  ...["app_remove", "app_store_refund", "app_store_subscription_cancel", "app_store_subscription_renew", "error"],
  ...["first_open", "first_visit", "in_app_purchase", "session_start", "user_engagement"],
]);

/** Longest text of a parameter; the page's own may be longer. */
const LENGTHS: { [param: string]: number } = { page_location: 1000, page_title: 300, page_referrer: 420 };

const ITEM: { [member: string]: (value: Json) => boolean } = {
  ...Object.fromEntries(
    ["item_id", "item_name", "affiliation", "coupon", "item_brand", "item_category", "item_list_id", "item_list_name"]
      .concat("item_variant")
      .map((member) => [member, text(100)]),
  ),
  ...Object.fromEntries(["discount", "index", "price", "quantity"].map((member) => [member, number])),
};

/** What Google's reference marks as required for recommended events of a shop. */
const REQUIRED: { [event: string]: string[] } = {
  page_view: ["page_location"],
  view_item: ["items", "value", "currency"],
  view_item_list: ["items"],
  select_item: ["items"],
  add_to_cart: ["items", "value", "currency"],
  remove_from_cart: ["items", "value", "currency"],
  view_cart: ["items", "value", "currency"],
  add_to_wishlist: ["items", "value", "currency"],
  begin_checkout: ["items", "value", "currency"],
  purchase: ["transaction_id", "items", "value", "currency"],
  refund: ["transaction_id", "value", "currency"],
  search: ["search_term"],
  share: ["method", "content_type", "item_id"],
  join_group: ["group_id"],
};

function* itemFaults(items: Json): Generator<string> {
  if (!Array.isArray(items) || items.length === 0 || items.length > 200) return yield "items";
  for (const item of items as Members[]) {
    if (item.item_id === undefined && item.item_name === undefined) yield "item without item_id and item_name";
    for (const [member, value] of Object.entries(item)) if (!ITEM[member]?.(value)) yield `item ${member}`;
  }
}

function* eventFaults({ name: event, params, ...rest }: Event & Members): Generator<string> {
  if (!name(event, 40) || RESERVED.has(event) || RESERVED_PREFIX.test(event)) yield `name ${event}`;
  if (Object.keys(params).length > 25) yield `${event}: more than 25 parameters`;
  if (!/^\d+$/.test(String(params.session_id)) || !number(params.engagement_time_msec ?? null)) {
    yield `${event}: no session`;
  }
  if (!Number.isSafeInteger(rest.timestamp_micros)) yield `${event}: timestamp_micros`;
  for (const required of REQUIRED[event] ?? []) if (params[required] === undefined) yield `${event}: no ${required}`;
  if ((params.value === undefined) !== (params.currency === undefined)) yield `${event}: value without currency`;
  for (const [param, value] of Object.entries(params)) {
    if (!name(param, 40) || RESERVED_PREFIX.test(param)) yield `${event}: parameter ${param}`;
    if (param === "items") yield* itemFaults(value);
    else if (!number(value) && !text(LENGTHS[param] ?? 100)(value)) yield `${event}: value of ${param}`;
  }
}

/** What is wrong with the body of a request; nothing where all is well. */
export function ga4Faults(body: string): string[] {
  if (body.length >= 130_000) return ["130 KB"];
  const { client_id, user_id, user_properties, events, consent: _, ...rest } = JSON.parse(body) as Members;
  const faults = Object.keys(rest).map((member) => `unknown ${member}`);
  if (!text(1000)(client_id ?? null)) faults.push("client_id");
  if (user_id !== undefined && !text(256)(user_id)) faults.push("user_id");
  const properties = Object.entries((user_properties ?? {}) as Members);
  if (properties.length > 25) faults.push("more than 25 user properties");
  for (const [property, given] of properties) {
    const { value = null } = given as Members;
    if (!name(property, 24) || !(number(value) || text(36)(value))) faults.push(`user property ${property}`);
  }
  const list = (events ?? []) as unknown as (Event & Members)[];
  if (list.length === 0 || list.length > 25) faults.push(`${list.length} events`);
  return [...faults, ...list.flatMap((event) => [...eventFaults(event)])];
}
