import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { checkRules } from "../../demo-site/server/console/check-rules.js";
import { RulesFile, versionOf } from "../../demo-site/server/console/rules-file.js";
import { shopWithPast } from "./history.js";
import { type Shop, startShop, temporaryFolder } from "./support.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cli = join(root, "build/release/waymark");

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by hand
type Any = any;

const get = async (shop: Shop, path: string): Promise<Any> => (await fetch(shop.url + path)).json();
const post = async (shop: Shop, path: string, body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(`${shop.url}/api/console/editor/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Any };
};

const bar = (id: string, event: string, more: object = {}) => ({
  id,
  on: { any: [{ type: "event", name: event }] },
  do: [{ type: "message", template: "bar", content: { en: { title: "Hello" } } }],
  ...more,
});
const rulesOf = (...rules: object[]): string =>
  JSON.stringify({ version: 1, site: { timeZone: "Asia/Ho_Chi_Minh" }, rules }, null, 2);

describe("rules on disk", () => {
  const place = temporaryFolder();
  after(() => place.remove());
  const built = join(place.folder, "built.json");
  const folder = join(place.folder, "rules");

  it("are the built ones until others are published; every version is kept, and leads back", async () => {
    writeFileSync(built, "built");
    const rules = new RulesFile(folder, built);
    assert.equal(await rules.read(), "built");
    assert.deepEqual(await rules.versions(), []);
    assert.equal(await rules.publish("one", versionOf("built"), 1_000), true);
    assert.equal(await rules.publish("two", versionOf("one"), 2_000), true);
    assert.equal(await new RulesFile(folder, built).read(), "two");
    const names = (await rules.versions()).map(({ version }) => version);
    assert.deepEqual(names, [versionOf("two"), versionOf("one"), versionOf("built")]);
    assert.equal(await rules.version(versionOf("built")), "built");
    for (const name of ["", "../built", "waymark.config", "x".repeat(400)])
      assert.equal(await rules.version(name), undefined);
    assert.ok(!readdirSync(folder).some((name) => name.endsWith(".new")));
  });

  it("are not replaced over somebody else's head: of many at once one wins", async () => {
    const rules = new RulesFile(folder, built);
    const base = versionOf(await rules.read());
    const results = await Promise.all(Array.from({ length: 8 }, (_, i) => rules.publish(`race ${i}`, base, 3_000 + i)));
    assert.equal(results.filter(Boolean).length, 1);
    assert.equal(await rules.read(), `race ${results.indexOf(true)}`);
  });

  it("keep the newest fifty", async () => {
    const rules = new RulesFile(folder, built);
    for (let i = 0; i < 60; i++) await rules.publish(`n ${i}`, versionOf(await rules.read()), 10_000 + i);
    assert.equal((await rules.versions()).length, 50);
    assert.equal(await rules.read(), "n 59");
  });

  it("that are broken say where, and a missing checker says so", async () => {
    const [finding] = await checkRules("no such program", place.folder, '{\n  "version": 1,\n  oops\n}');
    assert.deepEqual([finding?.code, finding?.level], ["json.invalid", "error"]);
    assert.equal((await checkRules("no such program", place.folder, "[]"))[0]?.message, "expected an object");
    assert.equal((await checkRules("no such program", place.folder, "{}"))[0]?.code, "check.unavailable");
  });
});

describe("the rule editor's questions", {
  skip: existsSync(cli) ? false : "build/release/waymark is not built",
}, () => {
  const place = temporaryFolder();
  let shop: Shop;
  let base = "";
  before(async () => {
    shop = await shopWithPast(place.folder, 8_000, { DIST_DIR: place.dist });
    base = (await get(shop, "/api/console/editor")).version;
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });

  it("findings have their line, code and pointer", async () => {
    const text = rulesOf(bar("a", "Product Added", { cap: { session: 0 } }));
    const { answer } = await post(shop, "check", { text });
    const [finding] = answer.findings.filter(({ level }: Any) => level === "error");
    assert.equal(finding.pointer, "/rules/0/cap/session");
    assert.equal(text.split("\n")[finding.line - 1]?.trim().startsWith('"session": 0'), true);
    assert.deepEqual(
      (await post(shop, "check", { text: rulesOf(bar("a", "Product Added")) })).answer.findings.filter(
        ({ level }: Any) => level === "error",
      ),
      [],
    );
  });

  it("a preview lives through the stored events, by the rules as they are and as they would be", async () => {
    const once = bar("once", "Product Added", { cap: { lifetime: 1 } });
    const { status, answer } = await post(shop, "preview", {
      text: rulesOf(once, bar("all", "Product Viewed"), bar("never", "No Such Event")),
      days: 90,
    });
    assert.equal(status, 200, JSON.stringify(answer));
    assert.equal(answer.share, 1);
    const would = (id: string): Any => answer.proposed.find(({ rule }: Any) => rule === id);
    assert.ok(would("once").visitors > 20);
    assert.equal(would("once").shown, would("once").visitors);
    assert.ok(would("all").visitors > would("once").visitors);
    assert.equal(would("never").shown, 0);
    assert.equal(
      answer.current.some(({ rule }: Any) => rule === "once"),
      false,
    );
  });

  it("rules with errors are neither tried nor published", async () => {
    const text = rulesOf(bar("a", "Product Added", { priority: 1_000 }));
    assert.equal((await post(shop, "preview", { text })).status, 422);
    assert.equal((await post(shop, "publish", { text, base })).status, 422);
    assert.equal((await get(shop, "/api/console/editor")).version, base);
  });

  it("what is published is what the shop serves from then on, after a restart too", async () => {
    const text = rulesOf(bar("published", "Product Added"));
    assert.equal((await post(shop, "publish", { text, base: "0" })).status, 409);
    assert.equal((await post(shop, "publish", { text, base }, { origin: "https://evil.example" })).status, 403);
    const { status, answer } = await post(shop, "publish", { text, base });
    assert.equal(status, 200);
    assert.equal(answer.version, versionOf(text));
    const served = await fetch(`${shop.url}/waymark.config.json`);
    assert.equal(served.headers.get("cache-control"), "no-cache");
    // The shop may have learned a model meanwhile, which it names in what it serves.
    const { model: _, ...config } = (await served.json()) as Any;
    assert.deepEqual(config, JSON.parse(text));
    await shop.stop();
    shop = await startShop({ DATA_FILE: join(place.folder, "past.duckdb"), DIST_DIR: place.dist, CLOCK: "settable" });
    assert.equal((await get(shop, "/waymark.config.json")).rules[0].id, "published");
    const back = await get(shop, `/api/console/editor/version?version=${base}`);
    assert.equal((await post(shop, "publish", { text: back.text, base: versionOf(text) })).status, 200);
    assert.equal((await get(shop, "/api/console/editor")).version, base);
  });
});
