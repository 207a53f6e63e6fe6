import assert from "node:assert/strict";
import { test } from "node:test";
import { readModule, writeModule } from "../../wasm/module.mjs";
import { orderFunctions } from "../../wasm/order-functions.mjs";

const i32 = 0x7f;
const sized = (...bytes: number[]) => [bytes.length, ...bytes];
const text = (name: string) => sized(...Buffer.from(name));

/**
 * (import "host" "seen" (func (param i32)))         index 0
 * (func $two (result i32) 2)                         1
 * (func $three (result i32) call $two, 1, add)       2
 * (func $pick (param i32) (result i32)               3, exported
 *   call seen (call $three); call_indirect (the parameter))
 * (table $two $three), (memory), data
 */
function moduleBytes(inTwo: number[] = []): Uint8Array<ArrayBuffer> {
  const sections: [id: number, body: number[]][] = [
    [1, [3, 0x60, 1, i32, 0, 0x60, 0, 1, i32, 0x60, 1, i32, 1, i32]],
    [2, [1, ...text("host"), ...text("seen"), 0, 0]],
    [3, [3, 1, 1, 2]],
    [4, [1, 0x70, 0, 2]],
    [5, [1, 0, 1]],
    [7, [1, ...text("pick"), 0, 3]],
    [9, [1, 0, 0x41, 0, 0x0b, 2, 1, 2]],
    [
      10,
      [
        3,
        ...sized(0, ...inTwo, 0x41, 2, 0x0b),
        ...sized(0, 0x10, 1, 0x41, 1, 0x6a, 0x0b),
        ...sized(1, 1, i32, 0x10, 2, 0x10, 0, 0x20, 0, 0x11, 1, 0, 0x0b),
      ],
    ],
    [11, [1, 0, 0x41, 0, 0x0b, ...sized(7, 8, 9)]],
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...sections.flatMap(([id, body]) => [id, ...sized(...body)]),
  ]);
}

function pick(bytes: Uint8Array, which: number): { seen: number[]; picked: number } {
  const seen: number[] = [];
  const host = { seen: (value: number) => seen.push(value) };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), { host });
  return { picked: (exports.pick as (which: number) => number)(which), seen };
}

for (const order of [
  [0, 1, 2],
  [2, 1, 0],
  [1, 2, 0],
])
  test(`functions in the order ${order}: calls, table and exports find them`, () => {
    const written = writeModule(readModule(moduleBytes()), order);
    assert.deepEqual(pick(written, 0), { seen: [3], picked: 2 });
    assert.deepEqual(pick(written, 1), { seen: [3], picked: 3 });
  });

test("the order as it was gives the bytes as they were", () => {
  assert.deepEqual([...writeModule(readModule(moduleBytes()), [0, 1, 2])], [...moduleBytes()]);
});

test("ordering keeps every function, and gives the same bytes for the same bytes", () => {
  const ordered = orderFunctions(moduleBytes());
  assert.equal(ordered.length, moduleBytes().length);
  assert.deepEqual([...orderFunctions(moduleBytes())], [...ordered]);
  assert.deepEqual(pick(ordered, 1), { seen: [3], picked: 3 });
});

test("names are left out: they would be of other functions", () => {
  const names = [0, ...sized(...text("name"), 1, 4, 1, 1, ...text("f"))];
  const ordered = orderFunctions(Uint8Array.from([...moduleBytes(), ...names]));
  assert.equal(ordered.length, moduleBytes().length);
});

test("an instruction nobody knows is an error, not a broken module", () => {
  assert.throws(() => orderFunctions(moduleBytes([0xfd, 0x0f, 0x1a])), /unknown instruction, 0xfd/);
});
