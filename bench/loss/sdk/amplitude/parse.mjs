import { jsonOf, numbered } from "../body.mjs";

export const about = { package: "@amplitude/analytics-browser" };

/** `POST /2/httpapi`: `{ api_key, events: [] }`, gzipped from 2 KB on. */
export function parse(request) {
  const json = jsonOf(request);
  if (!Array.isArray(json?.events)) return [];
  return numbered(
    json.events,
    (event) => event.event_properties?.number,
    (event) => event.insert_id,
  );
}

/** The client reads the figures of a good answer. */
export function reply(request, { status, accepted }) {
  if (status !== 200) return undefined;
  const body = JSON.stringify({
    code: 200,
    events_ingested: accepted.length,
    payload_size_bytes: request.body.length,
    server_upload_time: Date.now(),
  });
  return { body };
}
