import { jsonOf, numbered } from "../body.mjs";

export const about = { package: "mixpanel-browser" };

/** `POST /track/?verbose=1`: an array of events, or one, as JSON or form member `data`. */
export function parse(request) {
  const json = jsonOf(request);
  if (!json) return [];
  return numbered(
    Array.isArray(json) ? json : [json],
    (event) => event.properties?.number,
    (event) => event.properties?.$insert_id,
  );
}

export function reply(_request, { status }) {
  return status === 200 ? { body: '{"status":1,"error":null}' } : undefined;
}
