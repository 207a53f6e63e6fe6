/** Anybody may write to the collector in anybody's name: what forged requests and traits can do to the others'. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EventStore } from "../../demo-site/server/event-store.js";
import type { Channel, Message } from "../../demo-site/server/followups/channels/channel.js";
import { Dispatcher } from "../../demo-site/server/followups/dispatcher.js";
import { Ledger } from "../../demo-site/server/followups/ledger.js";
import { temporaryFolder } from "./support.js";

const AT = Date.parse("2026-03-02T03:00:00.000Z");
const DAY_MS = 86_400_000;

describe("forged follow-ups", () => {
  const place = temporaryFolder();
  let store: EventStore;
  before(async () => {
    store = await EventStore.open(join(place.folder, "events.duckdb"));
  });
  after(async () => {
    await store.close();
    place.remove();
  });

  const identify = (visitor: string, traits: object) => ({
    ...request(`identify-${visitor}`, visitor, {}),
    type: "identify",
    event: null,
    traits: traits as Message["request"],
  });
  const request = (messageId: string, anonymousId: string, properties: object) => ({
    messageId,
    type: "track",
    event: "Followup Requested",
    anonymousId,
    userId: null,
    groupId: null,
    previousId: null,
    sessionId: null,
    timestamp: new Date(AT).toISOString(),
    sentAt: null,
    properties: { template: "cart", channels: ["webhook"], dueAt: AT + DAY_MS, ...properties } as Message["request"],
    traits: {},
    context: {},
  });

  /** A dispatcher as a server that has just started has it, and the ids of what it sent. */
  async function started(channel: Partial<Channel> = {}) {
    const got: string[] = [];
    const webhook: Channel = {
      reaches: () => true,
      async send(_to, { id }) {
        got.push(id);
        return { sent: true, receipt: "" };
      },
      ...channel,
    };
    const ledger = await Ledger.over(await store.connect());
    const options = { rules: async () => "{}", perDay: 5 };
    return { got, ledger, dispatcher: await Dispatcher.over(ledger, { webhook }, "https://hien.example", options) };
  }
  async function states(ledger: Ledger): Promise<Record<string, string>> {
    return Object.fromEntries((await ledger.last()).map(({ id, state, reason }) => [id, `${state} ${reason ?? ""}`]));
  }

  it("that are due at no time are refused, and those beside them leave, also after a restart", async () => {
    const times = [-1e300, -1e17, -AT, 1e300, AT - 500 * DAY_MS, "-271821-04-20T00:00:00Z"];
    await store.add(
      {
        events: [
          request("before", "lan", {}),
          ...times.map((dueAt, i) => request(`never-${i}`, "evil", { dueAt })),
          request("behind", "mai", {}),
        ],
      },
      AT,
    );
    const first = await started();
    await first.dispatcher.tick(AT);
    await first.dispatcher.tick(AT + 1_000);
    const { before: a, behind: b, ...rest } = await states(first.ledger);
    assert.deepEqual([a, b], ["waiting ", "waiting "]);
    assert.deepEqual(new Set(Object.values(rest)), new Set(["refused dueAt"]));
    assert.equal(Object.keys(rest).length, times.length);
    const second = await started();
    await second.dispatcher.tick(AT + DAY_MS);
    assert.deepEqual(second.got.sort(), ["before", "behind"]);
  });

  it("whose line cannot be written stop none behind them, and are no duplicates of themselves", async () => {
    await store.add(
      { events: ["a", "b", "c"].map((name) => request(`row-${name}`, name, { dueAt: AT + 2 * DAY_MS })) },
      AT,
    );
    const { dispatcher, ledger, got } = await started();
    const { add } = ledger;
    ledger.add = async (line) => {
      if (line.id === "row-b") throw new Error("no such row");
      await add.call(ledger, line);
    };
    await assert.rejects(dispatcher.tick(AT + DAY_MS), /no such row/);
    ledger.add = add;
    await dispatcher.tick(AT + DAY_MS + 1_000);
    assert.deepEqual(
      (await ledger.recent(1_000))
        .filter(({ id }) => String(id).startsWith("row-"))
        .map(({ id, state }) => [id, state]),
      [
        ["row-c", "waiting"],
        ["row-a", "waiting"],
      ],
    );
    await dispatcher.tick(AT + 2 * DAY_MS);
    assert.deepEqual(got.sort(), ["row-a", "row-b", "row-c"]);
  });

  it("of a visitor with any number of identifies leave by the newest, as everybody's do", async () => {
    const connection = await store.connect();
    await connection.run(`INSERT INTO events (message_id, position, type, anonymous_id, timestamp, received_at, traits)
      SELECT 'many-' || i, -i, 'identify', 'many', now()::TIMESTAMP, now()::TIMESTAMP, '{"firstName":"old"}'
      FROM range(1, 150001) r(i)`);
    connection.closeSync();
    const dueAt = AT + 3 * DAY_MS;
    const template = "nextOrder";
    await store.add(
      {
        events: [
          identify("many", { firstName: "New", coupon: "K1" }),
          request("many-asked", "many", { dueAt, template }),
          request("neighbour", "hoa", { dueAt }),
        ],
      },
      AT,
    );
    const texts: string[] = [];
    const { dispatcher, ledger, got } = await started({
      reaches: (_to, { text }) => texts.push(text) > 0,
    });
    await dispatcher.tick(dueAt);
    assert.deepEqual(got.sort(), ["many-asked", "neighbour"]);
    assert.ok(texts.some((text) => text.includes("New")));
    const { "many-asked": many, neighbour } = await states(ledger);
    assert.deepEqual([many, neighbour], ["sent ", "sent "]);
  });

  it("that make trouble are tried later and given up, and none beside them is sent twice", async () => {
    const dueAt = AT + 4 * DAY_MS;
    await store.add({ events: [request("trouble", "evil", { dueAt }), request("beside", "hoa", { dueAt })] }, AT);
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    const sends: string[] = [];
    const { dispatcher, ledger } = await started({
      reaches(_to, { id }) {
        if (id === "trouble") throw new RangeError("too much");
        return true;
      },
      async send(_to, { id }) {
        // A second one is the mistake that is looked for.
        if (sends.push(id) > 1) release();
        await held;
        return { sent: true, receipt: "" };
      },
    });
    const { add } = ledger;
    ledger.add = async (line) => {
      await add.call(ledger, line);
      if (line.id === "trouble" && line.reason) release();
    };
    const ticks = [dispatcher.tick(dueAt), dispatcher.tick(dueAt + 1_000)].map((tick) => tick.catch(String));
    assert.match(String((await Promise.all(ticks))[0]), /too much/);
    for (const hours of [1, 2, 4, 8, 16, 24]) await dispatcher.tick(dueAt + hours * 3_600_000).catch(String);
    assert.deepEqual(sends, ["beside"]);
    const { trouble, beside } = await states(ledger);
    assert.deepEqual([trouble, beside], ["failed RangeError", "sent "]);
    assert.equal(await dispatcher.tick(dueAt + 30 * 3_600_000), undefined);
  });
});
