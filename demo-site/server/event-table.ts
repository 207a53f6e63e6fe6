/** The collector's tables and the statements on them. All text from outside goes in as a parameter. */
import type { CollectedEvent } from "./batch.js";

export const TABLES = `
CREATE TABLE IF NOT EXISTS events (
  message_id VARCHAR PRIMARY KEY,
  position BIGINT,
  type VARCHAR NOT NULL,
  event VARCHAR,
  anonymous_id VARCHAR,
  user_id VARCHAR,
  session_id VARCHAR,
  timestamp TIMESTAMP NOT NULL,
  received_at TIMESTAMP NOT NULL,
  sent_at TIMESTAMP,
  properties JSON,
  traits JSON,
  context JSON
);
ALTER TABLE events ADD COLUMN IF NOT EXISTS group_id VARCHAR;
ALTER TABLE events ADD COLUMN IF NOT EXISTS previous_id VARCHAR;
CREATE TABLE IF NOT EXISTS batches (batch_id VARCHAR PRIMARY KEY, received_at TIMESTAMP NOT NULL)`;

/** ISO 8601 in UTC to the millisecond, as the events came. */
export const iso = (column: string): string => `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;

export const SELECT_EVENTS = `SELECT message_id, type, event, anonymous_id, user_id, group_id, previous_id, session_id,
  ${iso("timestamp")} AS timestamp, ${iso("received_at")} AS received_at, ${iso("sent_at")} AS sent_at,
  properties, traits, context FROM events`;

/** How long a batch's id is remembered: a visitor who left comes back within the day, or the events are sent again. */
export const FORGET_BATCHES = "DELETE FROM batches WHERE received_at < $1::TIMESTAMP - INTERVAL 1 DAY";

const COLUMNS = {
  message_id: "VARCHAR",
  position: "BIGINT",
  type: "VARCHAR",
  event: "VARCHAR",
  anonymous_id: "VARCHAR",
  user_id: "VARCHAR",
  group_id: "VARCHAR",
  previous_id: "VARCHAR",
  session_id: "VARCHAR",
  timestamp: "VARCHAR",
  received_at: "VARCHAR",
  sent_at: "VARCHAR",
  properties: "VARCHAR",
  traits: "VARCHAR",
  context: "VARCHAR",
};
const names = Object.keys(COLUMNS);

/** One statement for any number of events: a statement each took fourteen times as long. */
export const INSERT_EVENTS = `INSERT OR IGNORE INTO events (${names.join(", ")})
  SELECT ${names.map((name) => `r.${name}`).join(", ")}
  FROM (SELECT unnest(from_json($1, '${JSON.stringify([COLUMNS])}')) AS r) ORDER BY r.position`;
export const INSERT_BATCHES = `INSERT OR IGNORE INTO batches (batch_id, received_at)
  SELECT r.id, r.at::TIMESTAMP FROM (SELECT unnest(from_json($1, '[{"id":"VARCHAR","at":"VARCHAR"}]')) AS r)`;
export const KNOWN_BATCHES = `SELECT batch_id FROM batches WHERE batch_id IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;

/** What the database says of a row, as against what it says of the disk. */
export const isAboutData = (error: unknown): boolean =>
  /^(Conversion|Constraint|Invalid Input|Out of Range|Invalid type) Error/.test((error as Error).message);

/** JSON of one row of INSERT_EVENTS' parameter, a list of them. `position` grows with each event. */
export function rowOf(e: CollectedEvent, position: number, receivedAt: string): string {
  return JSON.stringify({
    message_id: e.messageId,
    position,
    type: e.type,
    event: e.event,
    anonymous_id: e.anonymousId,
    user_id: e.userId,
    group_id: e.groupId,
    previous_id: e.previousId,
    session_id: e.sessionId,
    timestamp: e.timestamp,
    received_at: receivedAt,
    sent_at: e.sentAt,
    properties: JSON.stringify(e.properties),
    traits: JSON.stringify(e.traits),
    context: JSON.stringify(e.context),
  });
}
