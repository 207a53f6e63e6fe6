/** Which page sends what: the host's part, with a core that only notes what it is told (tests/support/scripted-core.ts). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Input, JournalRecord } from "../../js-bindings/src/protocol.ts";
import { visitor } from "../support/browser.ts";
import { noReturn, onlyIn } from "../support/engines/index.ts";
import { scriptedCore, serveCore } from "../support/scripted-core.ts";
import { html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const inputs: Input[];

async function setting(t: { after(fn: () => Promise<void>): void }) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  serveCore(shop, scriptedCore);
  shop.files.set("/empty", '<!doctype html><title>Empty</title><link rel="icon" href="/icon.svg">');
  for (const path of ["/one", "/two", "/three"]) shop.files.set(path, html(path));
  const open = async (path: string) => {
    const page = await guest.open(shop.origin + path);
    await page.evaluate(() => waymark.ready);
    return page;
  };
  return { shop, guest, open };
}

const track = (page: Page, name: string) => page.evaluate((event) => waymark.track(event), name);

/** Inputs of a type that the page's core was given. */
const given = <Type extends Input["type"]>(page: Page, type: Type) =>
  page.evaluate((wanted) => inputs.filter((input) => input.type === wanted), type) as Promise<
    Extract<Input, { type: Type }>[]
  >;

const names = (records: JournalRecord[] | null | undefined) => (records ?? []).map(({ event }) => event.name).sort();

test("a page leaves the records of living pages to them, and takes them over when they are gone", async (t) => {
  const { shop, guest, open } = await setting(t);
  const one = await open("/one");
  await track(one, "First");
  const two = await open("/two");
  const [start] = await given(two, "start");
  assert.deepEqual([names(start?.journal), names(start?.peers)], [[], ["First"]]);
  await track(one, "Second");
  await until("the record told", async () =>
    (await given(two, "peer")).some(({ records }) => names(records).includes("Second")),
  );
  await one.goto(`${shop.origin}/empty`);
  await until("the records adopted", async () => (await given(two, "adopt")).length > 0);
  const [adopted] = await given(two, "adopt");
  assert.deepEqual([names(adopted?.records), adopted?.sent], [["First", "Second"], ["sent by /one"]]);
  assert.deepEqual(guest.problems, []);
});

test("of several pages one takes over, and the first learns of a page that came later", async (t) => {
  const { open } = await setting(t);
  const one = await open("/one");
  const two = await open("/two");
  const three = await open("/three");
  await track(three, "Left By Three");
  await three.close();
  const adopted = async () =>
    (await Promise.all([one, two].map((page) => given(page, "adopt")))).flat().flatMap(({ records }) => names(records));
  await until("one that adopts", async () => (await adopted()).length > 0);
  await track(one, "By One");
  await one.close();
  await until("the rest adopted", async () =>
    (await given(two, "adopt")).some(({ records }) => names(records).includes("By One")),
  );
  const all = (await given(two, "adopt")).flatMap(({ records }) => names(records));
  assert.deepEqual(all.sort(), ["By One", "Left By Three"], "each record once, whoever had it between");
});

test("a page that comes back keeps what nobody took", { skip: onlyIn(["chromium", "webkit"], noReturn) }, async (t) => {
  const { shop, open } = await setting(t);
  const page = await open("/one");
  await track(page, "Waiting");
  await page.goto(`${shop.origin}/empty`);
  await page.goBack({ waitUntil: "commit" });
  await until("the page told so", async () => (await given(page, "lifecycle")).some(({ owned }) => owned));
  const { owned } = (await given(page, "lifecycle")).find(({ state }) => state === "restored") ?? {};
  const [event] = await given(page, "event");
  assert.deepEqual(owned, [event?.event.messageId]);
});

test("a page that comes back no longer has what another has taken, until that is gone", {
  skip: onlyIn(["chromium", "webkit"], noReturn),
}, async (t) => {
  const { shop, guest, open } = await setting(t);
  const page = await open("/one");
  await track(page, "Taken");
  const other = await guest.context.newPage();
  await page.goto(`${shop.origin}/empty`);
  await other.goto(`${shop.origin}/two`);
  await other.evaluate(() => waymark.ready);
  const [start] = await given(other, "start");
  assert.deepEqual([names(start?.journal), start?.sent], [["Taken"], ["sent by /one"]]);
  await page.goBack({ waitUntil: "commit" });
  await until("the page told so", async () => (await given(page, "lifecycle")).some(({ owned }) => owned));
  await track(page, "After Return");
  const restored = (await given(page, "lifecycle")).find(({ state }) => state === "restored");
  assert.deepEqual(restored?.owned, []);
  await other.close();
  await until("it back", async () =>
    (await given(page, "adopt")).some(({ records }) => names(records).includes("Taken")),
  );
});

test("without Web Locks a page that answers is left alone, and one that does not is taken over", async (t) => {
  const { guest, open } = await setting(t);
  await guest.context.addInitScript(`Object.defineProperty(navigator, "locks", { value: undefined });`);
  const one = await open("/one");
  await track(one, "First");
  const two = await open("/two");
  assert.deepEqual(names((await given(two, "start"))[0]?.peers), ["First"]);
  await one.close({ runBeforeUnload: true });
  await until("the records adopted", async () =>
    (await given(two, "adopt")).some(({ records }) => names(records).includes("First")),
  );
  await two.close();
  const three = await open("/three");
  assert.deepEqual(names((await given(three, "start"))[0]?.journal), ["First"]);
});

test("health goes from tab to tab, and what else is said on the channel harms nobody", async (t) => {
  const { guest, open } = await setting(t);
  const one = await open("/one");
  const two = await open("/two");
  await one.evaluate(`
    window.respond = (_, effects) => effects.push({ type: "health", destination: "own", attempt: 2, retryAtMs: 5 });
    waymark.track("Sick");`);
  await until("the health told", async () => (await given(two, "peer")).some(({ health }) => health));
  assert.deepEqual((await given(two, "peer")).find(({ health }) => health)?.health, [
    { destination: "own", attempt: 2, retryAtMs: 5 },
  ]);
  await one.evaluate(() => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const channel = new BroadcastChannel("waymark");
    const page = "hostile";
    for (const message of [
      null,
      5,
      "text",
      [],
      { page: 5 },
      { page, records: 5, health: "x" },
      { page, records: cyclic },
      { page, records: [{ id: 2n ** 70n, event: new Map([[1, 2]]) }, null, Number.NaN] },
      { page: "x".repeat(1_000_000), records: [] },
      { page, state: "left" },
    ])
      channel.postMessage(message);
    waymark.track("After Nonsense");
  });
  await until("the next record", async () =>
    (await given(two, "peer")).some(({ records }) => JSON.stringify(records ?? []).includes("After Nonsense")),
  );
  assert.deepEqual(guest.problems, []);
});

test("flush and stats are answered by the core", async (t) => {
  const { open } = await setting(t);
  const page = await open("/one");
  await track(page, "Counted");
  assert.deepEqual(await page.evaluate(() => waymark.flush()), { delivered: 1, waiting: 2, destinations: [] });
  assert.deepEqual(await page.evaluate(() => waymark.stats()), { accepted: 1, destinations: [{ id: "own" }] });
});
