import {
  bodyOf,
  constant,
  elements,
  kind,
  leb,
  list,
  number,
  op,
  readElements,
  readImport,
  readLimits,
  readModule,
  section,
  sized,
  take,
  vector,
} from "../module.mjs";

/** The module of functions that go nowhere else. */
const primary = "";
const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const functionReference = 0x70;
/** Under the empty module name a part imports table, memory and stack pointer by these, functions by their slot. */
const shared = { table: "t", memory: "m", global: "g" };

/**
 * One module as several that share its memory and its table. The first is the module it was, without what has gone: where
 * something calls that, the table has nothing, and the engine traps. Instantiating a part puts its functions there.
 *
 * Between modules calls go through the table, but for those from a part to what the first has: these are imports, named
 * by their slot. Data stays with the first.
 *
 * @param {Uint8Array} bytes
 * @param {(index: number) => string} partOf the name of the part a function of the module's own (from 0) goes to; ""
 *   where it stays
 * @returns {{ [part: string]: Uint8Array }} "" is the first
 */
export function splitModule(bytes, partOf) {
  const module = readModule(bytes);
  const { sections, imported, bodies } = module;
  const homes = bodies.map((_, i) => partOf(i));
  const homeOf = (index) => (index < imported ? primary : homes[index - imported]);
  const table = readTable(sections);
  const slots = giveSlots(module, homeOf, table);

  const parts = {};
  for (const name of new Set(homes)) if (name !== primary) parts[name] = writePart(module, name, homeOf, slots, table);
  parts[primary] = writePrimary(module, homeOf, slots, table);
  return parts;
}

/** Functions by their slot, and how many slots there are. */
function readTable(sections) {
  const at = { i: 0 };
  const body = bodyOf(sections, section.table);
  if (leb(body, at) !== 1 || body[at.i++] !== functionReference) throw new Error("not one table of functions");
  const functions = [];
  functions.length = readLimits(body, at)[0];
  for (const { slot, functions: some } of list(bodyOf(sections, section.elements), readElements))
    some.forEach((index, i) => {
      functions[slot + i] = index;
    });
  return functions;
}

/** Slots of all functions that are called from another module; `table` gets the new ones. */
function giveSlots({ bodies, imported, calls }, homeOf, table) {
  const slots = new Map();
  table.forEach((index, slot) => {
    if (!slots.has(index)) slots.set(index, slot);
  });
  const asked = new Set();
  for (let caller = 0; caller < bodies.length; ++caller)
    for (const { callee } of calls[caller])
      if (homeOf(callee) !== homeOf(imported + caller) && !slots.has(callee)) asked.add(callee);
  // Those of the first module lie together, and those of each part.
  for (const index of [...asked].sort((a, b) => (homeOf(a) < homeOf(b) ? -1 : homeOf(a) > homeOf(b) ? 1 : a - b))) {
    slots.set(index, table.length);
    table.push(index);
  }
  return slots;
}

function writePrimary(module, homeOf, slots, table) {
  const { sections, imported, types, bodies } = module;
  const own = bodies.map((_, i) => i).filter((i) => homeOf(imported + i) === primary);
  const index = new Map(Array.from({ length: imported }, (_, i) => [i, i]));
  own.forEach((old, place) => {
    index.set(imported + old, imported + place);
  });
  // Stands where a part's functions will: of a type nobody calls, or else it says itself that it must not be reached.
  const nobody = imported + own.length;
  const filled = table.findLastIndex((of) => of !== undefined && homeOf(of) === primary) + 1;
  const entries = Array.from(table.slice(0, filled), (of) => (of === undefined ? nobody : (index.get(of) ?? nobody)));
  const write = {
    [section.functions]: () => vector([...own.map((old) => number(types[old])), number(emptyType(sections))]),
    [section.table]: () => [1, functionReference, 0, ...number(table.length)],
    [section.exports]: (body) => {
      const all = list(body, (from, at) => renumberExport(from, at, index));
      return vector([...all, [...sized([...text("sp")]), kind.global, 0]]);
    },
    [section.start]: (body) => number(index.get(leb(body, { i: 0 }))),
    // The first slot stays empty: it is the null pointer's.
    [section.elements]: () => vector([elements(1, entries.slice(1))]),
    [section.code]: () =>
      vector([
        ...own.map((old) => sized(rewritten(module, old, primary, homeOf, slots, index, (type) => type))),
        sized([0, op.unreachable, op.end]),
      ]),
  };
  return assemble(
    sections.filter(({ id }) => id !== section.custom).map(({ id, body }) => [id, write[id]?.(body) ?? [...body]]),
  );
}

