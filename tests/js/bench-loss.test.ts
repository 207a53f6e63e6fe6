/** The fault matrix's own arithmetic (bench/loss): what it must see, and what it must not count. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { openCollector } from "../../bench/loss/lib/collector.mjs";
import { completeAtMs, tally } from "../../bench/loss/lib/tally.mjs";
import { parse, readNdjson, reply } from "../../bench/loss/sdk/waymark/parse.mjs";

const request = (atMs: number, numbers: number[], rest = {}) => ({
  atMs,
  answeredMs: atMs + 1,
  method: "POST",
  url: "/",
  mode: "ok",
  preflight: false,
  headBytes: 100,
  bodyBytes: 100,
  status: 200,
  received: true,
  events: numbers.map((number) => ({ number, id: `id-${number}` })),
  ...rest,
});

test("an event that was only refused is lost, one that came twice is an extra copy", () => {
  const requests = [
    request(0, [1, 2], { status: 503, received: false, mode: "status" }),
    request(1000, [1]),
    request(2000, [1, 3]),
  ];
  const counts = tally(requests, new Set([1, 2, 3]));
  assert.deepEqual(
    { ...counts, bytes: 0 },
    {
      ...{ expected: 3, received: 2, lost: 1, missing: [2], extraCopies: 1, doubles: 0, requests: 3, preflights: 0 },
      ...{ failedRequests: 1, whileSick: 1, worstMinute: 1, inRetryAfter: 0, bytes: 0, unreadable: 0 },
    },
  );
  assert.equal(completeAtMs(requests, new Set([1, 2, 3])), null);
  assert.equal(completeAtMs(requests, new Set([1, 3])), 2001);
});

test("two ids for one event are a double; events nobody waits for count as nothing", () => {
  const other = { events: [{ number: 1, id: "another" }] };
  const counts = tally([request(0, [1, 9]), request(5, [1], other)], new Set([1]));
  assert.equal(counts.doubles, 1);
  assert.equal(counts.extraCopies, 1);
  assert.equal(counts.expected, 1);
});

test("a request inside a Retry-After window is counted, one under way as it opened is not", () => {
  const refused = { status: 429, received: false, mode: "status", retryAfterMs: 10_000 };
  const counts = tally(
    [request(0, [1], refused), request(100, [1]), request(5000, [1]), request(10_500, [1])],
    new Set([1]),
  );
  assert.equal(counts.inRetryAfter, 1);
});

test("the bench reads Waymark's NDJSON: shortened ids, hoisted members, gzip, and the batches it is asked for", () => {
  const text = [
    '{"$":1,"key":"k","batch":"b2","ask":["b1","b0"],"ts":5,"n":"Numbered"}',
    '{"id":"0192-aaaa-1","p":{"number":1}}',
    '{"id":[10,"2"],"p":{"number":2}}',
    '{"id":[5,"bbbb-3"],"t":"page","n":"Page Viewed"}',
  ].join("\n");
  assert.deepEqual(
    readNdjson(text).events.map((event: { id: string }) => event.id),
    ["0192-aaaa-1", "0192-aaaa-2", "0192-bbbb-3"],
  );
  const asked = { method: "POST", url: "/", headers: {}, body: gzipSync(text) };
  assert.deepEqual(parse(asked), [
    { id: "0192-aaaa-1", number: 1 },
    { id: "0192-aaaa-2", number: 2 },
  ]);
  const memory = { batches: new Set(["b0"]) };
  assert.equal(reply(asked, { status: 503 }, memory), undefined);
  assert.deepEqual(reply(asked, { status: 200 }, memory), { body: '{"known":["b0"]}' });
  assert.deepEqual([...memory.batches], ["b0", "b2"]);
});

test("the collector refuses, forgets nothing, and closes and opens its port as told", async (t) => {
  const adapter = { parse: ({ body }: { body: Buffer }) => [{ number: Number(body), id: null }] };
  const collector = await openCollector({ adapter });
  t.after(() => collector.close());
  const send = (number: number) =>
    fetch(`${collector.origin}/v1`, { method: "POST", body: String(number) }).then(
      (response) => response.status,
      () => "failed",
    );
  assert.equal(await send(1), 200);
  await collector.set({ type: "status", status: 429, headers: { "retry-after": "7" } });
  assert.equal(await send(2), 429);
  await collector.set({ type: "poison", status: 400, number: 3 });
  assert.deepEqual([await send(3), await send(4)], [400, 200]);
  await collector.set("reset");
  assert.equal(await send(5), "failed");
  await collector.set("closed");
  assert.equal(await send(6), "failed");
  await collector.set("loop");
  assert.equal(await send(7), "failed");
  await collector.set("ok");
  assert.equal(await send(8), 200);
  const counts = tally(collector.requests, new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  assert.deepEqual(counts.missing, [2, 3, 5, 6, 7]);
  assert.equal(collector.requests.find(({ retryAfterMs }) => retryAfterMs)?.retryAfterMs, 7000);
});
