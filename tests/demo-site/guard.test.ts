import assert from "node:assert/strict";
import { request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { Guard } from "../../demo-site/server/console/guard.js";
import { RateLimit } from "../../demo-site/server/rate-limit.js";
import { ended, line, lines, post, run, type Shop, startShop, temporaryFolder } from "./support.js";

const GUARDED = [
  "/console",
  "/console/live",
  "/console/editor",
  "/api/console/overview",
  "/api/console/stream",
  "/api/events",
  "/api/stats",
  "/api/csp-reports",
  "/api/followups",
];
const PASSWORD = "correct horse battery";

const get = (shop: Shop, path: string, headers: Record<string, string> = {}) =>
  fetch(shop.url + path, { headers, redirect: "manual" });
const login = (shop: Shop, password: string, headers: Record<string, string> = {}) =>
  fetch(`${shop.url}/console/login`, {
    method: "POST",
    redirect: "manual",
    headers,
    body: new URLSearchParams({ password }),
  });

/** As it stands, without fetch's tidying of paths and headers. */
const raw = (shop: Shop, path: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ port: shop.port, path, headers }, (response) => resolve(response.resume().statusCode ?? 0))
      .on("error", reject)
      .end();
  });

describe("the console where others can reach it", () => {
  const place = temporaryFolder();
  let shop: Shop;
  before(async () => {
    shop = await startShop({
      DATA_FILE: join(place.folder, "events.duckdb"),
      DIST_DIR: place.dist,
      HOST: "0.0.0.0",
      CONSOLE_PASSWORD: PASSWORD,
    });
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });

  it("shows nobody anything, by whatever spelling; the shop and the collector stay open", async () => {
    for (const path of GUARDED) {
      const answer = await get(shop, path);
      assert.equal(answer.status, path.startsWith("/api/") ? 401 : 303, path);
      assert.doesNotMatch(await answer.text(), /"events"|data-section/);
    }
    for (const path of [
      "/%63onsole",
      "/console?x=1",
      "/console/%2e%2e/console",
      "/./console",
      "//console",
      "/api/../api/events",
      "/%61pi/events",
      "/API/events",
      "/api/events/",
      "/api/console/overview%2f",
    ]) {
      const status = await raw(shop, path);
      assert.ok(status === 303 || status === 401 || status === 404 || status === 400, `${path}: ${status}`);
    }
    assert.equal((await get(shop, "/")).status, 200);
    assert.ok((await post(shop, lines({}, line("open")))).ok);
  });

  it("the password opens it for one browser, and logging out closes it", async () => {
    const answer = await login(shop, PASSWORD);
    assert.equal(answer.status, 303);
    const cookie = answer.headers.get("set-cookie") ?? "";
    assert.match(cookie, /HttpOnly; SameSite=Strict/);
    const own = { cookie: cookie.split(";")[0] ?? "" };
    for (const path of GUARDED) assert.equal((await get(shop, path, own)).status, 200, path);
    const forged = own.cookie.replace(/=\d+/, (time) => `=${Number(time.slice(1)) + 1}`);
    for (const text of [
      forged,
      `${own.cookie.slice(0, -1)}A`,
      "waymark_console=",
      "waymark_console=..",
      "waymark_console=9999999999999.x.y",
    ])
      if (text !== own.cookie) assert.equal((await get(shop, "/api/events", { cookie: text })).status, 401, text);
    const out = await fetch(`${shop.url}/console/logout`, { method: "POST", headers: own, redirect: "manual" });
    assert.match(out.headers.get("set-cookie") ?? "", /Max-Age=0/);
    assert.equal((await get(shop, "/api/events", { authorization: `Bearer ${PASSWORD}` })).status, 200);
  });

  it("another site's page cannot act in its name", async () => {
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { origin: "null" },
    ] as Record<string, string>[])
      assert.equal((await login(shop, PASSWORD, headers)).status, 403, JSON.stringify(headers));
  });

  it("after five wrong ones an address waits, though the sixth be right", async () => {
    for (let i = 0; i < 5; i++) assert.equal((await login(shop, `wrong ${i}`)).status, 401);
    const sixth = await login(shop, PASSWORD);
    assert.equal(sixth.status, 429);
    assert.ok(Number(sixth.headers.get("retry-after")) >= 1);
    assert.equal((await get(shop, "/api/events", { authorization: `Bearer ${PASSWORD}` })).status, 429);
    assert.equal((await get(shop, "/")).status, 200);
  });
});