function writePart(module, name, homeOf, slots, table) {
  const { sections, imported, types, bodies, calls } = module;
  const own = bodies.map((_, i) => i).filter((i) => homeOf(imported + i) === name);
  const called = new Set(own.flatMap((i) => calls[i].map(({ callee }) => callee)));
  const borrowed = [...called].filter((of) => homeOf(of) === primary).sort((a, b) => slots.get(a) - slots.get(b));
  const typeOf = typesOf(module);

  const used = new Map();
  const type = (old) => {
    if (!used.has(old)) used.set(old, used.size);
    return used.get(old);
  };
  const index = new Map();
  for (const of of borrowed) index.set(of, index.size);
  for (const old of own) index.set(imported + old, index.size);

  const imports = [
    [...named(shared.table), kind.table, functionReference, 0, ...number(table.length)],
    [...named(shared.memory), kind.memory, 0, 1],
    // The stack pointer: a 32-bit number that changes.
    [...named(shared.global), kind.global, 0x7f, 1],
    ...borrowed.map((of) => [...named(String(slots.get(of))), kind.function, ...number(type(typeOf(of)))]),
  ];
  const functions = own.map((old) => number(type(types[old])));
  const code = own.map((old) => sized(rewritten(module, old, name, homeOf, slots, index, type)));
  const all = list(bodyOf(sections, section.types), readType);
  const runs = [];
  for (const [slot, of] of [...table].entries()) {
    if (of === undefined || homeOf(of) !== name) continue;
    const last = runs.at(-1);
    if (last && last.slot + last.functions.length === slot) last.functions.push(index.get(of));
    else runs.push({ slot, functions: [index.get(of)] });
  }
  return assemble([
    [section.types, vector([...used.keys()].map((old) => [...all[old]]))],
    [section.imports, vector(imports)],
    [section.functions, vector(functions)],
    [section.elements, vector(runs.map(({ slot, functions: some }) => elements(slot, some)))],
    [section.code, vector(code)],
  ]);
}

/** A body whose calls find their functions from the module it is in now. */
function rewritten({ bodies, calls, throughTable, ...module }, old, home, homeOf, slots, index, type) {
  const body = bodies[old];
  const typeOf = typesOf(module);
  const places = [
    ...calls[old].map((call) => ({ ...call, from: call.at - 1 })),
    ...throughTable[old].map((call) => ({ ...call, from: call.at })),
  ].sort((a, b) => a.from - b.from);
  const out = [];
  let done = 0;
  for (const { at, from, callee, type: called } of places) {
    out.push(...body.subarray(done, from));
    const end = { i: at };
    leb(body, end);
    done = end.i;
    if (callee === undefined) out.push(...number(type(called)));
    else if (homeOf(callee) === home || homeOf(callee) === primary) out.push(op.call, ...number(index.get(callee)));
    else out.push(...constant(slots.get(callee)), op.callIndirect, ...number(type(typeOf(callee))), 0);
  }
  return [...out, ...body.subarray(done)];
}

/** The type of any function, by its index. */
function typesOf({ sections, imported, types }) {
  const those = list(bodyOf(sections, section.imports), readImport).filter(({ of }) => of === kind.function);
  return (index) => (index < imported ? those[index].type : types[index - imported]);
}

/** The place of `() -> ()`. */
function emptyType(sections) {
  const place = list(bodyOf(sections, section.types), readType).findIndex((type) => type.length === 3);
  if (place < 0) throw new Error("no function without parameters and results");
  return place;
}

/** The bytes of one. */
function readType(bytes, at) {
  const from = at.i++;
  take(bytes, at);
  take(bytes, at);
  return bytes.subarray(from, at.i);
}

function renumberExport(bytes, at, index) {
  const name = take(bytes, at);
  const of = bytes[at.i++];
  const old = leb(bytes, at);
  return [...sized([...name]), of, ...number(of === kind.function ? index.get(old) : old)];
}

const text = (name) => new TextEncoder().encode(name);
const named = (name) => [...sized([]), ...sized([...text(name)])];

function assemble(sections) {
  let out = header;
  for (const [id, body] of sections) out = out.concat(id, sized(body));
  return Uint8Array.from(out);
}
