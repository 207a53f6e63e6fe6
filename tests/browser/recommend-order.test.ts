import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Input } from "../../js-bindings/src/node.ts";
import type { Catalogue, Effect } from "../../js-bindings/src/protocol.ts";

// One model and one history, ranked by the command line, by the Wasm in Node and in every browser there is: the lists
// must be the same, item by item.

declare const waymark: Waymark;

const dist = new URL("../../dist/", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "waymark-order-"));
const items = 300;
const asked = 50;

/** Visits by a generator with a fixed seed: some items popular, some rare, so that many scores are close. */
function log(): { csv: string; history: string[] } {
  let state = 12_345;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const rows = ["session,item,time"];
  for (let visit = 0; visit < 3_000; visit++) {
    let item = Math.min(draw(items), draw(items));
    for (let step = 0; step < 5; step++) {
      rows.push(`s${visit},i${item},${1_700_000_000 + visit * 60 + step}`);
      item = (item + 1 + draw(6)) % items;
    }
  }
  return { csv: `${rows.join("\n")}\n`, history: Array.from({ length: 40 }, () => `i${draw(items)}`) };
}

const { csv, history } = log();
const model = join(folder, "model.wmk");
const catalogue: Catalogue = {
  version: 1,
  currency: "VND",
  items: Array.from({ length: items }, (_, n) => ({
    id: `i${n}`,
    name: `Item ${n}`,
    category: "things",
    url: `/p/${n}`,
    price: 1_000 + n,
    inStock: true,
  })),
};
const config = {
  version: 1,
  destinations: [{ id: "own", type: "segment", url: "/v1/batch", writeKey: "k" }],
  catalogue: { url: "/catalogue.json" },
  model: { url: "/model.wmk" },
};

/** After each step of the history, what the command line recommends without the item on screen. */
let native: string[][] = [];

before(() => {
  writeFileSync(join(folder, "clicks.csv"), csv);
  const run = (args: string[], input = "") => {
    const done = spawnSync("build/release/waymark", args, { encoding: "utf8", input, maxBuffer: 1 << 26 });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout;
  };
  run(["train", "--clicks", join(folder, "clicks.csv"), "--out", model]);
  const pasts = history.map((_, n) => JSON.stringify(history.slice(0, n + 1)));
  native = run(["recommend", "--model", model, "--k", "100"], `${pasts.join("\n")}\n`)
    .trim()
    .split("\n")
    .map((line, n) =>
      (JSON.parse(line) as { item: string }[]).map(({ item }) => item).filter((item) => item !== history[n]),
    );
});

/** Of a list, what a model says; after it comes what the catalogue says. */
type Told = { id: string; reason: string };
function compare(lists: Told[][], where: string): void {
  assert.equal(lists.length, history.length);
  for (const [n, list] of lists.entries()) {
    assert.equal(list.length, asked, `${where}, step ${n}`);
    assert.ok(list.every(({ reason }) => reason === "viewedNext"));
    assert.deepEqual(
      list.map(({ id }) => id),
      native[n]?.slice(0, asked),
      `${where}, step ${n}`,
    );
  }
}

test("the Wasm in Node recommends in the order of the command line", async () => {
  const { createEngine } = (await import(
    new URL("node.mjs", dist).href
  )) as typeof import("../../js-bindings/src/node.ts");
  const engine = await createEngine();
  let now = 1_700_000_000_000;
  const handle = (input: Input): Effect[] => {
    now += 1_000;
    return engine.handle(input, now);
  };
  const page = { url: "https://shop.example/" };
  handle({
    type: "start",
    config,
    snapshot: null,
    journal: [],
    seed: "000102030405060708090a0b0c0d0e0f",
    page,
  } as never);
  engine.load("catalogue", JSON.stringify(catalogue));
  assert.deepEqual(engine.load("model", readFileSync(model)), []);
  const lists = history.map((itemId, n) => {
    handle({
      type: "event",
      event: { type: "track", name: "Product Viewed", properties: { product_id: itemId } },
    } as never);
    const told = handle({
      type: "recommend",
      requestId: `r${n}`,
      strategy: "next",
      context: { itemId },
      limit: asked,
    } as never).find((effect) => effect.type === "recommendations");
    return (told?.items ?? []) as never as Told[];
  });
  compare(lists, "Node");
});

/** A shop of one page. */
async function openShop() {
  const types: { [ending: string]: string } = {
    mjs: "text/javascript",
    js: "text/javascript",
    wasm: "application/wasm",
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://shop");
    const send = (type: string, body: string | Buffer) => response.writeHead(200, { "content-type": type }).end(body);
    if (pathname === "/")
      send(
        "text/html; charset=utf-8",
        '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script async src="/waymark/waymark.js" data-config="/waymark.config.json"></script>',
      );
    else if (pathname === "/waymark.config.json") send("application/json", JSON.stringify(config));
    else if (pathname === "/catalogue.json") send("application/json", JSON.stringify(catalogue));
    else if (pathname === "/model.wmk") send("application/octet-stream", readFileSync(model));
    else if (pathname === "/v1/batch") send("application/json", '{"success":true}');
    else
      readFile(new URL(`.${pathname.replace("/waymark", "")}`, dist)).then(
        (bytes) => send(types[pathname.split(".").at(-1) ?? ""] ?? "application/octet-stream", bytes),
        () => response.writeHead(404).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as { port: number }).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** In the page: the same history, and what is recommended after each step. */
async function live(history: string[], limit: number) {
  const lists = [];
  for (let tries = 0; !("waymark" in globalThis) && tries < 400; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  for (const itemId of history) {
    waymark.track("Product Viewed", { product_id: itemId });
    const { items } = await waymark.recommend({ strategy: "next", itemId, limit });
    lists.push(items.map(({ id, reason }) => ({ id, reason })));
    // Views of one millisecond have no order.
    for (const now = Date.now(); Date.now() < now + 5; ) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return JSON.stringify(lists);
}

const { engines } = await import("../../bench/loss/browser/index.mjs");
for (const [name, engine] of Object.entries(engines))
  test(`${name} recommends in the order of the command line`, async (context) => {
    const lacking = engine.unavailable();
    if (lacking) return context.skip(lacking);
    const shop = await openShop();
    const browser = await engine.launch({ profile: mkdtempSync(join(tmpdir(), "waymark-profile-")) } as never);
    try {
      const page = await browser.open(shop.url);
      const told = await page.evaluate(`(${live})(${JSON.stringify(history)}, ${asked})`);
      compare(JSON.parse(told as string) as Told[][], name);
    } finally {
      await browser.close();
      shop.close();
    }
  });
