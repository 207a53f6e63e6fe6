import assert from "node:assert/strict";
import { test } from "node:test";
import type { JournalRecord } from "../../js-bindings/src/protocol.ts";
import type { Call } from "../../js-bindings/src/recorder.ts";
import { planReplay, withZoneFacts } from "../../js-bindings/src/replay.ts";

const call = (id: string, page: string, timeMs: number, sequence = 1): Call => ({
  id,
  page,
  timeMs,
  sequence,
  input: "{}",
});
const ids = (calls: Call[]) => calls.map(({ id }) => id);
const found = (pending: Call[], journal: string[] = [], taken: string[] = []) => ({
  own: [],
  claimed: journal.map((id) => ({ id }) as JournalRecord),
  peers: [],
  pending,
  taken: new Set(taken),
});
const nobody = () => false;

test("calls of pages that were left come first, by time, then the page's own", () => {
  const own = [call("o1", "me", 50), call("o2", "me", 60, 2)];
  const plan = planReplay(
    found([call("l2", "old", 90, 2), call("l1", "old", 90, 1), ...own]),
    "me",
    own,
    new Set(["o1", "o2"]),
    nobody,
  );
  assert.deepEqual(ids(plan.calls), ["l1", "l2", "o1", "o2"]);
});

test("calls of a page that is alive are left to it", () => {
  const plan = planReplay(found([call("x", "other", 1)]), "me", [], new Set(), (page) => page === "other");
  assert.deepEqual(ids(plan.calls), []);
});

test("an own call that was stored and is gone has been taken by another page", () => {
  const own = [call("o1", "me", 1), call("o2", "me", 2)];
  const plan = planReplay(found([]), "me", own, new Set(["o1"]), nobody);
  assert.deepEqual(ids(plan.calls), ["o2"]);
});

test("a call whose event is in the journal is settled without replay", () => {
  const plan = planReplay(found([call("l1", "old", 1)], ["l1"]), "me", [], new Set(), nobody);
  assert.deepEqual(plan, { calls: [], settled: ["l1"] });
});

test("a call that its page's core took before it was in the database is settled without replay", () => {
  const plan = planReplay(found([call("l1", "old", 1)], [], ["l1"]), "me", [], new Set(), nobody);
  assert.deepEqual(plan, { calls: [], settled: ["l1"] });
});

test("route signals are given the site's offset at their own time, other inputs nothing", () => {
  const route = '{"type":"signal","kind":"route","detail":{"trigger":"load","page":{"url":"https://a.example/"}}}';
  const winter = JSON.parse(withZoneFacts(route, "Europe/Berlin", Date.UTC(2026, 0, 1))) as {
    detail: { page: { siteOffsetMinutes: number } };
  };
  const summer = JSON.parse(withZoneFacts(route, "Europe/Berlin", Date.UTC(2026, 6, 1))) as typeof winter;
  assert.deepEqual([winter.detail.page.siteOffsetMinutes, summer.detail.page.siteOffsetMinutes], [60, 120]);
  assert.equal(withZoneFacts('{"type":"reset"}', "Europe/Berlin", 0), '{"type":"reset"}');
});
