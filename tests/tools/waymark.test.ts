import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Effect, JournalRecord } from "../../js-bindings/src/protocol.ts";
import { livedThrough, readScenario } from "../scenarios/runner.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
// The build with the sanitizers: a test run through it is a test of memory too.
const program = join(root, "build/release/waymark");
const folder = mkdtempSync(join(tmpdir(), "waymark-"));
after(() => rmSync(folder, { recursive: true }));

function waymark(args: string[], input = ""): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    input,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

const lines = (text: string): string[] => text.split("\n").filter(Boolean);

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("the command line", () => {
  test("says what it can do and which it is", () => {
    const help = waymark(["help"]);
    assert.equal(help.code, 0);
    for (const command of ["validate", "replay", "encode", "eval", "bucket", "experiment"])
      assert.match(help.out, new RegExp(`waymark ${command}\\b`));
    assert.match(waymark(["--version"]).out, /^waymark \d+\.\d+\.\d+\n$/);
  });

  test("what it does not understand is one line and exit code 2", () => {
    const cases = [[], ["dance"], ["validate"], ["validate", "a", "b"], ["validate", "no such file"], ["replay"]];
    for (const args of [
      ...cases,
      ["replay", "a", "--root"],
      ["encode"],
      ["encode", "--destination", "pigeon", "--write-key", "k"],
      ["encode", "--destination", "segment"],
      ["encode", "--destination", "segment", "--definitions", "no such folder"],
    ]) {
      const { code, out, err } = waymark(args);
      assert.equal(code, 2, args.join(" "));
      assert.equal(out, "");
      assert.ok(lines(err).length >= 1 && lines(err).length <= 2, err);
    }
  });
});

