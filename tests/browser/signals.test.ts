import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config } from "../../js-bindings/src/config.ts";
import { type Visitor, visitor } from "../support/browser.ts";
import { engine, onlyIn } from "../support/engines/index.ts";
import { config, html, openShop, quiet, type Received, type Shop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;

interface Setting {
  shop: Shop;
  guest: Visitor;
  page: Page;
  /** Properties of the stored events of that name, in order. */
  all(name: string): { [key: string]: unknown }[];
  /** Those of the first one, once it is there. */
  first(name: string): Promise<{ [key: string]: unknown }>;
  /** Everything told so far is stored. */
  settled(): Promise<void>;
}

const tall = '<div class="tall"></div><footer id="foot">foot</footer>';
const style = ".tall { height: 4000px } .box { width: 60px; height: 60px; background: teal }";

/** A shop whose page has `body`, open at a visitor with every listed signal listening. */
async function setting(
  t: TestContext,
  body: string,
  signals: Config["signals"] = {},
  more: Parameters<typeof visitor>[0] & {
    clock?: boolean;
    path?: string;
    rules?: unknown;
    batch?: Config["batch"];
  } = {},
): Promise<Setting> {
  const shop = await openShop();
  t.after(() => shop.close());
  const { clock, path = "/", rules, batch, ...options } = more;
  const guest = await visitor(options);
  t.after(() => guest.close());
  shop.config = config({ signals, ...(rules ? { rules: rules as Config["rules"] } : {}), ...(batch && { batch }) });
  shop.files.set("/style.css", style);
  shop.files.set("/", html(body, '<link rel="stylesheet" href="/style.css">'));
  const page = await guest.context.newPage();
  // What the test runner's compiler puts around functions with a name.
  await page.addInitScript("globalThis.__name = (f) => f");
  if (clock) await page.clock.install();
  const arrived = page.waitForResponse((response) => response.url().endsWith("/signals.mjs"));
  await page.goto(shop.origin + path);
  if (clock) await page.clock.runFor(2_000);
  await (await arrived).finished();
  // It runs once it is there.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 0)));
  if (clock) await page.clock.runFor(500);
  await page.evaluate(() => waymark.ready);
  const all = (name: string) => unique(shop.events, name).map((event) => event.properties ?? {});
  return {
    shop,
    guest,
    page,
    all,
    first: async (name) => (await shop.event(name)).properties ?? {},
    async settled() {
      if (clock) await page.clock.runFor(500);
      await page.evaluate(async () => {
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
        await waymark.flush();
      });
    },
  };
}

function unique(events: Received[], name: string): Received[] {
  const seen = new Map(events.filter((event) => event.event === name).map((event) => [event.messageId, event]));
  return [...seen.values()];
}

/** As the page sees its tab being covered and uncovered. */
const cover = (page: Page, state: "hidden" | "visible") =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);

test("a page whose configuration wants none of them does not fetch them", async (t) => {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.files.set("/", html("<p>quiet</p>"));
  const page = await guest.open(`${shop.origin}/`);
  await shop.event("page");
  await page.evaluate(
    () =>
      new Promise((done) => {
        // The WebKit engine has no idle moments: there they come after a timer.
        if (typeof requestIdleCallback === "undefined") setTimeout(done, 500);
        else requestIdleCallback(() => setTimeout(done, 300));
      }),
  );
  assert.ok(!shop.requests.includes("/waymark/signals.mjs"));
});

test("links: those that lead away, files, and all others on request", async (t) => {
  const { page, first, settled, all } = await setting(
    t,
    `<a id="file" href="/sizes.pdf?x=1">Sizes</a><a id="out" href="https://other.example/">Out</a><button id="more">More</button>`,
    { elementClick: true },
  );
  await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
  for (const id of ["#file", "#out", "#more"]) await page.click(id);
  const { fileName, extension, element } = await first("File Downloaded");
  assert.deepEqual({ fileName, extension, element }, { fileName: "sizes.pdf", extension: "pdf", element: "a#file" });
  assert.equal((await first("Link Clicked")).element, "a#out");
  await settled();
  assert.deepEqual(
    all("Element Clicked").map(({ element }) => element),
    ["a#file", "button#more"],
  );
});

test("clicks that wait for others leave with the page, each with its own time", async (t) => {
  const { page, shop, all } = await setting(
    t,
    '<button id="first">1</button><button id="then">2</button>',
    { elementClick: true },
    { batch: { maxAgeMs: 60_000 } },
  );
  for (const id of ["#first", "#then"]) await page.click(id);
  await page.goto(`${shop.origin}/style.css`);
  await until("both", () => all("Element Clicked").length === 2);
  assert.deepEqual(
    all("Element Clicked").map(({ element }) => element),
    ["button#first", "button#then"],
  );
  const [first, then] = unique(shop.events, "Element Clicked").map(({ timestamp }) => Date.parse(timestamp));
  assert.ok(Number(first) < Number(then));
});