describe("the console's password", () => {
  const place = temporaryFolder();
  after(() => place.remove());
  const env = { DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist, PORT: "0" };

  it("is made up and printed where none was chosen and others can reach the server, or a proxy can", async () => {
    for (const more of [{ HOST: "0.0.0.0" }, { TRUST_PROXY: "1" }] as Record<string, string>[]) {
      const child = run({ ...env, ...more });
      let url = "";
      let password = "";
      for await (const text of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
        url = /http:\/\/localhost:\d+/.exec(text)?.[0] ?? url;
        password = /^Password of \/console .*: (\S+)$/.exec(text)?.[1] ?? password;
        if (password) break;
      }
      assert.ok(password.length >= 16);
      assert.equal((await fetch(`${url}/api/stats`)).status, 401);
      assert.equal((await fetch(`${url}/api/stats`, { headers: { authorization: `Bearer ${password}` } })).status, 200);
      const end = ended(child);
      child.kill();
      await end;
    }
  });

  it("is guessed no faster by whoever writes addresses before the one the proxy saw", async () => {
    for (const [hops, forwarded] of [
      ["1", (i: number) => `10.9.${i}.1, 203.0.113.5`],
      ["2", (i: number) => `10.9.${i}.1, 203.0.113.5, 10.0.0.7`],
    ] as const) {
      const shop = await startShop({ ...env, TRUST_PROXY: hops, CONSOLE_PASSWORD: PASSWORD });
      try {
        const statuses: number[] = [];
        for (let i = 0; i < 7; i++)
          statuses.push((await login(shop, `wrong ${i}`, { "x-forwarded-for": forwarded(i) })).status);
        assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429], hops);
        const other = forwarded(0).replace("203.0.113.5", "203.0.113.6");
        assert.equal((await login(shop, "wrong", { "x-forwarded-for": other })).status, 401);
      } finally {
        await shop.stop();
      }
    }
    const { code, stderr } = await ended(run({ ...env, TRUST_PROXY: "yes" }));
    assert.equal(code, 1);
    assert.match(stderr, /TRUST_PROXY/);
  });

  it("that is too short is refused at start", async () => {
    const { code, stderr } = await ended(run({ ...env, CONSOLE_PASSWORD: "short" }));
    assert.equal(code, 1);
    assert.match(stderr, /CONSOLE_PASSWORD/);
  });

  it("is not asked for on this machine, but a name that leads here from elsewhere is shown nothing", async () => {
    const shop = await startShop(env);
    assert.equal(await raw(shop, "/api/events", { host: `localhost:${shop.port}` }), 200);
    assert.equal(await raw(shop, "/api/events", { host: `127.0.0.1:${shop.port}` }), 200);
    for (const host of ["evil.example", `localhost.evil.example:${shop.port}`, "127.0.0.1.evil.example"])
      assert.notEqual(await raw(shop, "/api/events", { host }), 200, host);
    await shop.stop();
  });

  it("is compared by what it is, and a session ends by the clock", () => {
    const guard = new Guard("12345678");
    assert.equal(guard.isPassword("12345678"), true);
    for (const wrong of ["", "1234567", "123456789", "1234567é"]) assert.equal(guard.isPassword(wrong), false);
    assert.equal(new Guard(null).isPassword(""), false);
    const session = guard.session(1_000);
    assert.equal(guard.isSession(session, 1_000 + 11 * 3_600_000), true);
    assert.equal(guard.isSession(session, 1_000 + 13 * 3_600_000), false);
    assert.equal(new Guard("12345678").isSession(session, 1_000), false);
  });
});

describe("what one address may send", () => {
  it("is a bucket that fills evenly", () => {
    let nowMs = 0;
    const limit = new RateLimit(10, 60_000, () => nowMs);
    for (let i = 0; i < 10; i++) assert.equal(limit.take("a"), 0);
    assert.equal(limit.take("a"), 6);
    assert.equal(limit.take("b"), 0);
    nowMs = 5_999;
    assert.equal(limit.take("a"), 1);
    nowMs = 6_000;
    assert.equal(limit.take("a"), 0);
    nowMs = 0; // a clock that goes back
    assert.equal(limit.take("a"), 6);
    nowMs = 1e9;
    for (let i = 0; i < 10; i++) assert.equal(limit.take("a"), 0);
    assert.ok(limit.take("a") > 0);
    nowMs = 2e9;
    assert.equal(limit.take("a", 500), 0, "more than the bucket holds passes where it is full");
    assert.ok(limit.take("a") > 0);
  });

  it("counts a whole IPv6 network as one, and remembers only so many", () => {
    const limit = new RateLimit(1, 60_000, () => 0);
    assert.equal(limit.take("2001:db8:1:2::1"), 0);
    assert.ok(limit.take("2001:db8:1:2:ffff:1:2:3") > 0);
    assert.equal(limit.take("2001:db8:1:3::1"), 0);
    assert.equal(limit.take("::ffff:10.0.0.1"), 0);
    assert.equal(limit.take("::ffff:10.0.0.2"), 0);
    for (let i = 0; i < 60_000; i++) limit.take(`address-${i}`);
    assert.ok(limit.size <= 20_000);
  });

  it("above it the collector answers 429, which the SDK waits for, and counts it", async () => {
    const place = temporaryFolder();
    const env = { DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist };
    const shop = await startShop({ ...env, COLLECT_REQUESTS_PER_MINUTE: "4", COLLECT_EVENTS_PER_MINUTE: "6" });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      const answer = await post(shop, lines({}, line(`l${i}a`), line(`l${i}b`)));
      statuses.push(answer.status);
      if (answer.status !== 429) continue;
      assert.ok(Number(answer.headers.get("retry-after")) >= 1);
      assert.equal(answer.headers.get("access-control-allow-origin"), "*");
      assert.equal(((await answer.json()) as { error: { code: string } }).error.code, "tooMany");
    }
    assert.deepEqual(statuses, [204, 204, 204, 429, 429, 429]);
    const stats = (await (await fetch(`${shop.url}/api/stats`)).json()) as {
      events: number;
      collector: { refused: object };
    };
    assert.equal(stats.events, 6);
    assert.deepEqual(stats.collector.refused, { tooMany: 3 });
    await shop.stop();
    place.remove();
  });
});
