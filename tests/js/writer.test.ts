import assert from "node:assert/strict";
import { test } from "node:test";
import { createWriter } from "../../js-bindings/src/ports/writer.ts";

/** As much of a database as a writer sees: which transactions there were, and how they end. */
function world() {
  const transactions: { work: string[]; committed: boolean; transaction: IDBTransaction }[] = [];
  const database = {
    transaction() {
      const entry = { work: [] as string[], committed: false, transaction: {} as IDBTransaction };
      Object.assign(entry.transaction, {
        error: null,
        commit() {
          assert.ok(!entry.committed);
          entry.committed = true;
        },
        note(text: string) {
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

test("writes of one task share a transaction, which is made and committed at its end", async () => {
  const { transactions, add } = world();
  add("a");
  add("b");
  assert.equal(transactions.length, 0);
  await null;
  add("c");
  await null;
  assert.deepEqual(
    transactions.map(({ work, committed }) => [work, committed]),
    [
      [["a", "b"], true],
      [["c"], true],
    ],
  );
});

test("a page that is left writes and commits at once, and not again", async () => {
  const { transactions, writer, add } = world();
  add("a");
  writer.commit();
  assert.deepEqual(transactions[0]?.work, ["a"]);
  assert.equal(transactions[0]?.committed, true);
  await null;
  writer.commit();
  assert.equal(transactions.length, 1);
});

test("each write hears how its transaction ended, and one that cannot be made hears it without the others", () => {
  const { transactions, add, ended, writer } = world();
  add("a");
  writer.add(
    () => {
      throw new Error("no clone");
    },
    (error) => ended.push(String(error)),
  );
  add("b");
  writer.commit();
  assert.deepEqual(ended, ["Error: no clone"]);
  const { transaction } = transactions[0] ?? assert.fail();
  transaction.onabort?.({} as Event);
  assert.deepEqual(ended, ["Error: no clone", "a: Error: aborted", "b: Error: aborted"]);
});

test("where there is no transaction to be had every write hears it", () => {
  const writer = createWriter(() => {
    throw new Error("closed");
  });
  const ended: unknown[] = [];
  writer.add(
    () => assert.fail(),
    (error) => ended.push(String(error)),
  );
  writer.commit();
  assert.deepEqual(ended, ["Error: closed"]);
});
