/**
 * Reads a Wasm module as far as its functions go, and writes it with these in another order. Knows what Emscripten
 * makes of the core (one memory, numbers only); throws an Error at anything else.
 */

export const section = {
  custom: 0,
  types: 1,
  imports: 2,
  functions: 3,
  table: 4,
  memory: 5,
  globals: 6,
  exports: 7,
  start: 8,
  elements: 9,
  code: 10,
  data: 11,
};
export const op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  brIf: 0x0d,
  brTable: 0x0e,
  call: 0x10,
  callIndirect: 0x11,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Store8: 0x3a,
  i32Const: 0x41,
  f32Const: 0x43,
  f64Const: 0x44,
  extended: 0xfc,
};
/** What an import or export is of. */
export const kind = { function: 0, table: 1, memory: 2, global: 3 };

/** Opcodes by what follows them: LEB128 numbers (as many), or single bytes. */
const immediates = new Map([
  ...codes(0x00, 0x01, []),
  ...codes(0x02, 0x04, ["byte"]), // block, loop, if
  [0x05, []],
  [0x0b, []],
  ...codes(0x0c, 0x0d, ["leb"]), // br, br_if
  [0x0f, []],
  [op.call, ["leb"]],
  ...codes(0x1a, 0x1b, []),
  ...codes(0x20, 0x24, ["leb"]), // locals and globals
  ...codes(0x28, 0x3e, ["leb", "leb"]), // loads and stores
  ...codes(0x3f, 0x40, ["byte"]), // memory.size, memory.grow
  [op.callIndirect, ["leb", "byte"]],
  ...codes(0x41, 0x42, ["leb"]), // i32.const, i64.const
  ...codes(0x45, 0xc4, []),
]);
/** Of the second byte after 0xfc: saturating conversions, and what copies and fills memory. */
const extended = new Map([...codes(0, 7, []), [10, ["byte", "byte"]], [11, ["byte"]]]);

/**
 * @typedef {object} Module
 * @property {{ id: number, body: Uint8Array }[]} sections all of them, in order
 * @property {number} imported how many functions are imported: those have the first indices
 * @property {number[]} types of the module's own functions, as are:
 * @property {Uint8Array[]} bodies
 * @property {{ at: number, callee: number }[][]} calls where in its body, and the index that is called
 */

/** @param {Uint8Array} bytes @returns {Module} */
export function readModule(bytes) {
  const sections = [];
  for (const at = { i: 8 }; at.i < bytes.length; ) sections.push({ id: bytes[at.i++], body: take(bytes, at) });
  const bodies = list(bodyOf(sections, section.code), take);
  return {
    sections,
    imported: list(bodyOf(sections, section.imports), readImport).length,
    types: list(bodyOf(sections, section.functions), leb),
    bodies,
    calls: bodies.map(callsIn),
  };
}

/** The bytes of a section; of an empty one where there is none. */
export function bodyOf(sections, id) {
  return sections.find((one) => one.id === id)?.body ?? Uint8Array.of(0);
}

/**
 * The module with its own functions in the order of `order` (places in `bodies`). Names are left out.
 * @param {Module} module @param {number[]} order
 */
export function writeModule({ sections, imported, types, bodies, calls }, order) {
  const index = Array.from({ length: imported }, (_, i) => i);
  order.forEach((old, place) => {
    index[imported + old] = imported + place;
  });
  const renumber = {
    [section.functions]: () => vector(order.map((old) => number(types[old]))),
    [section.code]: () => vector(order.map((old) => sized(withCalls(bodies[old], calls[old], index)))),
    [section.start]: (body) => number(index[leb(body, { i: 0 })]),
    [section.exports]: (body) => vector(list(body, (from, at) => renumberExport(from, at, index))),
    [section.elements]: (body) => vector(list(body, (from, at) => renumberElements(from, at, index))),
  };
  return withSections(sections, renumber);
}

/** A module with these sections, some written anew, by id: from what they hold, what they shall. Names are left out. */
export function withSections(sections, write) {
  let out = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  // Not by push: a section has more bytes than a call may have arguments.
  for (const { id, body } of sections)
    if (id !== section.custom) out = out.concat(id, sized(write[id]?.(body) ?? [...body]));
  return Uint8Array.from(out);
}

