import { jsonOf, numbered } from "../body.mjs";

export const about = { package: "posthog-js" };

/** `POST /e/` or `/i/v0/e/`: an array of events, or `{ api_key, batch: [] }`, or a single event. */
export function parse(request) {
  const json = jsonOf(request);
  if (!json) return [];
  const events = Array.isArray(json) ? json : (json.batch ?? [json]);
  return numbered(
    events,
    (event) => event.properties?.number,
    (event) => event.uuid,
  );
}

export function reply(_request, { status }) {
  return status === 200 ? { body: '{"status":1}' } : undefined;
}
