/**
 * The rules of Snowplow's published schemas for what Waymark sends, in our own words: `payload_data` 1-0-4 of
 * `com.snowplowanalytics.snowplow`, and the e-commerce action 1-0-2 and its entities 1-0-0 of
 * `com.snowplowanalytics.snowplow.ecommerce`, read at Iglu Central in November 2026.
 */
export interface SelfDescribing {
  schema: string;
  data: { [name: string]: unknown };
}

/** Parameters of the tracker protocol that Waymark uses; a row may have no others, and every value is a text. */
const parameters = new Set(
  "e eid tv p tna aid dtm stm url page refr duid sid vid uid lang tz ua res cs se_ca se_ac se_la se_pr se_va ue_pr co".split(
    " ",
  ),
);

type Rule = (value: unknown) => boolean;
const text =
  (most: number, least = 0): Rule =>
  (value) =>
    typeof value === "string" && [...value].length <= most && [...value].length >= least;
const whole =
  (least: number, most: number): Rule =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
/** Hundredths, none below zero. */
const money: Rule = (value) =>
  typeof value === "number" &&
  value >= 0 &&
  value <= 9_999_999 &&
  Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
const count = whole(0, 9_999_999);
const currency = text(3, 3);

/** Each schema's members; those that must be there end with `!`. No others are allowed. */
const rules: { [schema: string]: { [member: string]: Rule } } = {
  "snowplow_ecommerce_action/jsonschema/1-0-2": {
    "type!": (value) =>
      /^(add_to_cart|remove_from_cart|product_view|list_(click|view)|promo_(click|view)|checkout_step|transaction|refund|trns_error)$/.test(
        String(value),
      ),
    name: text(128),
  },
  "product/jsonschema/1-0-0": {
    "id!": text(4_096),
    "category!": text(4_096),
    "price!": money,
    "currency!": currency,
    name: text(4_096),
    list_price: money,
    quantity: count,
    size: text(256),
    variant: text(256),
    brand: text(256),
    inventory_status: text(256),
    position: count,
    creative_id: text(256),
  },
  "transaction/jsonschema/1-0-0": {
    "transaction_id!": text(4_096),
    "revenue!": money,
    "currency!": currency,
    "payment_method!": text(128),
    "total_quantity!": count,
    tax: money,
    shipping: money,
    discount_code: text(99),
    discount_amount: money,
    credit_order: (value) => typeof value === "boolean",
  },
  "refund/jsonschema/1-0-0": {
    "transaction_id!": text(4_096),
    "currency!": currency,
    "refund_amount!": money,
    refund_reason: text(4_096),
  },
  "promotion/jsonschema/1-0-0": {
    "id!": text(4_096),
    name: text(256),
    position: count,
    creative_id: text(4_096),
    type: text(256),
    slot: text(256),
  },
  "checkout_step/jsonschema/1-0-0": {
    "step!": whole(1, 90),
    delivery_method: text(128),
    coupon_code: text(128),
    payment_method: text(128),
  },
  "cart/jsonschema/1-0-0": { "total_value!": money, "currency!": currency, cart_id: text(4_096) },
};

const prefix = "iglu:com.snowplowanalytics.snowplow.ecommerce/";

function faultsOfDescribed({ schema, data }: SelfDescribing): string[] {
  if (!/^iglu:[\w.-]+\/[\w.-]+\/jsonschema\/\d+-\d+-\d+$/.test(schema)) return [`${schema}: no schema's name`];
  if (!schema.startsWith(prefix)) return [];
  const members = rules[schema.slice(prefix.length)];
  if (!members) return [`${schema}: unknown`];
  const faults = Object.keys(members)
    .filter((name) => name.endsWith("!") && data[name.slice(0, -1)] === undefined)
    .map((name) => `${schema}: no ${name.slice(0, -1)}`);
  for (const [name, value] of Object.entries(data)) {
    const rule = members[name] ?? members[`${name}!`];
    if (!rule?.(value)) faults.push(`${schema}: ${name} is ${JSON.stringify(value)?.slice(0, 80)}`);
  }
  return faults;
}

/** What is wrong with a row of `payload_data`, and with the event and the entities in it. */
export function faultsOf(row: { [parameter: string]: string }, optional: string[] = []): string[] {
  const faults = ["e", "tv", "p"]
    .filter((name) => row[name] === undefined && !optional.includes(name))
    .map((name) => `no ${name}`);
  for (const [name, value] of Object.entries(row)) {
    if (!parameters.has(name)) faults.push(`${name}: no parameter`);
    if (typeof value !== "string") faults.push(`${name}: no text`);
  }
  if (row.ue_pr) faults.push(...faultsOfDescribed((JSON.parse(row.ue_pr) as { data: SelfDescribing }).data));
  if (row.co) faults.push(...(JSON.parse(row.co) as { data: SelfDescribing[] }).data.flatMap(faultsOfDescribed));
  return faults;
}
