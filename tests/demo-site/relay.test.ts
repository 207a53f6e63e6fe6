import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { ended, listen, post, run, type Shop, startShop, temporaryFolder } from "./support.js";

const SECRETS = { GA4_API_SECRET: "ga4/secret+1", META_ACCESS_TOKEN: "EAAB-token-1" };
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("the relay", () => {
  const place = temporaryFolder();
  const env = { DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist };
  const seen: { url: URL; headers: IncomingMessage["headers"]; body: string }[] = [];
  let answer: (response: ServerResponse) => void;
  let far: Awaited<ReturnType<typeof listen>>;
  let shop: Shop;
  let said = "";

  before(async () => {
    far = await listen(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      seen.push({ url: new URL(request.url ?? "", "http://far"), headers: request.headers, body });
      answer(response);
    });
    shop = await startShop({
      ...env,
      ...SECRETS,
      GA4_MEASUREMENT_ID: "G-DEMO",
      META_PIXEL_ID: "42",
      RELAY_GA4_URL: `${far.url}/mp/collect`,
      RELAY_META_URL: `${far.url}/v23.0/42/events`,
    });
    for (const stream of [shop.child.stdout, shop.child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
  });
  after(async () => {
    await shop.stop();
    await far.close();
    place.remove();
  });
  beforeEach(() => {
    seen.length = 0;
    answer = (response) => response.writeHead(204).end();
  });

  const relay = (name: string, body: unknown, headers: Record<string, string> = {}) =>
    post(shop, typeof body === "string" ? body : JSON.stringify(body), {
      path: `/v1/relay/${name}`,
      headers: { "content-type": "text/plain;charset=UTF-8", "user-agent": "Browser/1", ...headers },
    });

  const ga4 = {
    client_id: "1234.5678",
    user_id: "u1",
    timestamp_micros: 1767323045678000,
    consent: { ad_user_data: "GRANTED", ad_personalization: "DENIED" },
    events: [{ name: "page_view", params: { page_location: "https://shop.example/p/1", session_id: "1767323000" } }],
  };
  const meta = (user_data: object) => ({
    data: [
      { event_name: "Purchase", event_time: 1767323045, event_id: "m4", action_source: "website", user_data },
      { event_name: "PageView", event_time: 1767323045, event_id: "m1", action_source: "website" },
    ],
  });

  it("forwards GA4's body as it is, with id and secret, and passes the answer back", async () => {
    const reply = await relay("ga4", ga4);
    assert.equal(reply.status, 204);
    assert.equal(seen.length, 1);
    const [request] = seen;
    assert.equal(request?.url.pathname, "/mp/collect");
    assert.deepEqual(Object.fromEntries(request?.url.searchParams ?? []), {
      measurement_id: "G-DEMO",
      api_secret: SECRETS.GA4_API_SECRET,
    });
    assert.equal(request?.headers["content-type"], "application/json");
    assert.equal(request?.headers["user-agent"], "Browser/1");
    assert.deepEqual(JSON.parse(request?.body ?? ""), ga4);
  });

  it("forwards Meta's body with the token, hashes what names a person, and adds address and user agent", async () => {
    answer = (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"events_received":2}');
    const reply = await relay("meta", {
      ...meta({
        em: [" John_Smith@gmail.com "],
        ph: "+84 (0)90 123",
        fn: "Tâm",
        ln: sha256("nguyen"),
        external_id: "a-7f3",
        fbp: "fb.1.1.2",
        client_user_agent: "Sent/2",
        client_ip_address: "8.8.8.8",
        em2: null,
        ct: "",
      }),
      test_event_code: "TEST1",
      access_token: "of-the-browser",
    });
    assert.equal(reply.status, 200);
    assert.deepEqual(await reply.json(), { events_received: 2 });
    const [request] = seen;
    assert.equal(request?.url.pathname, "/v23.0/42/events");
    assert.deepEqual(Object.fromEntries(request?.url.searchParams ?? []), { access_token: SECRETS.META_ACCESS_TOKEN });
    const { data, ...rest } = JSON.parse(request?.body ?? "") as { data: { user_data: Record<string, unknown> }[] };
    assert.deepEqual(rest, { test_event_code: "TEST1" });
    const { client_ip_address, ...person } = data[0]?.user_data ?? {};
    assert.match(String(client_ip_address), /^(127\.0\.0\.1|::1)$/);
    assert.deepEqual(person, {
      // Meta's own example of a normalised and hashed address.
      em: ["62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f"],
      ph: sha256("84090123"),
      fn: sha256("tâm"),
      ln: sha256("nguyen"),
      external_id: sha256("a-7f3"),
      fbp: "fb.1.1.2",
      client_user_agent: "Sent/2",
    });
    assert.deepEqual(data[1]?.user_data, { client_user_agent: "Browser/1", client_ip_address });
  });

  const metaAnswers: [string, number, string, number][] = [
    ["an invalid event", 400, '{"error":{"code":100,"message":"Invalid parameter"}}', 400],
    ["too many calls", 400, '{"error":{"code":80004}}', 429],
    ["a token that has expired", 400, '{"error":{"code":190}}', 403],
    ["no JSON", 400, "<html>", 400],
    ["a sick far end", 500, "", 500],
  ];
  for (const [what, status, text, expected] of metaAnswers) {
    it(`answers ${expected} to Meta's ${status} for ${what}`, async () => {
      answer = (response) => response.writeHead(status).end(text);
      const reply = await relay("meta", meta({}));
      assert.deepEqual([reply.status, await reply.text()], [expected, text]);
    });
  }

  it("passes Retry-After back", async () => {
    answer = (response) => response.writeHead(429, { "retry-after": "17" }).end();
    const reply = await relay("ga4", ga4);
    assert.deepEqual([reply.status, reply.headers.get("retry-after")], [429, "17"]);
  });

  it("follows no redirect and says 502, also to a far end that is not there", async () => {
    answer = (response) => response.writeHead(302, { location: `${far.url}/elsewhere` }).end();
    const reply = await relay("ga4", ga4);
    assert.equal(reply.status, 502);
    assert.equal(((await reply.json()) as { error: { code: string } }).error.code, "farEndRedirects");
    assert.equal(seen.length, 1);
    answer = (response) => response.destroy();
    const broken = await relay("ga4", ga4);
    assert.equal(broken.status, 502);
    assert.equal(((await broken.json()) as { error: { code: string } }).error.code, "farEndUnreachable");
  });

  it("answers with no page, whatever the far end says", async () => {
    answer = (response) => response.writeHead(400, { "content-type": "text/html" }).end("<script>alert(1)</script>");
    const reply = await relay("meta", meta({}));
    assert.match(reply.headers.get("content-type") ?? "", /^text\/plain/);
    assert.equal(reply.headers.get("x-content-type-options"), "nosniff");
  });

  it("reads no more of a reply than a sender would", async () => {
    answer = (response) => response.writeHead(200).end("x".repeat(1_000_000));
    assert.equal((await (await relay("ga4", ga4)).text()).length, 64_000);
  });

  it("never says a secret, even where the far end does", async () => {
    answer = (response) => {
      const { url } = seen[0] ?? assert.fail();
      response
        .writeHead(400, { "content-type": "text/plain", "x-echo": url.search })
        .end(`${url.href} ${url.searchParams.get("api_secret")} ${url.searchParams.get("access_token")}`);
    };
    for (const [name, body] of [
      ["ga4", ga4],
      ["meta", meta({})],
    ] as const) {
      seen.length = 0;
      const reply = await relay(name, body);
      const all = `${await reply.text()} ${JSON.stringify([...reply.headers])} ${said}`;
      assert.equal(reply.status, 400);
      assert.match(all, /…/);
      for (const secret of Object.values(SECRETS)) {
        assert.ok(!all.includes(secret), all);
        assert.ok(!all.includes(encodeURIComponent(secret)), all);
      }
    }
  });

  const malformed: [string, string, string][] = [
    ["ga4", "no JSON", "{"],
    ["ga4", "a list", "[]"],
    ["ga4", "no events", "{}"],
    ["ga4", "nothing", ""],
    ["ga4", "JSON that is too deep", `{"events":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
    ["meta", "no data", "{}"],
    ["meta", "data that is no list of events", '{"data":[1]}'],
  ];
  for (const [name, what, body] of malformed) {
    it(`answers 400 to ${what} for ${name} and asks nobody`, async () => {
      const reply = await relay(name, body);
      assert.deepEqual([reply.status, seen.length], [400, 0]);
      assert.equal(((await reply.json()) as { error: { code: string } }).error.code, "malformed");
    });
  }

  it("answers 413 to a body larger than GA4 takes", async () => {
    assert.equal((await relay("ga4", { ...ga4, filler: "x".repeat(140_000) })).status, 413);
  });

  it("answers 404 and says which variables are missing where it has no secret", async () => {
    const bare = await startShop({ ...env, DATA_FILE: join(place.folder, "bare.duckdb") });
    try {
      for (const [name, variable] of [
        ["ga4", "GA4_API_SECRET"],
        ["meta", "META_ACCESS_TOKEN"],
      ] as const) {
        const reply = await post(bare, JSON.stringify(ga4), { path: `/v1/relay/${name}` });
        const { error } = (await reply.json()) as { error: { code: string; message: string } };
        assert.deepEqual([reply.status, error.code], [404, "notConfigured"]);
        assert.match(error.message, new RegExp(variable));
      }
    } finally {
      await bare.stop();
    }
  });

  it("does not start with half a secret, or with an address that is none", async () => {
    const settings = { ...env, PORT: "0", DATA_FILE: join(place.folder, "other.duckdb"), META_PIXEL_ID: "42" };
    const half = await ended(run(settings));
    assert.deepEqual([half.code, half.stderr.trim().split("\n").length], [1, 1]);
    assert.match(half.stderr, /META_PIXEL_ID and META_ACCESS_TOKEN must be set together/);
    const wrong = await ended(run({ ...settings, ...SECRETS, GA4_MEASUREMENT_ID: "G", RELAY_META_URL: "file:///x" }));
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /RELAY_META_URL must be an http address/);
    assert.ok(!wrong.stderr.includes(SECRETS.META_ACCESS_TOKEN));
  });
});
