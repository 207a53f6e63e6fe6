/** Visitors: who was there last, and everything one of them did. */
import { SELECT_EVENTS } from "../event-table.js";
import { type StoredEvent, storedEvent } from "../stored-event.js";
import type { Facts } from "./facts.js";
import { type Range, WITHIN, within } from "./range.js";

export const PAGE = 100;
const MAX_LISTED = 60;
/** Devices of one person that are followed; somebody may claim to be everybody. */
const MAX_DEVICES = 20;
/** Events the profile is made of: the newest. */
const MAX_LIVED = 5_000;

const LISTED = `SELECT position, visitor, last, events, visits, orders, revenue, channel FROM picked`;

const FIGURES = `max(position) AS position, max(happened) AS last, count(*)::DOUBLE AS events,
  count(DISTINCT session)::DOUBLE AS visits, count_if(name = 'Order Completed')::DOUBLE AS orders,
  coalesce(sum(CASE WHEN name = 'Order Completed' THEN revenue END), 0)::DOUBLE AS revenue,
  max_by(channel, position) FILTER (channel IS NOT NULL) AS channel`;

/** Last seen first; with `search` those whose anonymousId or userId begins so. */
export async function visitorList(facts: Facts, range: Range, search: string) {
  const chosen = search
    ? `SELECT DISTINCT hash(anonymous_id) AS visitor FROM events WHERE starts_with(anonymous_id, $3) OR starts_with(user_id, $3) LIMIT ${MAX_LISTED}`
    : `SELECT visitor FROM console_facts WHERE ${WITHIN} GROUP BY 1 ORDER BY max(position) DESC LIMIT ${MAX_LISTED}`;
  const rows = await facts.ask(
    `WITH chosen AS (${chosen}),
      picked AS (SELECT f.visitor, ${FIGURES} FROM console_facts f JOIN chosen USING (visitor)
        WHERE ${search ? "true OR " : ""}(${WITHIN}) GROUP BY 1),
      stage AS (SELECT visitor, max_by(stage, position) AS stage FROM console_facts JOIN chosen USING (visitor) WHERE name = 'Stage Entered' GROUP BY 1)
      SELECT e.anonymous_id AS id, e.user_id AS "userId", strftime(l.last, '%Y-%m-%dT%H:%M:%SZ') AS last, l.events, l.visits,
        l.orders, l.revenue, l.channel, stage.stage
      FROM (${LISTED}) l JOIN events e ON e.position = l.position LEFT JOIN stage USING (visitor) ORDER BY l.position DESC`,
    search ? within(range, search) : within(range),
  );
  return { visitors: rows };
}

/** Ids of one person: those that have told the same userId. */
async function devices(facts: Facts, id: string): Promise<string[]> {
  const rows = await facts.ask(
    `SELECT DISTINCT anonymous_id AS id FROM events WHERE anonymous_id IS NOT NULL AND user_id IN
      (SELECT DISTINCT user_id FROM events WHERE anonymous_id = $1 AND user_id IS NOT NULL LIMIT 5) LIMIT ${MAX_DEVICES}`,
    [id],
  );
  return [...new Set([id, ...rows.map((row) => String(row.id))])];
}

const THEIRS = `anonymous_id IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;

export interface Timeline {
  ids: string[];
  totals: Record<string, unknown>;
  events: (StoredEvent & { position: number })[];
  /** The touchpoint and stage of each visit, newest first. */
  visits: Record<string, unknown>[];
}

/** Newest first; `before` is the position of the last one already there. Undefined where nobody goes by this id. */
export async function timeline(facts: Facts, id: string, before: number): Promise<Timeline | undefined> {
  const ids = await devices(facts, id);
  const who = JSON.stringify(ids);
  const rows = await facts.ask(
    `${SELECT_EVENTS.replace("SELECT", "SELECT position::DOUBLE AS position,")} WHERE ${THEIRS} AND position < $2 ORDER BY position DESC LIMIT ${PAGE}`,
    [who, before],
  );
  if (rows.length === 0 && before === Number.MAX_SAFE_INTEGER) return undefined;
  const hashes = `visitor IN (SELECT hash(unnest(from_json($1, '["VARCHAR"]'))))`;
  const [totals = {}] = await facts.ask(
    `SELECT count(*)::DOUBLE AS events, count(DISTINCT session)::DOUBLE AS visits, count_if(name = 'Order Completed')::DOUBLE AS orders,
      coalesce(sum(CASE WHEN name = 'Order Completed' THEN revenue END), 0)::DOUBLE AS revenue,
      count_if(name = 'Message Shown')::DOUBLE AS messages, count_if(name = 'Message Clicked')::DOUBLE AS clicks,
      strftime(min(happened), '%Y-%m-%dT%H:%M:%SZ') AS first, strftime(max(happened), '%Y-%m-%dT%H:%M:%SZ') AS last,
      min_by(channel, position) FILTER (channel IS NOT NULL) AS "firstChannel", max_by(channel, position) FILTER (channel IS NOT NULL) AS "lastChannel",
      max_by(stage, position) FILTER (name = 'Stage Entered') AS stage
      FROM console_facts WHERE ${hashes}`,
    [who],
  );
  const visits = await facts.ask(
    `SELECT strftime(min(happened), '%Y-%m-%dT%H:%M:%SZ') AS began, coalesce(any_value(touch), any_value(channel), 'Unassigned') AS channel,
      any_value(campaign) AS campaign, count(*)::DOUBLE AS events, count_if(name = 'Order Completed')::DOUBLE AS orders,
      max_by(stage, position) FILTER (name = 'Stage Entered') AS entered, (epoch_ms(max(happened)) - epoch_ms(min(happened)))::DOUBLE AS ms
      FROM console_facts WHERE ${hashes} AND session IS NOT NULL GROUP BY session ORDER BY min(position) DESC LIMIT 40`,
    [who],
  );
  const events = rows.map((row) => ({ ...storedEvent(row), position: Number(row.position) }));
  return { ids, totals, events, visits };
}

/** What the profile is made of, oldest first. */
export async function lived(facts: Facts, ids: string[]): Promise<StoredEvent[]> {
  const rows = await facts.ask(`${SELECT_EVENTS} WHERE ${THEIRS} ORDER BY position DESC LIMIT ${MAX_LIVED}`, [
    JSON.stringify(ids),
  ]);
  return rows.map(storedEvent).reverse();
}
