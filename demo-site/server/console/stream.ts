/** Events as they arrive. */
import { SELECT_EVENTS } from "../event-table.js";
import { storedEvent } from "../stored-event.js";
import type { Facts } from "./facts.js";

export const MAX_ROWS = 100;

export interface StreamQuery {
  /** Position of the newest event already there; 0 at first. */
  after: number;
  name: string;
  visitor: string;
}

/** Newest first, and how many have come in the last minute. */
export async function stream(facts: Facts, { after, name, visitor }: StreamQuery, nowMs: number) {
  const rows = await facts.ask(
    `${SELECT_EVENTS.replace("SELECT", "SELECT position::DOUBLE AS position,")}
      WHERE position > $1 AND ($2 = '' OR coalesce(event, type) = $2 OR ($2 = 'Page Viewed' AND type = 'page'))
        AND ($3 = '' OR anonymous_id = $3 OR user_id = $3)
      ORDER BY position DESC LIMIT ${MAX_ROWS}`,
    [after, name, visitor],
  );
  const [pace = {}] = await facts.ask<Record<string, number>>(
    `SELECT count(*)::DOUBLE AS minute, coalesce(max(position), 0)::DOUBLE AS newest FROM events
      WHERE position > (SELECT coalesce(max(position), 0) - 20000 FROM events) AND received_at > $1::TIMESTAMP - INTERVAL 1 MINUTE`,
    [new Date(nowMs).toISOString()],
  );
  const events = rows.map((row) => ({ ...storedEvent(row), position: Number(row.position) }));
  return { events, perMinute: pace.minute ?? 0 };
}
