import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { engine } from "../support/engines/index.ts";

// A shop of 2,000 things whose pages never fetch a catalogue: the model says what is shown, and the cards of that, and
// of what stands beside it, are fetched. The model comes once and is kept; a damaged one is said in the log.

declare const waymark: Waymark;

const dist = new URL("../../dist/", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "waymark-cards-"));
const items = 2_000;
const path = (name: string) => join(folder, name);

before(() => {
  const rows = ["session,item,time"];
  let state = 7;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  // Families of ten; visitors stay in theirs.
  for (let visit = 0; visit < 12_000; visit++) {
    const family = draw(items / 10) * 10;
    for (let step = 0; step < 5; step++)
      rows.push(`s${visit},i${family + draw(10)},${1_700_000_000 + visit * 60 + step}`);
  }
  writeFileSync(path("clicks.csv"), `${rows.join("\n")}\n`);
  const goods = Array.from({ length: items }, (_, n) => ({
    ...{ id: `i${n}`, name: `Thing ${n} of family ${Math.floor(n / 10)}`, category: "things", url: `/p/${n}` },
    price: 1_000 + n,
  }));
  writeFileSync(path("catalogue.json"), JSON.stringify({ version: 1, currency: "VND", items: goods }));
  const args = ["train", "--clicks", path("clicks.csv"), "--catalogue", path("catalogue.json")];
  const done = spawnSync(
    "build/release/waymark",
    [...args, "--out", path("model.wmk"), "--cards", path("cards"), "--budget", "30KB"],
    { encoding: "utf8" },
  );
  assert.equal(done.status, 0, done.stderr);
});

async function openShop(more: Partial<Config>, model: () => Buffer) {
  const asked: string[] = [];
  const config = {
    version: 1,
    destinations: [{ id: "own", type: "segment", url: "/v1/batch", writeKey: "k" }],
    model: { url: "/model.wmk", cards: "/cards/" },
    ...more,
  };
  const types: { [ending: string]: string } = {
    mjs: "text/javascript",
    js: "text/javascript",
    wasm: "application/wasm",
  };
  const page =
    '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script async src="/waymark/waymark.js" data-config="/waymark.config.json"></script>';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://shop");
    asked.push(pathname);
    const send = (type: string, body: string | Buffer) => response.writeHead(200, { "content-type": type }).end(body);
    const pipe = (from: URL | string) =>
      readFile(from).then(
        (bytes) => send(types[pathname.split(".").at(-1) ?? ""] ?? "application/json", bytes),
        () => response.writeHead(404).end(),
      );
    if (pathname === "/" || pathname === "/second") send("text/html; charset=utf-8", page);
    else if (pathname === "/waymark.config.json") send("application/json", JSON.stringify(config));
    else if (pathname === "/model.wmk") send("application/octet-stream", model());
    else if (pathname === "/v1/batch") send("application/json", '{"success":true}');
    else if (pathname.startsWith("/waymark/")) void pipe(new URL(`.${pathname.replace("/waymark", "")}`, dist));
    else void pipe(join(folder, pathname));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${(server.address() as { port: number }).port}/`, asked, close };
}

/** In the page. */
async function recommended(itemId: string) {
  for (let tries = 0; !("waymark" in globalThis) && tries < 400; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const { items } = await waymark.recommend({ strategy: "next", itemId, limit: 8 });
  const { log } = (await waymark.inspect()) as unknown as { log: { code: string }[] };
  return { items: items.map(({ id, name }) => ({ id, name })), codes: log.map(({ code }) => code) };
}

const wholeModel = () => readFileSync(path("model.wmk"));

test("the page fetches the cards of what it shows and of nothing else, the model once, and a second page neither", async () => {
  const shop = await openShop({}, wholeModel);
  const someone = await visitor();
  try {
    const page = await someone.open(shop.url);
    const first = await page.evaluate(recommended, "i42");
    assert.equal(first.items.length, 8);
    const family = first.items.filter(({ name }) => name.endsWith("of family 4"));
    assert.ok(family.length >= 6, JSON.stringify(first));
    const cards = () => shop.asked.filter((one) => one.startsWith("/cards/"));
    const files = readdirSync(path("cards")).flatMap((name) => readdirSync(join(path("cards"), name)));
    assert.equal(files.length, Math.ceil(items / 128));
    assert.ok(cards().length > 0 && cards().length <= 4, `${cards()} of ${files.length}`);
    assert.ok(!shop.asked.includes("/catalogue.json"));
    assert.equal(shop.asked.filter((one) => one === "/model.wmk").length, 1);
    // Asked again, nothing is fetched that is there.
    const before = cards().length;
    await page.evaluate(recommended, "i42");
    assert.equal(cards().length, before);

    await page.goto(`${shop.url}second`);
    const kept = await page.evaluate(recommended, "i42");
    assert.deepEqual(kept.items, first.items);
    assert.equal(shop.asked.filter((one) => one === "/model.wmk").length, 1);
    // An automated WebKit has no HTTP cache, which is where cards are kept.
    if (engine !== "webkit") assert.equal(cards().length, before);
  } finally {
    await someone.close();
    shop.close();
  }
});

test("a model whose checksum is wrong is refused, said in the log, and the catalogue serves", async () => {
  const damaged = () => {
    const bytes = wholeModel();
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    return bytes;
  };
  const shop = await openShop({ catalogue: { url: "/catalogue.json" } }, damaged);
  const someone = await visitor();
  try {
    const page = await someone.open(shop.url);
    const { items, codes } = await page.evaluate(recommended, "i42");
    assert.equal(items.length, 8);
    assert.ok(codes.includes("model.invalid"), `${codes}`);
    assert.ok(!shop.asked.some((one) => one.startsWith("/cards/")));
    // It is not kept either: the next page asks again.
    await page.goto(`${shop.url}second`);
    await page.evaluate(recommended, "i42");
    assert.equal(shop.asked.filter((one) => one === "/model.wmk").length, 2);
  } finally {
    await someone.close();
    shop.close();
  }
});

test("cards that cannot be had leave a list short, never waiting, and say so", async () => {
  const shop = await openShop({ model: { url: "/model.wmk", cards: "/nowhere/" } }, wholeModel);
  const someone = await visitor();
  try {
    const page = await someone.open(shop.url);
    const { items, codes } = await page.evaluate(recommended, "i42");
    assert.deepEqual(items, []);
    assert.ok(codes.includes("cards.unreadable"), `${codes}`);
  } finally {
    await someone.close();
    shop.close();
  }
});