/** What an import is of. */
function readImport(bytes, at) {
  take(bytes, at);
  take(bytes, at);
  const of = bytes[at.i++];
  if (of === kind.function) leb(bytes, at);
  else throw new Error("an import that is no function");
  return of;
}

function renumberExport(bytes, at, index) {
  const name = take(bytes, at);
  const what = bytes[at.i++];
  const of = leb(bytes, at);
  return [...sized([...name]), what, ...number(what === kind.function ? index[of] : of)];
}

/** Functions of table 0, from a constant place on. */
function renumberElements(bytes, at, index) {
  if (bytes[at.i++] !== 0 || bytes[at.i++] !== op.i32Const) throw new Error("elements of an unknown kind");
  const slot = leb(bytes, at);
  if (bytes[at.i++] !== op.end) throw new Error("elements of an unknown kind");
  const functions = Array.from({ length: leb(bytes, at) }, () => number(index[leb(bytes, at)]));
  return [0, ...constant(slot), op.end, ...vector(functions)];
}

function callsIn(body) {
  const calls = [];
  for (const { code, of } of instructions(body))
    if (code === op.call) calls.push({ at: of, callee: leb(body, { i: of }) });
  return calls;
}

/**
 * A function's instructions in the order in which they are written.
 * @returns {Generator<{ code: number, at: number, of: number, next: number }>} where one stands in the body, what belongs to
 *   it, and the next one
 */
export function* instructions(body) {
  for (const at = { i: endOfLocals(body) }; at.i < body.length; ) {
    const start = at.i;
    const code = body[at.i++];
    const of = at.i;
    if (code === op.brTable) for (let targets = leb(body, at); targets >= 0; --targets) leb(body, at);
    else if (code === op.f32Const) at.i += 4;
    else if (code === op.f64Const) at.i += 8;
    else {
      const follow = code === op.extended ? extended.get(leb(body, at)) : immediates.get(code);
      if (!follow) throw new Error(`an unknown instruction, 0x${code.toString(16)}`);
      for (const what of follow) what === "leb" ? leb(body, at) : at.i++;
    }
    yield { code, at: start, of, next: at.i };
  }
}

/** Where the first instruction stands. */
export function endOfLocals(body) {
  const at = { i: 0 };
  for (let groups = leb(body, at); groups > 0; --groups) {
    leb(body, at);
    at.i++;
  }
  return at.i;
}

function withCalls(body, calls, index) {
  const out = [];
  let from = 0;
  for (const { at, callee } of calls) {
    out.push(...body.subarray(from, at), ...number(index[callee]));
    const end = { i: at };
    leb(body, end);
    from = end.i;
  }
  return [...out, ...body.subarray(from)];
}

/** Unsigned; of a signed one only the end is of interest. Moves `at` past it. */
export function leb(bytes, at) {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[at.i++];
    value += (byte & 127) * scale;
    if (byte < 128) return value;
    scale *= 128;
  }
}

/** A run of bytes with its length before it. */
export function take(bytes, at) {
  const length = leb(bytes, at);
  at.i += length;
  return bytes.subarray(at.i - length, at.i);
}

export function list(bytes, read) {
  const at = { i: 0 };
  return Array.from({ length: leb(bytes, at) }, () => read(bytes, at));
}

/** The other way: a number, unsigned. */
export function number(value) {
  const out = [];
  for (; value > 127; value >>>= 7) out.push((value & 127) | 128);
  return [...out, value];
}

/** `i32.const` of a number that is not negative. */
export function constant(value) {
  const out = number(value);
  // The highest bit of a signed number's last byte is its sign.
  if (out[out.length - 1] & 64) out.splice(-1, 1, out[out.length - 1] | 128, 0);
  return [op.i32Const, ...out];
}

export const sized = (bytes) => [...number(bytes.length), ...bytes];
export const vector = (items) => [...number(items.length), ...items.flat()];

function codes(first, last, follow) {
  return Array.from({ length: last - first + 1 }, (_, i) => [first + i, follow]);
}
