/**
 * Reads a Wasm module as far as its functions go, and writes it with these in another order. Knows what Emscripten
 * makes of the core (one memory, numbers only); throws an Error at anything else.
 */

const section = { custom: 0, imports: 2, functions: 3, exports: 7, start: 8, elements: 9, code: 10 };
const op = { brTable: 0x0e, call: 0x10, callIndirect: 0x11, f32Const: 0x43, f64Const: 0x44, extended: 0xfc };

/** Opcodes by what follows them: LEB128 numbers (as many), or single bytes. */
const immediates = new Map([
  ...codes(0x00, 0x01, []),
  ...codes(0x02, 0x04, ["byte"]), // block, loop, if
  [0x05, []],
  [0x0b, []],
  ...codes(0x0c, 0x0d, ["leb"]), // br, br_if
  [0x0f, []],
  [op.call, ["leb"]],
  [op.callIndirect, ["leb", "leb"]],
  ...codes(0x1a, 0x1b, []),
  ...codes(0x20, 0x24, ["leb"]), // locals and globals
  ...codes(0x28, 0x3e, ["leb", "leb"]), // loads and stores
  ...codes(0x3f, 0x40, ["byte"]), // memory.size, memory.grow
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
  const body = (id) => sections.find((one) => one.id === id)?.body ?? Uint8Array.of(0);
  const bodies = list(body(section.code), take);
  return {
    sections,
    imported: list(body(section.imports), readImport).length,
    types: list(body(section.functions), leb),
    bodies,
    calls: bodies.map(callsIn),
  };
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
  let out = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  for (const { id, body } of sections) {
    if (id === section.custom && String.fromCharCode(...take(body, { i: 0 })) === "name") continue;
    // Not by push: a section has more bytes than a call may have arguments.
    out = out.concat(id, sized(renumber[id]?.(body) ?? [...body]));
  }
  return Uint8Array.from(out);
}

function readImport(bytes, at) {
  take(bytes, at);
  take(bytes, at);
  if (bytes[at.i++] !== 0) throw new Error("an import that is no function");
  return leb(bytes, at);
}

function renumberExport(bytes, at, index) {
  const name = take(bytes, at);
  const kind = bytes[at.i++];
  const of = leb(bytes, at);
  return [...sized([...name]), kind, ...number(kind === 0 ? index[of] : of)];
}

function renumberElements(bytes, at, index) {
  const from = at.i;
  // Of table 0, at a constant.
  if (bytes[at.i++] !== 0 || bytes[at.i++] !== 0x41) throw new Error("elements of an unknown kind");
  leb(bytes, at);
  if (bytes[at.i++] !== 0x0b) throw new Error("elements of an unknown kind");
  const head = bytes.subarray(from, at.i);
  const count = leb(bytes, at);
  return [...head, ...vector(Array.from({ length: count }, () => number(index[leb(bytes, at)])))];
}

function callsIn(body) {
  const at = { i: 0 };
  for (let groups = leb(body, at); groups > 0; --groups) {
    leb(body, at);
    at.i++;
  }
  const calls = [];
  while (at.i < body.length) {
    const code = body[at.i++];
    if (code === op.call) calls.push({ at: at.i, callee: leb(body, at) });
    else if (code === op.brTable) for (let targets = leb(body, at); targets >= 0; --targets) leb(body, at);
    else if (code === op.f32Const) at.i += 4;
    else if (code === op.f64Const) at.i += 8;
    else {
      const follow = code === op.extended ? extended.get(leb(body, at)) : immediates.get(code);
      if (!follow) throw new Error(`an unknown instruction, 0x${code.toString(16)}`);
      for (const what of follow) what === "leb" ? leb(body, at) : at.i++;
    }
  }
  return calls;
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
function leb(bytes, at) {
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
function take(bytes, at) {
  const length = leb(bytes, at);
  at.i += length;
  return bytes.subarray(at.i - length, at.i);
}

function list(bytes, read) {
  const at = { i: 0 };
  return Array.from({ length: leb(bytes, at) }, () => read(bytes, at));
}

function number(value) {
  const out = [];
  for (; value > 127; value >>>= 7) out.push((value & 127) | 128);
  return [...out, value];
}

const sized = (bytes) => [...number(bytes.length), ...bytes];
const vector = (items) => [...number(items.length), ...items.flat()];

function codes(first, last, follow) {
  return Array.from({ length: last - first + 1 }, (_, i) => [first + i, follow]);
}
