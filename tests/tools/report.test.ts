import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DAYS, past } from "../demo-site/history.js";
import { visitor } from "../support/browser.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = join(root, "build/release/waymark");
const folder = mkdtempSync(join(tmpdir(), "waymark-report-"));
after(() => rmSync(folder, { recursive: true }));

function report(lines: string, args: string[] = []): { code: number | null; page: string; err: string } {
  const { status, stdout, stderr, error } = spawnSync(program, ["report", ...args], {
    cwd: root,
    input: lines,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (error) throw error;
  return { code: status, page: stdout, err: stderr };
}

const events = past(15_000);
/** As the collector's API gives them back. */
const stored = events
  .map((event) => JSON.stringify({ ...event, timestamp: new Date(event.timestampMs).toISOString() }))
  .join("\n");
const named = (name: string) => events.filter(({ event }) => event === name);
const grouped = (n: number) => n.toLocaleString("en");
/** Text of a page without its tags. */
const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("waymark report", () => {
  test("counts what the log holds", () => {
    const { code, page, err } = report(stored, [
      "--config",
      "demo-site/waymark.config.json",
      "--journey",
      "lifecycle",
      "--title",
      "Spring",
    ]);
    assert.equal(code, 0, err);
    assert.match(err, /^15000 events, 0 lines left out\n$/);
    const text = textOf(page);
    assert.match(text, /Spring Spring 20\d\d-\d\d-\d\d to 20\d\d-\d\d-\d\d · 15,000 events/);
    assert.ok(text.includes(`Orders ${grouped(named("Order Completed").length)} `));
    assert.ok(text.includes(`Visits ${grouped(new Set(events.map(({ sessionId }) => sessionId)).size)} `));
    const paid = new Map<string, number>();
    for (const { properties } of named("Order Completed"))
      paid.set(String(properties.payment_method), (paid.get(String(properties.payment_method)) ?? 0) + 1);
    for (const [method, n] of paid) assert.ok(text.includes(`${method} ${n} `), method);
    const order = ["awareness", "consideration", "purchase", "retention", "advocacy"];
    const furthest = new Map<string, number>();
    for (const { anonymousId, event, properties } of events)
      furthest.set(
        anonymousId,
        Math.max(
          furthest.get(anonymousId) ?? 0,
          event === "Stage Entered" ? order.indexOf(String(properties.stage)) : 0,
        ),
      );
    for (const [i, stage] of order.entries()) {
      const reached = [...furthest.values()].filter((place) => place >= i).length;
      assert.match(text, new RegExp(`${stage[0]?.toUpperCase()}${stage.slice(1)} ${grouped(reached)} `), stage);
    }
    const answers = named("Message Submitted").flatMap(({ properties }) =>
      properties.template === "survey" ? [Number((properties.answers as { nps: number }).nps)] : [],
    );
    const nps = Math.round(
      (100 * (answers.filter((a) => a >= 9).length - answers.filter((a) => a <= 6).length)) / answers.length,
    );
    assert.ok(text.includes(`NPS ${nps} of ${answers.length} `), `NPS ${nps}`);
    const cart = named("Message Shown").filter(({ properties }) => properties.rule === "goes-with-cart");
    assert.ok(
      text.includes(
        `goes-with-cart ${grouped(new Set(cart.map(({ anonymousId }) => anonymousId)).size)} ${grouped(cart.length)} `,
      ),
    );
    assert.ok((page.match(/<rect class="bar"/g) ?? []).length >= DAYS - 3);
  });

  test("the order of the lines, and whether a time is ISO 8601 or milliseconds, changes nothing", () => {
    const canonical = events.map(({ event, timestampMs, sessionId, ...rest }) =>
      JSON.stringify({ ...rest, name: event, timestamp: timestampMs, session: { id: sessionId } }),
    );
    assert.equal(report(canonical.join("\n")).page, report(stored).page);
    assert.equal(report(canonical.reverse().join("\n")).page, report(stored).page);
  });

  test("what is no event is left out and counted; nothing at all is a page, too", () => {
    const { code, page, err } = report(
      'no json\n{}\n[1]\n{"type":"track","name":"A"}\n{"type":"track","name":"A","anonymousId":"a","timestamp":"soon"}\n',
    );
    assert.equal(code, 0);
    assert.match(err, /^0 events, 5 lines left out/);
    assert.match(page, /Nothing in it/);
    assert.equal(report("", ["--config", "no such file"]).code, 2);
    assert.equal(report("", ["what"]).code, 2);
  });

  test("one file that opens from disk: no network, no script, and what a visitor sent is text", async () => {
    const nasty = [
      `<img src=x onerror=alert(1)>`,
      `</style><script>document.title="hacked"</script>`,
      `" onload="x`,
      "\u202e\u0000",
      "Tâm 😀",
      "a".repeat(5_000),
    ];
    const hostile = nasty.flatMap((text, i) => {
      const about = {
        anonymousId: text,
        sessionId: text,
        timestamp: 1_772_000_000_000 + i,
        context: { channel: text, attribution: { channel: text } },
      };
      const properties = {
        name: text,
        product_id: text,
        rule: text,
        reason: text,
        payment_method: text,
        revenue: 1e300,
        stage: text,
        answers: { nps: 1e9 },
        value: text,
      };
      return [
        "Order Completed",
        "Product Added",
        "Message Shown",
        "Message Suppressed",
        "Message Converted",
        "Message Submitted",
        "Stage Entered",
        text,
      ].map((name) => JSON.stringify({ type: "track", name, ...about, properties }));
    });
    const file = join(folder, "report.html");
    const { code, page: source } = report(`${stored}\n${hostile.join("\n")}`, ["--title", "<b>Title</b>"]);
    assert.equal(code, 0);
    writeFileSync(file, source);
    assert.ok(!/<script|<img|<link|\son[a-z]+="|https?:/i.test(source));
    const guest = await visitor({ viewport: { width: 390, height: 844 }, offline: true });
    const requests: string[] = [];
    guest.context.on("request", (request) => requests.push(request.url()));
    const page = await guest.open(pathToFileURL(file).href);
    assert.equal(await page.locator("h1").textContent(), "<b>Title</b>");
    assert.deepEqual(requests, [pathToFileURL(file).href]);
    assert.deepEqual(guest.problems, []);
    assert.equal((await page.locator("section.card").count()) > 8, true);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
    await guest.close();
  });
});
