import assert from "node:assert/strict";
import { test } from "node:test";
import { maxReplyCharacters } from "../../js-bindings/src/effects/reply.ts";
import { createSender, maxKeepaliveBytes, timeoutMs } from "../../js-bindings/src/effects/send.ts";
import type { Clock } from "../../js-bindings/src/ports/clock.ts";
import type { Transport } from "../../js-bindings/src/ports/transport.ts";
import type { SendEffect, SendResultInput } from "../../js-bindings/src/protocol.ts";

const effect: SendEffect = {
  type: "send",
  batchId: "b1",
  destination: "d",
  method: "POST",
  url: "https://collector.example/v1/batch",
  headers: { "content-type": "text/plain" },
  body: '{"batch":[]}',
  urgency: "normal",
  compress: false,
};

/** A far end that answers when told to, and a clock whose timers fire when told to. */
function world() {
  const requests: { url: string; init: RequestInit; answer: (response: Response) => void; fail: () => void }[] = [];
  const beacons: Blob[] = [];
  const timers = new Map<number, () => void>();
  const results: SendResultInput[] = [];
  let heard = () => {};
  const transport: Transport = {
    fetch: (url, init) =>
      new Promise((answer, reject) => {
        init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        requests.push({ url, init, answer, fail: () => reject(new TypeError("no network")) });
      }),
    beacon: (_, body) => beacons.push(body) > 0,
    gzip: (text) => Promise.resolve(new TextEncoder().encode(`gz${text.length}`)),
  };
  const clock: Clock = {
    now: () => 0,
    after(delayMs, run) {
      timers.set(delayMs, run);
      return () => timers.delete(delayMs);
    },
  };
  const { send, hurry } = createSender(transport, clock, (result) => {
    results.push(result);
    heard();
  });
  const settled = (count: number) =>
    new Promise<void>((resolve) => (heard = () => results.length >= count && resolve()));
  return { transport, requests, beacons, timers, results, send, hurry, settled };
}

test("a reply is answered with its status", async () => {
  const { send, requests, results, settled, timers } = world();
  send(effect);
  const { init } = requests[0] ?? assert.fail("nothing sent");
  assert.deepEqual(
    [init.method, init.mode, init.credentials, init.keepalive, init.body],
    ["POST", "cors", "omit", true, effect.body],
  );
  requests[0]?.answer(new Response("ok", { status: 200, headers: { "content-type": "text/plain" } }));
  await settled(1);
  assert.deepEqual(results, [{ type: "sendResult", batchId: "b1", outcome: "response", status: 200 }]);
  assert.equal(timers.size, 0);
});

test("a refusal carries the wait asked for and its body, of which no more is read than is used", async () => {
  const { send, requests, results, settled } = world();
  send(effect);
  let read = 0;
  let stopped = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 10_000;
      controller.enqueue(new TextEncoder().encode("x".repeat(10_000)));
    },
    cancel() {
      stopped = true;
    },
  });
  requests[0]?.answer(new Response(endless, { status: 429, headers: { "retry-after": "7" } }));
  await settled(1);
  assert.equal(results[0]?.retryAfterMs, 7_000);
  assert.equal(results[0]?.body?.length, maxReplyCharacters);
  assert.ok(stopped && read < 2 * maxReplyCharacters);
});

test("of a success only what may be JSON is read", async () => {
  const { send, requests, results, settled } = world();
  for (const [i, text] of ["<html>", ' {"rejected":[]}', "ok", ""].entries()) {
    send(effect);
    requests[i]?.answer(new Response(text));
    await settled(i + 1);
  }
  assert.deepEqual(
    results.map(({ body }) => body),
    [undefined, ' {"rejected":[]}', undefined, undefined],
  );
});

test("a body that never ends, or breaks off, takes nothing from the status", async () => {
  const { send, requests, results, settled, timers } = world();
  send(effect);
  requests[0]?.answer(new Response(new ReadableStream()));
  await new Promise(setImmediate);
  timers.get(timeoutMs)?.();
  await settled(1);
  send(effect);
  requests[1]?.answer(new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) })));
  await settled(2);
  assert.deepEqual(
    results.map(({ outcome, status }) => [outcome, status]),
    [
      ["response", 200],
      ["response", 200],
    ],
  );
});