test("scroll depth in percent and pixels, each once a page", async (t) => {
  const { page, all, settled } = await setting(t, tall, { scroll: [25, 50], scrollPx: [1000] });
  const to = async (y: number) => {
    await page.evaluate((y) => scrollTo(0, y), y);
    await page.waitForTimeout(400);
  };
  await to(700);
  await to(1600);
  await to(0);
  await to(1700);
  await settled();
  assert.deepEqual(
    all("Scroll Depth Reached").map(({ percent, px }) => percent ?? `${px}px`),
    [25, 50, "1000px"],
  );
});

test("forms: begun, abandoned, submitted; of values only those that are listed", async (t) => {
  const form = (id: string) =>
    `<form id="${id}"><input name="email"><input name="topic"><input name="pass" type="password"><button>Go</button></form>`;
  const { page, guest, shop, all, first, settled } = await setting(t, form("ask") + form("buy"), {
    formValues: ["topic", "pass"],
  });
  await page.evaluate(() => document.addEventListener("submit", (event) => event.preventDefault()));
  await page.fill("#ask [name=email]", "a@b.example");
  await page.fill("#ask [name=topic]", "shoes");
  await page.fill("#ask [name=pass]", "s3cret");
  await page.fill("#buy [name=email]", "c@d.example");
  await settled();
  assert.deepEqual(
    all("Form Started").map(({ form }) => form),
    ["form#ask", "form#buy"],
  );
  await page.click("#ask button");
  const { durationMs, ...submitted } = await first("Form Submitted");
  assert.deepEqual(submitted, { form: "form#ask", fields: 3, lastField: "pass", values: { topic: "shoes" } });
  assert.ok(Number(durationMs) >= 0);
  await page.goto(`${shop.origin}/style.css`);
  const abandoned = await first("Form Abandoned");
  assert.deepEqual([abandoned.form, abandoned.fields, abandoned.lastField], ["form#buy", 1, "email"]);
  assert.doesNotMatch(JSON.stringify(shop.events), /a@b|c@d|s3cret/);
  assert.deepEqual(guest.problems, []);
});

test("engaged time counts attention, not the clock", async (t) => {
  const { page, all, settled } = await setting(t, tall, { heartbeatMs: 20_000 }, { clock: true });
  // Nobody touches the page for a minute: 15 s of attention at most.
  await page.clock.runFor(60_000);
  await settled();
  assert.deepEqual(all("Page Engaged"), []);
  for (let n = 0; n < 3; n++) {
    await page.mouse.move(10 + n, 10);
    await page.clock.runFor(10_000);
  }
  await settled();
  const [beat] = all("Page Engaged");
  assert.ok(Number(beat?.activeMs) >= 20_000 && Number(beat?.activeMs) < 21_500, JSON.stringify(beat));
  await cover(page, "hidden");
  await page.clock.runFor(100_000);
  await cover(page, "visible");
  await page.clock.runFor(1_000);
  await cover(page, "hidden");
  await settled();
  const reports = all("Page Engaged").map(({ activeMs, addedMs }) => [Number(activeMs), Number(addedMs)]);
  const [last] = reports.slice(-1);
  const sum = reports.reduce((total, [, added = 0]) => total + added, 0);
  assert.ok(Math.abs(sum - (last?.[0] ?? 0)) <= 5, JSON.stringify(reports));
  assert.ok((last?.[0] ?? 0) < 60_000, `the minutes nobody looked do not count: ${JSON.stringify(reports)}`);
});

test("elements are viewed when half of them is on screen, those that come later too", async (t) => {
  const { page, all, first, settled } = await setting(t, tall, { visible: ["#foot", ".late"] });
  await settled();
  assert.deepEqual(all("Element Viewed"), []);
  await page.evaluate(() => document.querySelector("#foot")?.scrollIntoView());
  assert.deepEqual(await first("Element Viewed"), { element: "footer#foot", selector: "#foot" });
  await page.evaluate(() => {
    const late = document.createElement("p");
    late.className = "late";
    late.textContent = "late";
    document.querySelector("#foot")?.before(late);
    late.scrollIntoView();
  });
  await until("both", () => all("Element Viewed").length === 2);
});

