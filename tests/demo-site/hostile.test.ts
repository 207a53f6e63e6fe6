import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { batch, event, line, lines, post, type Shop, send, startShop, stored, temporaryFolder } from "./support.js";

describe("the collector and hostile senders", () => {
  const place = temporaryFolder();
  const env = { DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist, REQUEST_TIMEOUT_MS: "400" };
  let shop: Shop;
  before(async () => {
    shop = await startShop(env);
  });
  after(async () => {
    // It has met all of this as one process.
    assert.equal(shop.child.exitCode, null);
    assert.equal(await shop.stop(), 0);
    place.remove();
  });

  const residentBytes = (): number =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${shop.child.pid}/status`, "utf8"))?.[1]) * 1024;
  const refusedCount = async (): Promise<Record<string, number>> => {
    const stats = (await (await fetch(`${shop.url}/api/stats`)).json()) as {
      collector: { refused: Record<string, number> };
    };
    return stats.collector.refused;
  };

  const nasty = [
    `'); DROP TABLE events; --`,
    `<img src=x onerror=alert(1)></script><script>alert(1)</script>`,
    "$1 %s {{7*7}} ../../etc/passwd",
    "nul \u0000 bell \u0007 \u202e \ufeff",
    "Tâm 😀 \ud83d half",
    "NaN",
    "__proto__",
  ];

  it("stores SQL, HTML, control characters and half characters in every field as the text they are", async () => {
    const whole = (text: string) => text.replace(/\ud83d (?=half)/, "\ufffd ");
    for (const [i, text] of nasty.entries()) {
      const own = await post(
        shop,
        lines(
          { batch: text, ask: [text] },
          {
            id: `own-${i}-${text.slice(0, 6)}`,
            n: text,
            t: "track",
            ts: 1772352000250,
            a: text,
            u: text,
            g: text,
            v: text,
          },
          line(`more-${i}`, {
            s: [text, text, text],
            p: { [text]: text },
            tr: { [text]: [text] },
            c: { [text]: { x: text } },
          }),
        ),
      );
      assert.ok(own.ok, await own.text());
      const segment = await send(
        shop,
        batch(event(`seg-${i}`, { event: text, anonymousId: text, userId: text, properties: { [text]: text } })),
      );
      assert.equal(segment.status, 200);
      const [named] = await stored(shop, `&name=${encodeURIComponent(whole(text))}`);
      assert.deepEqual([named?.event, named?.anonymousId], [whole(text), whole(text)]);
      const [more] = await stored(shop, `&messageId=more-${i}`);
      assert.deepEqual(Object.entries(more?.properties ?? {}), [[whole(text), whole(text)]]);
      assert.equal(more?.sessionId, whole(text));
    }
    assert.equal((await stored(shop)).length, nasty.length * 3);
  });

  it("survives anything as a body, of any type", async () => {
    const before = (await stored(shop)).length;
    const random = Uint8Array.from({ length: 60_000 }, (_, i) => (Math.imul(i + 7, 2654435761) >>> 13) & 255);
    const deep = `{"$":1,"key":"demo","c":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    const bodies: (string | Uint8Array)[] = [
      "",
      "\0",
      "null",
      "[]",
      "\n".repeat(400_000),
      random,
      deep,
      `{"writeKey":"demo","batch":[{"type":"track","event":"x","messageId":"deep","anonymousId":"a","properties":{"x":${"[".repeat(90_000)}${"]".repeat(90_000)}}}]}`,
      `{"$":1,"key":"demo","c":{"x":1e999},"ts":1e999}\n{"id":"inf"}`,
      lines({ key: { $gt: "" } }, line("key")),
      lines({ ask: "everything", batch: ["x"] }, { id: { $ne: null } }),
    ];
    const types = [
      "text/plain",
      "application/json",
      "multipart/form-data; boundary=x",
      "application/x-unknown",
      "a/b;c",
    ];
    for (const path of ["/v1/events", "/v1/batch", "/v1/events?gzip=1&gzip=1&x[]=1"]) {
      for (const [i, body] of bodies.entries()) {
        const type = types[i % types.length] ?? "";
        const answer = await post(shop, body, { path, headers: { "content-type": type } });
        const text = await answer.text();
        assert.ok([200, 204, 400, 401, 413].includes(answer.status), `${path} ${i}: ${answer.status} ${text}`);
        if (answer.status >= 400) assert.equal(typeof JSON.parse(text).error.code, "string");
      }
    }
    assert.equal((await stored(shop)).length, before);
  });

  it("inflates no bomb, however it is wrapped", async () => {
    const before = residentBytes();
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200_000_000, "x")));
    const plain = { "content-type": "text/plain" };
    const ways: [string, Record<string, string>][] = [
      ["/v1/events?gzip=1", plain],
      ["/v1/batch", plain],
      ["/v1/events", { ...plain, "content-encoding": "gzip" }],
      ["/v1/batch", { "content-type": "application/json", "content-encoding": "gzip" }],
    ];
    for (const [path, headers] of ways) assert.equal((await post(shop, bomb, { path, headers })).status, 413, path);
    const twice = new Uint8Array(gzipSync(bomb));
    const wrapped = await post(shop, twice, { headers: { ...plain, "content-encoding": "gzip" } });
    assert.equal(wrapped.status, 413);
    // None of the 200 MB was ever held: not even one of five.
    assert.ok(residentBytes() - before < 150_000_000, `${before} → ${residentBytes()}`);
  });

  it("answers 413 to a body larger than it says, and holds none of it", async () => {
    const before = residentBytes();
    const chunk = new Uint8Array(100_000).fill(120);
    for (const path of ["/v1/events", "/v1/batch"]) {
      const body = new ReadableStream({
        pull(controller) {
          this.left -= 1;
          if (this.left < 0) controller.close();
          else controller.enqueue(chunk);
        },
        left: 70,
      } as UnderlyingDefaultSource & { left: number });
      const request = { method: "POST", body, duplex: "half", headers: { "content-type": "text/plain" } };
      assert.equal((await fetch(`${shop.url}${path}`, request as RequestInit)).status, 413);
    }
    assert.ok(residentBytes() - before < 100_000_000);
  });

  async function open(head: string): Promise<Socket> {
    const socket = connect(shop.port, "localhost");
    await once(socket, "connect");
    socket.on("error", () => undefined);
    socket.write(head);
    return socket;
  }
  async function end(socket: Socket): Promise<string> {
    let text = "";
    socket.on("data", (data: Buffer) => {
      text += data.toString();
    });
    if (!socket.closed) await once(socket, "close");
    return text;
  }

  it("ends senders that never finish: headers, body, and one who says more than comes", async () => {
    const request = (headers: string, body = "") => `POST /v1/events HTTP/1.1\r\nhost: x\r\n${headers}\r\n${body}`;
    const slow = await Promise.all([
      open("POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-ty"),
      open(request("content-type: text/plain\r\ncontent-length: 400000\r\n", '{"$":1')),
      open(request("content-type: text/plain\r\ntransfer-encoding: chunked\r\n", "5\r\nab")),
    ]);
    for (const text of await Promise.all(slow.map(end))) assert.match(text, /^HTTP\/1\.1 408 |^$/);
    assert.equal((await post(shop, lines({}, line("after-slow")))).status, 204);
  });

  it("answers 400 to what is no HTTP", async () => {
    const socket = await open("\u0016\u0003\u0001 GET\r\n\r\n");
    assert.match(await end(socket), /^HTTP\/1\.1 400 /);
  });

  it("stores nothing of a request whose sender went away in the middle, and counts it", async () => {
    const before = (await refusedCount()).bodyUnreadable ?? 0;
    const body = lines({}, line("gone"));
    const socket = await open(
      `POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: ${body.length + 5}\r\n\r\n${body}`,
    );
    socket.destroy();
    while (((await refusedCount()).bodyUnreadable ?? 0) === before) await new Promise((done) => setImmediate(done));
    assert.deepEqual(await stored(shop, "&messageId=gone"), []);
  });

  it("counts what it refused by a fixed set of codes", async () => {
    const codes = Object.keys(await refusedCount());
    const known = "bodyUnreadable headerInvalid malformed notGzip notNdjson tooLarge writeKey".split(" ");
    assert.deepEqual(
      codes.filter((code) => !known.includes(code)),
      [],
    );
    assert.ok(codes.includes("tooLarge") && codes.includes("notNdjson"));
  });

  it("shows hostile events on the console's page as text: the page holds none of it", async () => {
    const page = await fetch(`${shop.url}/console`);
    assert.doesNotMatch(await page.text(), /onerror/);
    assert.match(page.headers.get("content-security-policy") ?? "", /script-src 'self'/);
    const listed = await fetch(`${shop.url}/api/events?limit=1000`);
    assert.match(listed.headers.get("content-type") ?? "", /^application\/json/);
    assert.equal(listed.headers.get("x-content-type-options"), "nosniff");
  });
});
