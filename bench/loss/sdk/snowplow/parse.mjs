import { jsonOf, numbered } from "../body.mjs";

export const about = { package: "@snowplow/browser-tracker" };

/** `POST /com.snowplowanalytics.snowplow/tp2`: `{ schema, data: [{ eid, ue_pr }] }`, ue_pr being JSON in a string. */
export function parse(request) {
  const json = jsonOf(request);
  if (!Array.isArray(json?.data)) return [];
  return numbered(json.data, numberOf, (event) => event.eid);
}

function numberOf(event) {
  try {
    return JSON.parse(event.ue_pr).data.data.number;
  } catch {
    return undefined;
  }
}

export function reply(_request, { status }) {
  return status === 200 ? { headers: { "content-type": "text/plain" }, body: "OK" } : undefined;
}