test("rage clicks: three at one place; not three at three places, nor in a field, nor to mark a text", async (t) => {
  const { page, all, first, settled } = await setting(
    t,
    `<button id="pay">Pay</button><input id="field"><p id="text">Some words to mark with three clicks</p><div class="box" id="a"></div><div class="box" id="b"></div>`,
  );
  await page.click("#field", { clickCount: 3 });
  // Firefox's driver makes three clicks of it that mark nothing.
  if (engine !== "firefox") await page.click("#text", { clickCount: 3, position: { x: 20, y: 5 } });
  for (const id of ["#a", "#b", "#a"]) await page.click(id);
  await settled();
  assert.deepEqual(all("Rage Click"), []);
  for (let n = 0; n < 5; n++) await page.click("#pay", { position: { x: 5, y: 5 } });
  assert.deepEqual(await first("Rage Click"), { element: "button#pay", clicks: 3 });
  await settled();
  assert.equal(all("Rage Click").length, 1);
});

test("dead clicks: nothing on the page answers", async (t) => {
  const { page, all, first, shop } = await setting(
    t,
    `<button id="dead">Dead</button><button id="alive">Alive</button><p id="out"></p>`,
    { deadClick: true },
    { clock: true },
  );
  await page.evaluate(() => {
    document.querySelector("#alive")?.addEventListener("click", () => {
      setTimeout(() => {
        (document.querySelector("#out") as HTMLElement).textContent = "changed";
      }, 500);
    });
  });
  await page.click("#alive");
  await page.clock.runFor(3_000);
  await page.click("#dead");
  await page.clock.runFor(3_000);
  assert.deepEqual(await first("Dead Click"), { element: "button#dead" });
  assert.equal(all("Dead Click").length, 1, shop.names().join());
});

test("copying and printing, without what was copied", {
  skip: onlyIn(["chromium", "firefox"], "its driver grants no access to the clipboard"),
}, async (t) => {
  const { page, shop, first } = await setting(t, `<p id="code">SUMMER50</p>`, { copy: true });
  await page.evaluate(() => {
    getSelection()?.selectAllChildren(document.querySelector("#code") as Element);
    document.execCommand("copy");
    dispatchEvent(new Event("beforeprint"));
  });
  assert.deepEqual(await first("Text Copied"), { element: "p#code", length: 8, cut: false });
  await first("Page Printed");
  assert.doesNotMatch(JSON.stringify(shop.events), /SUMMER50/);
});

test("media: start, pause, resume, quarters, end; decoration is left out", async (t) => {
  const { page, all, first, settled } = await setting(
    t,
    `<video id="tour"></video><video id="deco" muted loop></video>`,
  );
  await page.evaluate(() => {
    const play = (id: string, type: string, at: number, paused = false) => {
      const media = document.querySelector(id) as HTMLMediaElement;
      const set = (name: string, value: unknown) => Object.defineProperty(media, name, { value, configurable: true });
      set("currentTime", at);
      set("duration", 40);
      set("paused", paused);
      set("ended", type === "ended");
      media.dispatchEvent(new Event(type));
    };
    for (const [type, at] of [
      ["play", 0],
      ["timeupdate", 11],
      ["pause", 12],
      ["play", 12],
      ["timeupdate", 31],
      ["ended", 40],
    ] as const)
      play("#tour", type, at, type === "pause");
    const decoration = document.querySelector("#deco") as HTMLMediaElement;
    decoration.muted = true;
    play("#deco", "play", 0);
  });
  assert.deepEqual(await first("Video Playback Completed"), {
    element: "video#tour",
    medium: "video",
    position: 40,
    percent: 100,
    totalLength: 40,
  });
  await settled();
  const names = ["Video Playback Started", "Video Playback Paused", "Video Playback Resumed"];
  assert.deepEqual(
    names.map((name) => all(name).length),
    [1, 1, 1],
  );
  assert.deepEqual(
    all("Video Content Playing").map(({ percent }) => percent),
    [25, 50, 75],
  );
});

test("exit intent: the mouse leaves at the top; by touch a fling, back, a return", async (t) => {
  const { page, all, first } = await setting(t, tall, { exitIntent: true });
  await page.mouse.move(200, 200);
  const leave = (y: number) =>
    page.evaluate((y) => {
      document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientY: y }));
    }, y);
  await leave(300);
  await leave(-1);
  assert.deepEqual(await first("Exit Intent"), { cause: "mouse" });
  await leave(-1);
  assert.equal(all("Exit Intent").length, 1);

  // The WebKit engine has no Navigation API: there nobody knows (docs/limitations.md).
  if (engine === "webkit") return;
  await page.evaluate(() => history.pushState(null, "", "/p/1"));
  await page.goBack();
  await until("a way back", () => all("Exit Intent").some(({ cause }) => cause === "back"));
});

