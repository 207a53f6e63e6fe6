import { jsonOf, numbered } from "../body.mjs";

export const about = { package: "@rudderstack/analytics-js" };

/** `POST /v1/track`: one event; `/v1/batch` and `/beacon/v1/batch`: `{ batch: [] }`. */
export function parse(request) {
  const json = jsonOf(request);
  if (!json) return [];
  return numbered(
    json.batch ?? [json],
    (event) => event.properties?.number,
    (event) => event.messageId,
  );
}

export function reply(_request, { status }) {
  return status === 200 ? { headers: { "content-type": "text/plain" }, body: "OK" } : undefined;
}
