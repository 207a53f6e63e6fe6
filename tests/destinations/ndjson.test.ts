import assert from "node:assert/strict";
import { test } from "node:test";
import { replyTests } from "./replies.ts";
import { eventsOf, goldenRequests, goldenTests, type Target } from "./support.ts";

const ndjson: Target = { type: "ndjson", url: "https://shop.example/in", writeKey: "K" };

goldenTests(ndjson);

const { readBatch } = (await import(
  new URL("../../dist/collector.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/collector/index.ts");

for (const set of ["events", "shop"] as const) {
  test(`ndjson: ${set}, read by the collector, are the canonical events again`, () => {
    const read = goldenRequests("ndjson", set).flatMap(({ body }) => {
      const batch = readBatch(body);
      assert.ok(batch.ok);
      assert.deepEqual([batch.key, batch.rejected], ["K", []]);
      return batch.events;
    });
    // A user agent is the request's own: it stays in the header of that name.
    const said = eventsOf(set).map(({ context: { userAgent, ...context } = {}, ...event }) => ({ ...event, context }));
    assert.deepEqual(read, said);
  });
}

replyTests(ndjson, [
  ["200", { status: 200 }, {}],
  ["200 with what is no JSON", { status: 200, body: "<html>" }, {}],
  [
    "some refused for good, some to be sent again",
    {
      status: 200,
      json: {
        rejected: [
          { id: "id-2", reason: "nameMissing", retry: false },
          { id: "id-3", reason: "busy", retry: true },
          { id: "someone else's", reason: "x", retry: false },
        ],
      },
    },
    { refused: { 2: "nameMissing" }, again: [3] },
  ],
  [
    "a line named by its place",
    { status: 200, json: { rejected: [{ index: 3, reason: "idMissing", retry: false }] } },
    { refused: { 4: "idMissing" } },
  ],
  ["400 halves", { status: 400 }, { again: [1, 2] }],
  ["401 parks", { status: 401 }, { parked: true }],
  ["413 halves", { status: 413 }, { again: [1, 2] }],
  ["503 waits as long as it is told", { status: 503, retryAfterMs: 3_000 }, { again: [1, 2, 3, 4], waitedMs: 3_000 }],
]);

test("ndjson: the first line is the header, a line an event follows, and nothing asks for a preflight", () => {
  for (const set of ["events", "shop"] as const) {
    for (const { url, gzipUrl, headers, body } of goldenRequests("ndjson", set)) {
      assert.deepEqual(headers, { "Content-Type": "text/plain;charset=UTF-8" });
      assert.equal(gzipUrl, `${url}?gzip=1`);
      const [header, ...lines] = body.split("\n").filter(Boolean);
      assert.equal((JSON.parse(header ?? "") as { key: string }).key, "K");
      assert.equal(lines.length, eventsOf(set).length);
    }
  }
});
