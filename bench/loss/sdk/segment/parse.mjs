import { jsonOf, numbered } from "../body.mjs";

export const about = { package: "@segment/analytics-next" };

/** `POST /v1/t`: one event; `POST /v1/b`: `{ batch: [] }`. */
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
  return status === 200 ? { body: '{"success":true}' } : undefined;
}
