/** What the peers' parsers share: a request's body as JSON, whichever way the SDK packed it. */
import { gunzipSync } from "node:zlib";

/** Text of a body, gunzipped where its first bytes say so (PostHog names gzip in the URL, Amplitude in a header). */
export function textOf({ body }) {
  if (!body || body.length === 0) return "";
  const gzipped = body.length > 2 && body[0] === 0x1f && body[1] === 0x8b;
  return (gzipped ? gunzipSync(body) : body).toString("utf8");
}

/** The JSON in a body: plain, or as form member `data`, plain or base64. Undefined where there is none. */
export function jsonOf(request) {
  const text = textOf(request);
  const data = text.startsWith("data=") ? new URLSearchParams(text).get("data") : text;
  for (const candidate of [data, Buffer.from(data ?? "", "base64").toString("utf8")]) {
    try {
      return JSON.parse(candidate);
    } catch {}
  }
  return undefined;
}

/** Events of one request as the harness wants them: only those that carry a number. */
export function numbered(list, numberOf, idOf) {
  return list
    .map((event) => ({ number: numberOf(event), id: idOf(event) }))
    .filter(({ number }) => Number.isInteger(number));
}