test("exit intent by touch", { skip: onlyIn(["chromium", "firefox"], "its driver has no touch") }, async (t) => {
  const { page, all } = await setting(t, tall, { exitIntent: true }, { hasTouch: true, isMobile: true });
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    scrollTo(0, 3000);
    await new Promise((done) => setTimeout(done, 400));
    document.dispatchEvent(new Event("touchmove", { bubbles: true }));
    for (let y = 3000; y >= 1800; y -= 300) {
      scrollTo(0, y);
      await frame();
    }
  });
  await until(
    "a fling",
    () => all("Exit Intent").some(({ cause }) => cause === "scroll"),
    () => all("Exit Intent"),
  );
  await cover(page, "hidden");
  await page.waitForTimeout(3_100);
  await cover(page, "visible");
  await until(
    "a return",
    () => all("Exit Intent").some(({ cause }) => cause === "hidden"),
    () => all("Exit Intent"),
  );
});

test("idle after a minute without a sign of life", async (t) => {
  const { page, all, first } = await setting(t, "<p>still</p>", { idle: true }, { clock: true });
  await page.clock.runFor(50_000);
  await page.mouse.move(5, 5);
  await page.clock.runFor(50_000);
  assert.deepEqual(all("Visitor Idle"), []);
  await page.clock.runFor(15_000);
  assert.deepEqual(await first("Visitor Idle"), { idleMs: 60_000 });
});

test("script errors and rejected promises: the same one once, ten different ones, no queries", async (t) => {
  const { page, all, first, settled } = await setting(t, `<img src="/missing.png" alt="">`);
  await page.evaluate(() => {
    const fail = (text: string) =>
      setTimeout(() => {
        throw new TypeError(text);
      });
    for (let n = 0; n < 12; n++) fail("same");
    void Promise.reject(new RangeError("rejected"));
  });
  const error = await first("JavaScript Error");
  assert.match(String(error.message), /TypeError: same/);
  await until(
    "three",
    () => all("JavaScript Error").length === 3,
    () => all("JavaScript Error"),
  );
  assert.deepEqual(
    all("JavaScript Error")
      .map(({ count, rejected }) => [rejected, count])
      .sort(),
    [
      [false, 1],
      [false, 10],
      [true, 1],
    ],
  );
  await page.evaluate(() => {
    for (let n = 0; n < 50; n++)
      setTimeout(() => {
        throw new Error(`number ${n}`);
      });
  });
  await settled();
  await settled();
  assert.equal(new Set(all("JavaScript Error").map(({ message }) => message)).size, 10);
});

test("a search of the site's own", async (t) => {
  const { shop, page, all } = await setting(t, "<p>results</p>", {}, { path: "/?q=%C3%A1o+thun" });
  assert.deepEqual((await shop.event("Products Searched")).properties, { query: "áo thun" });
  await page.evaluate(() => history.pushState(null, "", "/?q=mu"));
  await until("two searches", () => all("Products Searched").length === 2);
});

test("a duplicated tab is told, a reload is none", async (t) => {
  const { shop, guest, page, all } = await setting(t, "<p>tab</p>");
  await until("a tab's name", () => page.evaluate(() => sessionStorage.getItem("waymark.tab")));
  const name = await page.evaluate(() => sessionStorage.getItem("waymark.tab") ?? "");
  await page.reload();
  await page.evaluate(() => waymark.ready);
  const other = await guest.context.newPage();
  await other.addInitScript(
    (name) => sessionStorage.getItem("waymark.tab") ?? sessionStorage.setItem("waymark.tab", name),
    name,
  );
  await other.goto(`${shop.origin}/`);
  await shop.event("Tab Duplicated");
  await until("a name of its own", () =>
    other.evaluate((name) => sessionStorage.getItem("waymark.tab") !== name, name),
  );
  assert.equal(all("Tab Duplicated").length, 1);
});

test("rules that wait for a signal hear of it, and nothing of it is sent", async (t) => {
  const { page, shop, settled } = await setting(t, tall, quiet, {
    rules: [
      {
        id: "stay",
        on: { any: [{ type: "exitIntent" }] },
        do: [{ type: "message", template: "bar", content: { en: { title: "Stay a little" } } }],
      },
    ],
  });
  await page.evaluate(() => document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientY: -1 })));
  await page.locator("waymark-message").first().waitFor();
  await settled();
  assert.ok(!shop.names().includes("Exit Intent"));
});