describe("waymark validate", () => {
  test("has nothing against the storefront's configuration", () => {
    const { code, out } = waymark(["validate", "demo-site/waymark.config.json"]);
    assert.deepEqual([code, out], [0, ""]);
  });

  test("names every mistake with its place, what was expected and what was found", () => {
    const rule = {
      id: "r",
      on: { any: [{ type: "pageView" }] },
      when: { teleport: [] },
      do: [{ type: "message", template: "bar", content: { en: {} } }],
    };
    const { code, out } = waymark([
      "validate",
      file("bad.json", { version: 1, batch: { maxEvents: 0 }, colour: "red", rules: [rule] }),
    ]);
    assert.equal(code, 1);
    assert.match(out, /bad\.json:1:\d+ config\.invalid error \/batch\/maxEvents: found 0; expected .+$/m);
    assert.match(out, /bad\.json:1:\d+ rule\.unknownOperator error \/rules\/0\/when\S*: found teleport; expected .+$/m);
    assert.match(out, /bad\.json:1:\d+ config\.unknownKey warning \/colour: /m);
  });

  test("counts lines and columns as an editor does, and puts what it found in their order", () => {
    const text =
      '{\n  "version": 1,\n  "site": { "name": "Hiên 🎏", "tz": "UTC" },\n  "batch": { "maxEvents": 0 }\n}\n';
    const { out } = waymark(["validate", file("lines.json", text)]);
    const places = lines(out).map((line) =>
      line
        .slice(folder.length + 1)
        .split(" ", 2)
        .join(" "),
    );
    assert.deepEqual(places, [
      "lines.json:1:1 config.noDestinations",
      "lines.json:3:31 config.unknownKey",
      "lines.json:4:14 config.invalid",
    ]);
  });

  test("tells what a log has never had, and rules that can never speak", () => {
    const rule = (more: object) => ({
      id: "r",
      on: { any: [{ type: "event", name: "Product Viewd", where: [["id", "==", 1]] }] },
      do: [{ type: "message", template: "bar", content: { en: { title: "Hello" } } }],
      ...more,
    });
    const rules = [
      rule({}),
      rule({ id: "over", schedule: { to: "2020-01-01" }, on: { any: [{ type: "pageView" }] } }),
      rule({ id: "first", priority: 60, on: { any: [{ type: "route" }] } }),
      rule({ id: "second", on: { any: [{ type: "route" }] } }),
      rule({ id: "lost", when: { ">": [{ var: "cart.valu" }, 1] }, cap: { session: 5, lifetime: 2 } }),
    ];
    const config = { version: 1, destinations: [{ id: "d", type: "ndjson", url: "/in" }], rules };
    const seen = { type: "track", name: "Product Viewed", properties: { product_id: "p" } };
    const log = file("seen.ndjson", `${JSON.stringify(seen)}\n`);
    const { code, out } = waymark(["validate", file("advice.json", config), "--log", log]);
    assert.equal(code, 0);
    for (const expected of [
      /rule\.unseenEvent warning \/rules\/0\/on\/any\/0\/name: .*expected Product Viewed\?$/m,
      /rule\.dead warning \/rules\/1\/schedule\/to: /m,
      /rule\.shadowed warning \/rules\/3: never speaks: first /m,
      /rule\.unknownPath warning \/rules\/4\/when\/>\/0\/var: .*expected cart\.value\?$/m,
      /rule\.deadCap warning \/rules\/4\/cap\/session: /m,
    ]) {
      assert.match(out, expected);
    }
  });

  test("refuses a secret in a destination, wherever it hides, and does not print it", () => {
    const destination = { id: "d", type: "ndjson", url: "/in" };
    const refused: [object, string][] = [
      [{ settings: { api_secret: "hush" } }, "/settings/api_secret"],
      [{ settings: { apiSecret: "hush" } }, "/settings/apiSecret"],
      [{ settings: { access_token: "hush" } }, "/settings/access_token"],
      [{ settings: { accessToken: "hush" } }, "/settings/accessToken"],
      [{ settings: { token_auth: "hush" } }, "/settings/token_auth"],
      [{ settings: { relay: [{ "user/password": "hush" }] } }, "/settings/relay/0/user~1password"],
      [{ settings: { serviceAccount: { key: "hush" } } }, "/settings/serviceAccount"],
      [{ settings: { mySecretThing: 7 } }, "/settings/mySecretThing"],
      [{ settings: { forward: "https://c.example/mp?access_token=hush" } }, "/settings/forward"],
      [{ url: "https://c.example/mp/collect?measurement_id=G-1&api_secret=hush" }, "/url"],
      [{ definition: { event: "$.event", body: { token_auth: "hush" } } }, "/definition/body/token_auth"],
    ];
    for (const [more, pointer] of refused) {
      const config = { version: 1, destinations: [{ ...destination, ...more }] };
      const { code, out } = waymark(["validate", file("secret.json", config)]);
      assert.equal(code, 1, pointer);
      assert.ok(
        lines(out).some((line) => line.includes(` config.secret error /destinations/0${pointer}: `)),
        out,
      );
      assert.doesNotMatch(out, /hush/);
    }
  });

  test("what is public by its nature is no secret", () => {
    const destination = {
      id: "d",
      type: "ndjson",
      url: "https://c.example/in?writeKey=K&token=T&api_secret=",
      writeKey: "phc_K",
      settings: { authorization: "Basic Szo=", password: "", apiSecret: null, siteId: 1 },
    };
    const { code, out } = waymark(["validate", file("open.json", { version: 1, destinations: [destination] })]);
    assert.deepEqual([code, out], [0, ""]);
  });

  test("warnings alone are no failure", () => {
    const { code, out } = waymark(["validate", file("warn.json", { version: 1, colour: "red" })]);
    assert.equal(code, 0);
    assert.equal(lines(out).length, 2);
    assert.match(out, / config\.noDestinations warning /);
  });

  test("takes standard input, and what is no JSON is an error", () => {
    assert.equal(waymark(["validate", "-"], '{"version":1}').code, 0);
    for (const text of ["", "{", "[".repeat(1_000), '{"version":1} trailing', '"\xff']) {
      const { code, out } = waymark(["validate", "-"], text);
      assert.equal(code, 1, text);
      assert.match(out, /^-:1:\d+ json\.\w+ error /);
    }
    assert.equal(waymark(["validate", "-"], "[]").code, 1);
  });
});