test("whatever stands in the place of fetch, there is an outcome", async () => {
  const { send, transport, results, settled, timers } = world();
  const redirect = Object.defineProperty(new Response(), "status", { value: 0 });
  const fakes: (() => unknown)[] = [
    () => {
      throw new Error("no");
    },
    () => undefined,
    () => 5,
    () => ({ status: 200 }),
    () => Promise.reject(undefined),
    () => Promise.resolve(redirect),
    () => new Promise(() => {}),
  ];
  for (const [i, fake] of fakes.entries()) {
    transport.fetch = fake as Transport["fetch"];
    send(effect);
    if (i === fakes.length - 1) timers.get(timeoutMs)?.();
    await settled(i + 1);
  }
  assert.deepEqual(
    results.map(({ outcome }) => outcome),
    ["networkFailure", "networkFailure", "networkFailure", "response", "networkFailure", "networkFailure", "timeout"],
  );
});

test("no network is a network failure, no answer in time a timeout; each answered once", async () => {
  const { send, requests, results, settled, timers } = world();
  send(effect);
  requests[0]?.fail();
  await settled(1);
  send({ ...effect, batchId: "b2" });
  timers.get(timeoutMs)?.();
  await settled(2);
  assert.deepEqual(
    results.map((result) => [result.batchId, result.outcome]),
    [
      ["b1", "networkFailure"],
      ["b2", "timeout"],
    ],
  );
});

test("a request outlives its page, in the task it is asked for, whatever the page does", () => {
  const { send, requests } = world();
  for (const urgency of ["normal", "hidden", "leaving"] as const)
    send({ ...effect, urgency, compress: urgency !== "normal", body: "x".repeat(5_000) });
  assert.deepEqual(
    requests.map(({ init }) => [init.keepalive, init.body]),
    Array(3).fill([true, "x".repeat(5_000)]),
  );
});

test("past the keepalive quota a leaving page uses a beacon and another an ordinary request", async () => {
  const { send, requests, beacons, results, settled } = world();
  const body = "x".repeat(maxKeepaliveBytes - 10);
  send({ ...effect, urgency: "leaving", body });
  send({ ...effect, batchId: "b2", urgency: "leaving" });
  await settled(1);
  assert.deepEqual(results, [{ type: "sendResult", batchId: "b2", outcome: "unknown" }]);
  assert.deepEqual([requests.length, beacons.length, beacons[0]?.type], [1, 1, "text/plain"]);
  for (const urgency of ["hidden", "normal"] as const) send({ ...effect, batchId: "b3", urgency });
  assert.deepEqual(
    requests.slice(1).map(({ init }) => init.keepalive),
    [false, false],
  );
});

test("what has been answered gives its keepalive room back", async () => {
  const { send, requests, settled } = world();
  const body = "x".repeat(maxKeepaliveBytes);
  send({ ...effect, urgency: "leaving", body });
  requests[0]?.answer(new Response(null, { status: 204 }));
  await settled(1);
  send({ ...effect, urgency: "leaving", body });
  assert.equal(requests[1]?.init.keepalive, true);
});

test("a large body is compressed where that is allowed, a small one never", async () => {
  const { send, requests, settled } = world();
  send({ ...effect, compress: true });
  assert.equal(requests[0]?.init.body, effect.body);
  requests[0]?.answer(new Response());
  await settled(1);
  send({ ...effect, compress: true, body: "x".repeat(2_000) });
  // Compression is asynchronous: let its promise settle.
  await new Promise(setImmediate);
  assert.deepEqual(requests[1]?.init.body, new TextEncoder().encode("gz2000"));
  assert.equal(new Headers(requests[1]?.init.headers).get("content-encoding"), "gzip");
  // An address of its own needs no header, and so no preflight.
  send({ ...effect, compress: true, body: "x".repeat(2_000), gzipUrl: "https://collector.example/?gzip=1" });
  await new Promise(setImmediate);
  assert.equal(requests[2]?.url, "https://collector.example/?gzip=1");
  assert.equal(new Headers(requests[2]?.init.headers).get("content-encoding"), null);
});

test("what is being compressed when the page is left goes as it is, once", async () => {
  const { send, hurry, requests } = world();
  send({ ...effect, compress: true, body: "x".repeat(2_000), gzipUrl: "https://collector.example/?gzip=1" });
  assert.equal(requests.length, 0);
  hurry();
  assert.deepEqual([requests[0]?.init.body, requests[0]?.url], ["x".repeat(2_000), effect.url]);
  await new Promise(setImmediate);
  assert.equal(requests.length, 1);
});
