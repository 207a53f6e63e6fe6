import { bodyOf, constant, instructions, leb, op, readModule, section, sized, take, withSections } from "../module.mjs";

/** Addresses the code means by a place before a table, as where an index begins with the letter A, lie no further from it. */
const farthest = 256;
const loads = { first: 0x28, last: 0x3e };

/**
 * What of the constant data (texts, tables) a core can reach: an object is reached by its address in the code, or in an object
 * that is. Others are left out, which is safe where every object is known, and every way to it.
 * @param {string} map the linker's (`wasm-ld --Map`)
 * @param {import("../module.mjs").Module} whole the core as it was linked
 */
export function constantsOf(map, whole) {
  const memory = initialMemory(whole);
  const objects = objectsIn(map, memory);
  const begin = objects[0].at;
  const end = objects.at(-1).at + objects.at(-1).size;

  /** Objects that an address may mean. */
  function meant(address) {
    if (address < begin || address >= end) return [];
    const i = objects.findLastIndex(({ at }) => at <= address);
    const { at, size } = objects[i];
    if (address === at) return [objects[i]];
    const near = objects.slice(i + 1).filter((one) => !one.text && one.at - address <= farthest);
    return address < at + size ? [objects[i], ...near] : near;
  }

  function reached(addresses) {
    const all = new Set();
    const found = (address) => {
      for (const object of meant(address)) {
        if (all.has(object)) continue;
        all.add(object);
        if (!object.text) wordsOf(object, memory).forEach(found);
      }
    };
    addresses.forEach(found);
    return all;
  }

  // What even the whole core seems not to reach it must reach by some other way.
  const seeming = reached(addressesIn(whole));
  const always = objects.filter((object) => !seeming.has(object)).map(({ at }) => at);
  return {
    /** Where they end: what is behind them changes. */
    end,
    /** A core that was made of the whole one, with those alone. */
    trim(bytes) {
      const module = readModule(bytes);
      const kept = reached([...always, ...addressesIn(module)]);
      const data = initialMemory(module).slice(begin, end);
      for (const object of objects)
        if (!kept.has(object)) data.fill(0, object.at - begin, object.at - begin + object.size);
      return withSections(module.sections, {
        [section.data]: () => [1, 0, ...constant(begin), op.end, ...sized([...data])],
      });
    },
  };
}

/** By address. The linker puts literals together: those of one text each. */
function objectsIn(map, memory) {
  const objects = [];
  for (const line of map.split("\n")) {
    const [, at, size, , name] = /^\s*([0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)\s+(\S+):\(([^)]*)\)/.exec(line) ?? [];
    if (name?.startsWith(".data")) throw new Error(`data that changes: ${name}`);
    if (!name?.startsWith(".rodata")) continue;
    const object = { at: Number.parseInt(at, 16), size: Number.parseInt(size, 16) };
    if (name === ".rodata") objects.push(...textsOf(object, memory));
    else objects.push(object);
  }
  if (objects.length === 0) throw new Error("the linker's map names no constants");
  return objects.sort((a, b) => a.at - b.at);
}

function textsOf({ at, size }, memory) {
  const texts = [];
  for (let from = at; from < at + size; ) {
    const next = memory.indexOf(0, from) + 1;
    texts.push({ at: from, size: next - from, text: true });
    from = next;
  }
  return texts;
}

function wordsOf({ at, size }, memory) {
  const view = new DataView(memory.buffer);
  const words = [];
  for (let i = (at + 3) & ~3; i + 4 <= at + size; i += 4) words.push(view.getUint32(i, true));
  return words;
}

/** All that may be an address in the code. */
function addressesIn({ bodies }) {
  const all = new Set();
  for (const body of bodies)
    for (const { code, of } of instructions(body)) {
      if (code === op.i32Const) all.add(leb(body, { i: of }));
      if (code < loads.first || code > loads.last) continue;
      const at = { i: of };
      leb(body, at);
      all.add(leb(body, at));
    }
  return [...all];
}

/** What a module's data puts where, up to its end. */
function initialMemory({ sections }) {
  const data = bodyOf(sections, section.data);
  const at = { i: 0 };
  const segments = [];
  for (let count = leb(data, at); count > 0; --count) {
    if (data[at.i++] !== 0 || data[at.i++] !== op.i32Const) throw new Error("data of an unknown kind");
    const address = leb(data, at);
    if (data[at.i++] !== op.end) throw new Error("data of an unknown kind");
    segments.push([address, take(data, at)]);
  }
  const memory = new Uint8Array((Math.max(...segments.map(([address, { length }]) => address + length)) + 7) & ~7);
  for (const [address, bytes] of segments) memory.set(bytes, address);
  return memory;
}
