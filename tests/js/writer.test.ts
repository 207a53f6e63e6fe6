import assert from "node:assert/strict";
import { test } from "node:test";
import { createWriter } from "../../js-bindings/src/ports/writer.ts";

/** As much of a database as a writer sees: which transactions there were, and how they end. */
function world() {
  const transactions: { work: string[]; committed: boolean; active: boolean; transaction: IDBTransaction }[] = [];
  const database = {
    transaction() {
      const entry = { work: [] as string[], committed: false, active: true, transaction: {} as IDBTransaction };
      Object.assign(entry.transaction, {
        error: null,
        commit() {
          assert.ok(!entry.committed);
          entry.committed = true;
        },
        note(text: string) {
          if (!entry.active) throw new DOMException("not active", "TransactionInactiveError");
          entry.work.push(text);
        },
      });
      transactions.push(entry);
      return entry.transaction;
    },
  } as unknown as IDBDatabase;
  const writer = createWriter(() => database);
  const ended: string[] = [];
  const add = (text: string) =>
    writer.add(
      (transaction) => (transaction as unknown as { note(text: string): void }).note(text),
      (error) => ended.push(error ? `${text}: ${String(error)}` : text),
    );
  return { transactions, writer, add, ended };
}

test("writes of one task share a transaction, which is committed at its end", async () => {
  const { transactions, add } = world();
  add("a");
  add("b");
  assert.deepEqual(
    transactions.map(({ work, committed }) => [work, committed]),
    [[["a", "b"], false]],
  );
  await null;
  assert.equal(transactions[0]?.committed, true);
  add("c");
  assert.deepEqual(
    transactions.map(({ work }) => work),
    [["a", "b"], ["c"]],
  );
});

test("a page that is left commits at once", () => {
  const { transactions, writer, add } = world();
  add("a");
  writer.commit();
  assert.equal(transactions[0]?.committed, true);
});

test("a transaction that has become inactive is replaced", () => {
  const { transactions, add } = world();
  add("a");
  if (transactions[0]) transactions[0].active = false;
  add("b");
  assert.deepEqual(
    transactions.map(({ work }) => work),
    [["a"], ["b"]],
  );
});

test("each write hears how its transaction ended, and one that cannot be made at all hears it too", () => {
  const { transactions, add, ended, writer } = world();
  add("a");
  add("b");
  const { transaction } = transactions[0] ?? assert.fail();
  transaction.onabort?.({} as Event);
  assert.deepEqual(ended, ["a: Error: aborted", "b: Error: aborted"]);
  const failures: unknown[] = [];
  writer.add(
    () => {
      throw new Error("no clone");
    },
    (error) => failures.push(error),
  );
  assert.equal(failures.length, 1);
});
