import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { batch, event, listen, type Shop, send, setClock, startShop, temporaryFolder } from "./support.js";

const FOLLOW_UPS = 60;
const AT = "2026-03-02T03:00:00.000Z";
const DUE_MS = Date.parse("2026-03-05T03:00:00.000Z");
/** The server is killed when the far end has been asked so often: half the time before it answers, else after. */
const KILL_AFTER = [1, 6, 14, 23, 37, 50];

describe("the follow-ups of a server killed while it sends", () => {
  const place = temporaryFolder();
  let shop: Promise<Shop>;
  after(async () => {
    await (await shop).stop("SIGKILL");
    place.remove();
  });

  it("each arrive, and a second copy carries the same key and the same words", async () => {
    const kills = [...KILL_AFTER];
    const received = new Map<string, string[]>();
    let calls = 0;
    const far = await listen((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on("end", async () => {
        const key = String(request.headers["idempotency-key"]);
        received.set(key, [...(received.get(key) ?? []), text]);
        calls += 1;
        const kill = calls >= (kills[0] ?? Number.POSITIVE_INFINITY);
        const silent = kill && kills.length % 2 === 0;
        if (kill) kills.shift();
        if (!silent) response.end("{}");
        if (kill) shop = restart();
      });
    });
    const env = {
      DATA_FILE: `${place.folder}/events.duckdb`,
      DIST_DIR: place.dist,
      CLOCK: "settable",
      FOLLOWUP_WEBHOOK_URL: far.url,
      FOLLOWUP_WEBHOOK_SECRET: "secret",
    };
    async function restart(): Promise<Shop> {
      await (await shop).stop("SIGKILL");
      const next = await startShop(env);
      due(next);
      return next;
    }
    /** Not waited for: the server may be killed while it answers. */
    function due(started: Shop): void {
      setClock(started, DUE_MS).catch(() => undefined);
    }

    shop = startShop(env);
    const requests = Array.from({ length: FOLLOW_UPS }, (_, i) =>
      event(`followup-${i}`, {
        event: "Followup Requested",
        anonymousId: `person-${i}`,
        timestamp: AT,
        properties: { template: "cart", channels: ["webhook"], dueAt: DUE_MS },
      }),
    );
    assert.equal((await send(await shop, { ...batch(...requests), sentAt: AT })).status, 200);
    due(await shop);

    interface Lines {
      lines: { id: string; state: string }[];
    }
    let sent: string[] = [];
    while (sent.length < FOLLOW_UPS) {
      // The server may be killed before it answers, and in the middle of it.
      const { lines } = await fetch(`${(await shop).url}/api/followups`)
        .then(async (answer) => (answer.ok ? ((await answer.json()) as Lines) : { lines: [] }))
        .catch((): Lines => ({ lines: [] }));
      sent = lines.filter(({ state }) => state === "sent").map(({ id }) => id);
    }
    await far.close();

    assert.deepEqual(kills, []);
    assert.deepEqual(sent.sort(), requests.map(({ messageId }) => messageId).sort());
    assert.equal(received.size, FOLLOW_UPS);
    let copies = 0;
    for (const [key, texts] of received) {
      assert.equal(new Set(texts).size, 1, `${key} came in ${texts.length} different forms`);
      copies += texts.length - 1;
    }
    // At the most what was under way at each kill: the others know they were sent.
    assert.ok(copies <= KILL_AFTER.length * 8, `${copies} copies`);
  });
});
