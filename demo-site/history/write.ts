/** Many events into an empty events table, in the order they arrived. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { TABLE as FOLLOWUPS } from "../server/followups/ledger.js";
import type { PastEvent } from "./tape.js";

const STAGING = `CREATE TEMP TABLE past (message_id VARCHAR, type VARCHAR, event VARCHAR, anonymous_id VARCHAR,
  user_id VARCHAR, session_id VARCHAR, happened BIGINT, received BIGINT, properties VARCHAR, traits VARCHAR, context VARCHAR)`;

const SORTED = `INSERT INTO events (message_id, position, type, event, anonymous_id, user_id, session_id, timestamp,
    received_at, sent_at, properties, traits, context)
  SELECT message_id, row_number() OVER (ORDER BY received, message_id), type, event, anonymous_id, user_id, session_id,
    make_timestamp_ms(happened), make_timestamp_ms(received), make_timestamp_ms(received), properties, traits, context
  FROM past ORDER BY received, message_id`;

/** What became of the follow-ups: whoever bought again was left alone, a few could not be reached, the rest were sent or wait. */
const FOLLOWED = `INSERT INTO followup_log
  SELECT row_number() OVER (ORDER BY position), message_id,
    CASE WHEN due > until THEN 'waiting' WHEN bought THEN 'cancelled' WHEN hash(message_id) % 20 = 0 THEN 'failed' ELSE 'sent' END,
    least(due, until), CASE WHEN hash(message_id) % 3 = 0 THEN 'email' ELSE 'zalo' END, CASE WHEN due > until THEN 0 ELSE 1 END,
    CASE WHEN due > until THEN due END, CASE WHEN due <= until AND bought THEN 'Order Completed' END
  FROM (SELECT e.position, e.message_id, e.timestamp + INTERVAL 3 DAY AS due, (SELECT max(received_at) FROM events) AS until,
      EXISTS (SELECT 1 FROM events o WHERE o.anonymous_id = e.anonymous_id AND o.event = 'Order Completed'
        AND o.timestamp > e.timestamp AND o.timestamp < e.timestamp + INTERVAL 3 DAY) AS bought
    FROM events e WHERE e.event = 'Followup Requested')`;

/** Gives back how many; closes the connection. */
export async function writeHistory(connection: DuckDBConnection, events: Iterable<PastEvent>): Promise<number> {
  await connection.run(STAGING);
  const appender = await connection.createAppender("past");
  const text = (value: string | null): void => {
    if (value === null) appender.appendNull();
    else appender.appendVarchar(value);
  };
  let count = 0;
  for (const event of events) {
    for (const value of [event.messageId, event.type, event.event, event.anonymousId, event.userId, event.sessionId])
      text(value);
    appender.appendBigInt(BigInt(event.timestampMs));
    appender.appendBigInt(BigInt(event.receivedMs));
    for (const value of [event.properties, event.traits, event.context]) text(JSON.stringify(value));
    appender.endRow();
    count += 1;
  }
  appender.closeSync();
  await connection.run(SORTED);
  await connection.run(FOLLOWUPS);
  await connection.run(FOLLOWED);
  await connection.run("DROP TABLE past");
  connection.closeSync();
  return count;
}
