import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "waymark-train-"));
const shops = "../shared/data/shops";

function waymark(args: string[], input = "") {
  return spawnSync("build/release/waymark", args, { encoding: "utf8", input, maxBuffer: 1 << 28 });
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** People go from one item to the next but one. */
function clicks(sessions: number): string {
  const rows = ["session,item,time"];
  for (let session = 0; session < sessions; session++)
    for (let step = 0; step < 4; step++)
      rows.push(`s${session},item-${(session * 7 + step * 2) % 40},${1_700_000_000 + session * 100 + step}`);
  return `${rows.join("\n")}\n`;
}

const log = file("clicks.csv", clicks(500));
const model = join(folder, "model.wmk");

test("training twice gives the same bytes, from one thread or two", () => {
  const other = join(folder, "other.wmk");
  const one = waymark(["train", "--clicks", log, "--out", model, "--threads", "1", "--json"]);
  assert.equal(one.status, 0, one.stderr);
  assert.equal(waymark(["train", "--clicks", log, "--out", other, "--threads", "2"]).status, 0);
  assert.deepEqual(readFileSync(model), readFileSync(other));
  const told = JSON.parse(one.stdout);
  assert.equal(told.bytes, readFileSync(model).length);
  assert.ok(told.items === 40 && told.rows === 2000 && told.hr > 0.5);
});

test("recommends what people went to next, without what is on screen", () => {
  const { status, stdout } = waymark(
    ["recommend", "--model", model, "--k", "3", "--exclude-current"],
    '["item-4","item-6"]\n[]\n["nobody knows this"]\n',
  );
  assert.equal(status, 0);
  const [known, none, unknown] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(known[0].item, "item-8");
  assert.ok(!known.some(({ item }: { item: string }) => item === "item-6"));
  // Best sellers fill what nothing is known of.
  assert.equal(none.length, 3);
  assert.equal(unknown.length, 3);
});

test("broken rows, bots, impossible times and huge ids are counted and left out", () => {
  const bot = Array.from({ length: 10_000 }, (_, i) => `bot,item-${i % 40},1700000000`).join("\n");
  const run = Array.from({ length: 100_000 }, () => "mad,item-1,1700000000").join("\n");
  const rows = `${clicks(500)}no comma\n,item-1,1700000000\ns1,${"x".repeat(1024)},1700000000\ns1,item-1,-7\n${bot}\n${run}\n`;
  const out = join(folder, "hostile.wmk");
  const { status, stderr, stdout } = waymark(["train", "--clicks", file("h.csv", rows), "--out", out, "--json"]);
  assert.equal(status, 0, stderr);
  const told = JSON.parse(stdout);
  assert.equal(told.broken, 2);
  assert.equal(told.bots, 1);
  assert.match(stderr, /1 with an id of more than 200 bytes, 1 with an impossible time/);
});

test("hostile ids come back as they were, and an empty catalogue changes nothing", () => {
  const ids = [
    "__proto__",
    "<script>alert(1)</script>",
    "'; DROP TABLE events; --",
    "món đồ 🧸",
    "a\\u0000b",
    "%s%n",
    "..",
    "x".repeat(200),
  ];
  const rows = ["session\titem\ttime"];
  for (let visit = 0; visit < 50; visit++)
    for (const [step, id] of ids.entries()) rows.push(`s${visit}\t${id}\t${1_700_000_000 + visit * 100 + step}`);
  const out = join(folder, "ids.wmk");
  const empty = file("empty.json", '{"version":1,"currency":"VND","items":[]}');
  const args = ["train", "--clicks", file("ids.tsv", `${rows.join("\n")}\n`), "--catalogue", empty, "--out", out];
  const trained = waymark(args);
  assert.equal(trained.status, 0, trained.stderr);
  assert.match(trained.stderr, /has no items; going on without it/);
  const { stdout } = waymark(["recommend", "--model", out, "--k", "20", "--strategy", "popular"], "[]\n");
  const listed = (JSON.parse(stdout) as { item: string }[]).map(({ item }) => item);
  assert.deepEqual(listed.sort(), [...ids].sort());
});

test("one item a million times is a page that reloads itself, and the rest is learned", () => {
  const run = Array.from({ length: 1_000_000 }, () => "mad,item-1,1700000000").join("\n");
  const out = join(folder, "million.wmk");
  const { status, stderr } = waymark(["train", "--clicks", file("m.csv", `${clicks(500)}${run}\n`), "--out", out]);
  assert.equal(status, 0, stderr);
  const { stdout } = waymark(["recommend", "--model", out, "--k", "1"], '["item-4","item-6"]\n');
  assert.equal(JSON.parse(stdout)[0].item, "item-8");
});

test("nothing to learn from is said, and no file is written", () => {
  const out = join(folder, "none.wmk");
  const { status, stderr } = waymark(["train", "--clicks", file("e.csv", "session,item,time\n"), "--out", out]);
  assert.equal(status, 1);
  assert.match(stderr, /nothing to learn from/);
  assert.ok(!existsSync(out));
  assert.equal(waymark(["train", "--clicks", file("x.csv", "a,b\n1,2\n"), "--out", out]).status, 2);
});

test("a damaged model is refused with what is wrong", () => {
  const bytes = readFileSync(model);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  const { status, stderr } = waymark(["recommend", "--model", file("bad.wmk", bytes)], "[]\n");
  assert.equal(status, 1);
  assert.match(stderr, /is no model: checksum/);
});

test("a model worse than the one it would replace is refused, with figures", () => {
  // The same people, but what comes next is chance: nothing to be learned, and the old one knew.
  const good = clicks(500);
  const noise = good.split("\n").map((line, i) => {
    const [session, , time] = line.split(",");
    return i === 0 || !time || i > 1_800 ? line : `${session},item-${(i * 7919) % 40},${time}`;
  });
  const out = join(folder, "worse.wmk");
  const args = ["train", "--clicks", file("n.csv", noise.join("\n")), "--out", out, "--replaces", model];
  const { status, stderr } = waymark(args);
  assert.equal(status, 1, stderr);
  assert.match(stderr, /new HR .* old HR .*\n.*refused/);
  assert.ok(!existsSync(out));
  // Nothing stands in the way of one as good.
  assert.equal(waymark(["train", "--clicks", log, "--out", out, "--replaces", model]).status, 0);
});

test("the same of baskets: what was bought together before and is not any more", () => {
  // Things are bought three at a time, each with the two after it; then with whatever lies there.
  const baskets = (by: (basket: number, step: number) => number) => {
    const rows = ["basket,item,time"];
    for (let basket = 0; basket < 600; basket++)
      for (let step = 0; step < 3; step++)
        rows.push(`b${basket},item-${by(basket, step) % 40},${1_700_000_000 + basket * 100}`);
    return `${rows.join("\n")}\n`;
  };
  const together = (basket: number, step: number) => basket * 7 + step;
  const good = file("baskets.csv", baskets(together));
  const old = join(folder, "baskets.wmk");
  assert.equal(waymark(["train", "--baskets", good, "--out", old]).status, 0);
  const chance = baskets((basket, step) =>
    basket < 540 ? (basket * 31 + step * step * 17) >> 2 : together(basket, step),
  );
  const out = join(folder, "worse-baskets.wmk");
  const args = ["train", "--baskets", file("chance.csv", chance), "--out", out, "--replaces", old];
  const { status, stderr } = waymark(args);
  assert.equal(status, 1, stderr);
  const figures = /held-out baskets \(loo, k 10\): new HR ([\d.]+) MRR [\d.]+, old HR ([\d.]+) .*\n.*refused/.exec(
    stderr,
  );
  assert.ok(figures && Number(figures[1]) < 0.98 * Number(figures[2]), stderr);
  assert.ok(!existsSync(out));
  assert.equal(waymark(["train", "--baskets", good, "--out", out, "--replaces", old]).status, 0);
});

test("without sessions held out, or too few of them, the defaults hold", () => {
  const out = join(folder, "defaults.wmk");
  const { status, stdout } = waymark(["train", "--clicks", log, "--out", out, "--holdout", "0", "--json"]);
  assert.equal(status, 0);
  const { share, fade, ridge, damping, decay } = JSON.parse(stdout);
  assert.deepEqual(
    { share, fade, ridge, damping, decay },
    { share: 0.5, fade: 0, ridge: 50, damping: 0.25, decay: 0.5 },
  );
});

const unpack = (name: string) =>
  file(name, spawnSync("xz", ["-dc", `${shops}/${name}.xz`], { maxBuffer: 1 << 28 }).stdout);

type Found = { hr: number; novelty: number };

/** What popularity damping of a strength gives. */
function damped(model: string, novelty: number, test: string[]): Found {
  const { stdout, stderr } = waymark(["evaluate", "--model", model, ...test, "--novelty", `${novelty}`, "--json"]);
  assert.ok(stdout, stderr);
  return JSON.parse(stdout);
}

test("popularity damping shows what fewer know, for few hits", () => {
  // Twenty families of twelve things, the first of a family known best; a third of the clicks goes to five stars.
  let state = 7;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const rows = ["session,item,time"];
  for (let visit = 0; visit < 3_000; visit++) {
    const family = draw(20);
    for (let step = 0; step < 5; step++) {
      const item = draw(3) === 0 ? `star-${draw(5)}` : `family-${family}-${Math.min(draw(12), draw(12))}`;
      rows.push(`v${visit},${item},${1_700_000_000 + visit * 100 + step}`);
    }
  }
  const training = file("families.csv", `${rows.slice(0, 12_501).join("\n")}\n`);
  const later = file("families-later.csv", `${[rows[0], ...rows.slice(12_501)].join("\n")}\n`);
  const out = join(folder, "families.wmk");
  assert.equal(waymark(["train", "--clicks", training, "--out", out]).status, 0);
  const test = ["--sessions", later, "--clicks", training, "--protocol", "p2", "--k", "8"];
  const [plain, some, more] = [0, 0.3, 1].map((strength) => damped(out, strength, test)) as [Found, Found, Found];
  assert.ok(some.novelty > plain.novelty + 0.25 && more.novelty > some.novelty, JSON.stringify([plain, some, more]));
  const first = (novelty: string) => {
    const args = ["recommend", "--model", out, "--k", "8", "--exclude-current", "--novelty", novelty];
    return (JSON.parse(waymark(args, '["family-3-0"]\n').stdout) as { item: string }[]).map(({ item }) => item);
  };
  assert.ok(first("0").some((item) => item.startsWith("star")));
  assert.ok(!first("1").some((item) => item.startsWith("star")));
});

test("real shops: a quarter of a bit of novelty costs less than 2 % of the hits", (context) => {
  if (!existsSync(`${shops}/yoochoose64.train.sess.xz`)) return context.skip("no data");
  const [training, later] = ["train", "test"].map((name) => unpack(`yoochoose64.${name}.sess`)) as [string, string];
  const out = join(folder, "yoochoose.wmk");
  // Without choosing, for the time it takes; with it, the figures of docs/benchmarks.md.
  assert.equal(waymark(["train", "--clicks", training, "--out", out, "--holdout", "0"]).status, 0);
  const test = ["--sessions", later, "--clicks", training, "--threads", "2", "--protocol"];
  for (const protocol of ["p1", "p2"]) {
    const [plain, found] = [0, 0.2].map((strength) => damped(out, strength, [...test, protocol])) as [Found, Found];
    assert.ok(found.novelty >= plain.novelty + 0.25 && found.hr >= 0.98 * plain.hr, JSON.stringify([plain, found]));
  }
});

test("real orders: what is bought again, and when it is due", (context) => {
  if (!existsSync(`${shops}/online-retail.orders.tsv.xz`)) return context.skip("no data");
  const orders = unpack("online-retail.orders.tsv");
  // Orders from 9 November 2011 on, by those before.
  const { stdout, stderr } = waymark(["evaluate", "--orders", orders, "--from", "1320796800", "--json"]);
  const { againPrecision, popularPrecision, dueAuc, gapAuc } = JSON.parse(stdout);
  assert.ok(againPrecision >= 0.228 && againPrecision > 2 * popularPrecision, stdout + stderr);
  assert.ok(dueAuc >= 0.664 && dueAuc > gapAuc, stdout + stderr);
});

test("items nobody has clicked are found by what is written of them", (context) => {
  if (!existsSync(`${shops}/online-retail.items.tsv.xz`)) return context.skip("no data");
  const [goods, training, later] = ["items.tsv", "train.sess", "test.sess"].map((name) =>
    unpack(`online-retail.${name}`),
  ) as [string, string, string];
  const args = ["evaluate", "--catalogue", goods, "--baskets", later, "--clicks", training, "--protocol", "cold"];
  const { stdout, stderr } = waymark([...args, "--threads", "2", "--json"]);
  const { hr, random } = JSON.parse(stdout);
  assert.ok(hr >= 0.28 && random < 0.04, stdout + stderr);
});

test("a new item of the catalogue is recommended, and recommends", () => {
  const goods = Array.from({ length: 40 }, (_, n) => ({ id: `item-${n}`, name: `thing family${n % 8}`, price: 100 }));
  const catalogue = { version: 1, items: [...goods, { id: "new", name: "thing family3 new", price: 100 }] };
  const out = join(folder, "new.wmk");
  const args = ["train", "--clicks", log, "--catalogue", file("goods.json", JSON.stringify(catalogue)), "--out", out];
  assert.equal(waymark(args).status, 0);
  const ask = (strategy: string, items: string[]) =>
    (
      JSON.parse(
        waymark(["recommend", "--model", out, "--k", "5", "--strategy", strategy], JSON.stringify(items)).stdout,
      ) as { item: string }[]
    ).map(({ item }) => item);
  assert.ok(ask("similar", ["item-3"]).includes("new"));
  const family = ask("similar", ["new"]);
  assert.ok(
    family.every((item) => Number(item.slice(5)) % 8 === 3),
    `${family}`,
  );
  // From what is alike (3, 11, 19, …) people went two on.
  assert.ok(ask("next", ["new"]).some((item) => Number(item.slice(5)) % 8 === 5));
});

test("a real shop: quality at 100 KB is that of the published session models", (context) => {
  const packed = `${shops}/serenade-toy.train.sess.xz`;
  if (!existsSync(packed)) return context.skip("no data");
  const training = unpack("serenade-toy.train.sess");
  const out = join(folder, "toy.wmk");
  assert.equal(waymark(["train", "--clicks", training, "--min-support", "1", "--out", out]).status, 0);
  const later = unpack("serenade-toy.test.sess");
  const { stdout } = waymark([
    ...["evaluate", "--model", out, "--sessions", later, "--clicks", training, "--protocol", "p2", "--json"],
  ]);
  const { hr, mrr } = JSON.parse(stdout);
  assert.ok(hr >= 0.678 && mrr >= 0.317, stdout);
});