describe("waymark encode", () => {
  const event = (n: number) => ({
    messageId: `m${n}`,
    type: "track",
    name: "Áo thun",
    timestamp: 1_767_225_600_000 + n,
    anonymousId: "a",
    session: { id: "s", number: 1, start: 0 },
    properties: { n },
  });
  const args = ["encode", "--destination", "segment", "--write-key", 'k"1', "--sent-at", "1767225600000"];
  const text = (events: unknown[]) => events.map((e) => JSON.stringify(e)).join("\n");

  test("turns canonical events into requests, all of them, in order", () => {
    const events = Array.from({ length: 5_203 }, (_, n) => event(n));
    const { code, out, err } = waymark([...args, "--url", "https://c.example/v1/batch"], text(events));
    assert.deepEqual([code, err], [0, ""]);
    const requests = lines(out).map(
      (line) => JSON.parse(line) as { url: string; headers: { [name: string]: string }; body: string },
    );
    assert.ok(requests.length >= 2);
    const bodies = requests.map(({ url, headers, body }) => {
      assert.equal(url, "https://c.example/v1/batch");
      assert.deepEqual(headers, { "Content-Type": "text/plain;charset=UTF-8" });
      assert.ok(body.length <= 501_000);
      return JSON.parse(body) as {
        writeKey: string;
        sentAt: string;
        batch: { messageId: string; event: string; properties: unknown }[];
      };
    });
    for (const body of bodies) {
      assert.equal(body.writeKey, 'k"1');
      assert.equal(body.sentAt, "2026-01-01T00:00:00.000Z");
    }
    const batch = bodies.flatMap((body) => body.batch);
    assert.deepEqual(
      batch.map((e) => e.messageId),
      events.map((e) => e.messageId),
    );
    assert.deepEqual([batch[7]?.event, batch[7]?.properties], ["Áo thun", { n: 7 }]);
  });

  test("takes definitions from a folder too, and their settings", () => {
    file("mine.json", {
      needs: ["shop"],
      event: { id: "$.event.messageId", shop: "$.settings.shop" },
      request: { maxEvents: 2, groupBy: ["anonymousId"] },
    });
    const mine = ["encode", "--destination", "mine", "--definitions", folder, "--bodies"];
    const events = [event(1), event(2), event(3), { ...event(4), anonymousId: "b" }];
    const { code, out, err } = waymark([...mine, "--settings", '{"shop":7}'], text(events));
    assert.deepEqual([code, err], [0, ""]);
    const body = (...ns: number[]) => ns.map((n) => ({ id: `m${n}`, shop: 7 }));
    assert.deepEqual(
      lines(out).map((line) => JSON.parse(line)),
      [body(1, 2), body(3), body(4)],
    );

    const without = waymark(mine, text(events));
    assert.deepEqual([without.code, without.out], [2, ""]);
    assert.match(without.err, /template\.needs .*shop/);
    file("mine.json", { event: { $nope: 1 } });
    assert.match(waymark(mine, "").err, /template\.invalid \/definition\/event: expected .*nope/);
  });

  test("a broken line is named and the others go through", () => {
    const { code, out, err } = waymark(
      [...args, "--bodies"],
      [JSON.stringify(event(1)), "", "not json", '{"type":"track"}', JSON.stringify(event(2))].join("\n"),
    );
    assert.equal(code, 1);
    assert.equal((JSON.parse(out) as { batch: unknown[] }).batch.length, 2);
    assert.match(err, /^line 3: json\.malformed/m);
    assert.match(err, /^line 4: \S+ \S*: expected /m);
  });

  test("nothing in, nothing out", () => assert.deepEqual(waymark(args, ""), { code: 0, out: "", err: "" }));
});

describe("waymark replay", async () => {
  const { createEngine } = (await import(
    new URL("../../dist/node.mjs", import.meta.url).href
  )) as typeof import("../../js-bindings/src/node.ts");
  const wasm = new Uint8Array(readFileSync(join(root, "dist/waymark-whole.wasm")));
  const scenarios = readdirSync(join(root, "tests/scenarios")).filter((name) => name.endsWith(".json"));

  for (const name of scenarios.sort()) {
    test(`${name}: natively the same effects as on the Wasm, to the byte`, async () => {
      const path = `tests/scenarios/${name}`;
      const { code, out, err } = waymark(["replay", path]);
      assert.deepEqual([code, err], [0, ""]);
      const { effects } = await livedThrough(readScenario(path), () => createEngine({ wasm }));
      const asked = (effect: Effect) => effect.type === "forward" && effect.target === "inspector";
      assert.deepEqual(
        lines(out).filter((line) => !asked(JSON.parse(line) as Effect)),
        effects.filter((effect) => !asked(effect)).map((effect) => JSON.stringify(effect)),
      );
    });
  }

  test("takes a bare list of (input, time), as a bug report holds it", () => {
    const start = {
      type: "start",
      config: { version: 1 },
      snapshot: null,
      journal: [],
      seed: "00000000000000000000000000000001",
      page: { url: "https://shop.example/" },
    };
    const call = { type: "event", event: { type: "track", name: "A" } };
    const report = file("report.json", [
      { input: start, at: 1_767_225_600_000 },
      { input: call, at: 1_767_225_600_500 },
    ]);
    const { code, out } = waymark(["replay", report]);
    assert.equal(code, 0);
    const appended = lines(out)
      .map((line) => JSON.parse(line) as Effect)
      .filter((effect) => effect.type === "append");
    const records = appended.map((effect) => (effect as { record: JournalRecord }).record);
    assert.deepEqual(
      records.map((record) => [record.event.name, record.event.timestamp]),
      [["A", 1_767_225_600_500]],
    );
    assert.ok(
      lines(waymark(["replay", report, "--trace"]).out).some((line) => line.startsWith('{"at":1767225600500,"input":')),
    );
  });

  test("what is no scenario is one line and exit code 1", () => {
    for (const content of ["{", "{}", '{"steps":[]}', '{"steps":[{"at":"yesterday"}]}', "7"]) {
      const { code, err } = waymark(["replay", file("broken.json", content)]);
      assert.equal(code, 1, content);
      assert.equal(lines(err).length, 1, err);
    }
  });
});
