import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const manifest = new URL("../../../../js-bindings/package.json", import.meta.url);
export const about = { package: "waymark", version: JSON.parse(readFileSync(manifest, "utf8")).version };

/** What `sdk.init` gets; the one place that says which destination of ours is staged (`--type` for another). */
export const options = { destinationType: "ndjson" };

/** Both formats the core may be told to speak: NDJSON by its first line, else a batch of Segment's. */
export function parse(request) {
  const text = textOf(request.body);
  const events = text.startsWith('{"$":1') ? readNdjson(text).events : readBatch(text);
  return events.filter(({ number }) => Number.isInteger(number));
}

/** Answers the header's question which batches have come, and remembers this one where it is taken. */
export function reply(request, { status }, memory) {
  const text = textOf(request.body);
  if (!text.startsWith('{"$":1')) return { body: status < 300 ? '{"success":true}' : '{"success":false}' };
  if (status >= 300) return undefined;
  const { header } = readNdjson(text);
  memory.batches ??= new Set();
  if (header.batch) memory.batches.add(header.batch);
  if (!header.ask) return { body: "" };
  return { body: JSON.stringify({ known: header.ask.filter((batch) => memory.batches.has(batch)) }) };
}

/** Header and events (full id, number) of a body in Waymark's NDJSON (docs/destinations.md). */
export function readNdjson(text) {
  const [header, ...lines] = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  let previous = header.id ?? "";
  const events = lines.map((line) => {
    if (line.id === undefined) throw new Error("an event without an id");
    previous = Array.isArray(line.id) ? previous.slice(0, line.id[0]) + line.id[1] : line.id;
    return { id: previous, number: { ...header, ...line }.p?.number };
  });
  return { header, events };
}

function readBatch(text) {
  return JSON.parse(text).batch.map(({ messageId, properties }) => ({ id: messageId, number: properties?.number }));
}

function textOf(body) {
  return (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString("utf8");
}
