/** Pages that stand in the way: of the loader, of its queue, of the browser's own functions. None of it reaches the page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Json } from "../../js-bindings/src/protocol.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;

async function setting(t: { after(fn: () => Promise<void>): void }, body = "", head = "") {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.files.set("/", html(body, head && '<script src="/head.js"></script>'));
  if (head) shop.files.set("/head.js", head);
  return { shop, guest };
}

/** What the browser prints itself about a missing file is no complaint of ours. */
const ofOurs = (problems: string[]) =>
  problems.filter((text) => !/^(Failed to load resource|Loading module from)/.test(text));

test("a queue of any length, with anything in it, at any time, is taken", async (t) => {
  const { shop, guest } = await setting(
    t,
    "",
    `window.waymark = [];
     const call = (name, t) => Object.assign(["track", name], { t });
     waymark.push(new Proxy([], { get() { throw new Error("hostile"); } }), null, 5, "text");
     waymark.push(call("No Time", NaN), call("Never", Infinity), call("Future", Date.now() + 1e12), call("Text", "5"));
     for (let i = 0; i < 150_000; i++) waymark.push(["track"]);`,
  );
  const page = await guest.open(`${shop.origin}/`);
  await shop.event("Text");
  const now = await page.evaluate(() => Date.now());
  for (const name of ["No Time", "Never", "Future", "Text"])
    assert.ok(Date.parse((await shop.event(name)).timestamp) <= now, name);
  assert.match(JSON.stringify(await page.evaluate(() => waymark.inspect())), /pending\.full.*14\d{4}/);
  assert.deepEqual(guest.problems, []);
});

test("a form whose fields are named like the DOM's own members is heard like any other", async (t) => {
  const names = [
    "getAttribute",
    "localName",
    "attributes",
    "getAttributeNames",
    "id",
    "classList",
    "className",
    "closest",
  ];
  const fields = [...names, "matches", "textContent", "hasAttribute"].map((name) => `<input name="${name}">`).join("");
  const { shop, guest } = await setting(
    t,
    `<form id="f" class="a b" data-waymark-event="Newsletter Signup" data-waymark-property-place="footer" data-waymark-text>${fields}<button id="go">Go</button></form>`,
  );
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => document.addEventListener("submit", (event) => event.preventDefault()));
  await page.evaluate(() => document.querySelector<HTMLElement>("#go")?.click());
  assert.deepEqual((await shop.event("Newsletter Signup")).properties?.place, "footer");
  // On the form itself, beside its fields.
  await page.evaluate(() => document.querySelector("#f")?.dispatchEvent(new MouseEvent("click", { bubbles: true })));
  assert.deepEqual(
    guest.problems.filter((text) => text.startsWith("uncaught")),
    [],
  );
});

test("a fetch that the site replaces, later or before, is not what events depend on", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => {
    window.fetch = () => {
      throw new Error("mine");
    };
    waymark.track("Own Fetch");
  });
  await shop.event("Own Fetch");
  assert.deepEqual(guest.problems, []);
});

test("a listener of the log that tracks what makes entries ends, and the page goes on", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => {
    waymark.on("log", () => {
      waymark.track("Not A Number", { n: Number.NaN });
      waymark.track("", { n: 1 });
    });
    waymark.track("Start", { n: Number.NaN });
    waymark.track("End");
  });
  await shop.event("End");
  assert.deepEqual(guest.problems, []);
});

test("options whose getters throw stop nothing but Waymark", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/", html("", "", ""));
  const page = await guest.open(`${shop.origin}/`);
  const state = await page.evaluate(() => {
    waymark.init({
      config: "/waymark.config.json",
      get debug(): boolean {
        throw new Error("getter");
      },
    });
    return waymark.inspect();
  });
  assert.match(JSON.stringify(state), /engine\.unavailable.*getter/);
  assert.deepEqual(guest.problems, []);
});

for (const [what, text] of [
  ["is missing", undefined],
  ["is another file", "export const other = 1;"],
  ["is no script", "<html>"],
] as const) {
  test(`where host.mjs ${what} the log says so, and what is asked is answered`, async (t) => {
    const { shop, guest } = await setting(
      t,
      "",
      `window.heard = []; window.waymark = [["on", "log", (entry) => heard.push(entry.code)]];`,
    );
    if (text === undefined) shop.missing.add("/waymark/host.mjs");
    else shop.files.set("/waymark/host.mjs", text);
    const page = await guest.open(`${shop.origin}/`);
    await page.evaluate(() => waymark.track("Waiting"));
    const flushed = await page.evaluate(() => waymark.flush());
    assert.deepEqual(flushed, { delivered: 0, waiting: 2, destinations: [] });
    const state = await page.evaluate(() => waymark.inspect());
    assert.match(JSON.stringify(state), /"engine":"unavailable".*engine\.unavailable/);
    assert.deepEqual(await page.evaluate("heard"), ["engine.unavailable"]);
    assert.deepEqual(ofOurs(guest.problems), []);
  });
}

test("a script tag without a configuration says so in the console", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/", html("", "", ""));
  const said: string[] = [];
  guest.context.on("console", (message) => said.push(message.text()));
  await guest.open(`${shop.origin}/`);
  await until("a word", () => said.includes("waymark config.missing"));
});

test("a destination without a definition keeps its events, and holds up no other", async (t) => {
  const { shop, guest } = await setting(t);
  shop.config = config({
    destinations: [
      ...(config().destinations ?? []),
      { id: "unknown", type: "no-such-backend", url: "/v1/other" },
      { id: "odd", type: "../secret", url: "/v1/other" },
    ],
  });
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("For Both"));
  await shop.event("For Both");
  const { log } = (await page.evaluate(() => waymark.inspect())) as { log: { code: string; found?: string }[] };
  const missing = log.filter(({ code }) => code === "delivery.definitionMissing").map(({ found }) => found as Json);
  assert.ok(
    missing.some((found) => /no-such-backend/.test(String(found))),
    JSON.stringify(missing),
  );
  assert.ok(!shop.requests.some((path) => path.includes("secret")));
});
