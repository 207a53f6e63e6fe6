// Embind's JavaScript half for what crosses the seam: free functions of strings and doubles. Emscripten's own also
// does classes, smart pointers, overloads, JavaScript values and wide strings, in 5 KB more (brotli).
//
// The optimiser of emcc 3.1.6 reads no spread, no destructuring, no optional chaining; so:
// biome-ignore-all lint/complexity/useArrowFunction: of a library's own members it takes nothing else
// biome-ignore-all lint/complexity/noArguments: no rest parameters either
mergeInto(LibraryManager.library, {
  // std::abort, the only way the core fails: an Error with a stack, in either of Emscripten's runtimes.
  abort: function () {
    throw new Error("the core aborted");
  },

  // By Embind's type id: how a value becomes what Wasm takes, and back.
  $seamTypes: {},

  // Views of the memory as it is now: it grows without telling (wasm/heap.cpp), and views made before are then empty.
  $seamBytes: function (start, end) {
    return new Uint8Array(wasmMemory.buffer).subarray(start, end);
  },
  $seamWords: function (start, count) {
    return new Uint32Array(wasmMemory.buffer, start, count);
  },

  // One of each for all calls.
  $seamDecoder: "new TextDecoder()",
  $seamEncoder: "new TextEncoder()",
  $seamText__deps: ["$seamBytes", "$seamDecoder"],
  $seamText: function (start, end) {
    return seamDecoder.decode(seamBytes(start, end));
  },

  _embind_register_float__deps: ["$seamTypes"],
  _embind_register_float: function (type) {
    seamTypes[type] = { toWire: (value) => value, release: () => {} };
  },

  // On the wire a std::string is its length in bytes (u32), then its bytes, in a block of malloc's.
  _embind_register_std_string__deps: ["$seamTypes", "$seamText", "$seamWords", "$seamEncoder"],
  _embind_register_std_string: function (type) {
    seamTypes[type] = {
      // JavaScript gives text, or bytes as they are.
      toWire(value) {
        const bytes = typeof value === "string" ? seamEncoder.encode(value) : value;
        const wire = _malloc(4 + bytes.length);
        seamWords(wire, 1)[0] = bytes.length;
        seamBytes(wire + 4).set(bytes);
        return wire;
      },
      fromWire(wire) {
        const text = seamText(wire + 4, wire + 4 + seamWords(wire, 1)[0]);
        _free(wire);
        return text;
      },
      release: (wire) => _free(wire),
    };
  },

  // `types` points to the ids of what is returned and of each argument; `invoker` is called with `fn` before these.
  // (The function table is a library symbol, to be asked for, since emcc 3.1.5x; before that it is always there.)
  _embind_register_function__deps: ["$seamTypes", "$seamText", "$seamWords"].concat(
    "$wasmTable" in LibraryManager.library ? ["$wasmTable"] : [],
  ),
  _embind_register_function: function (name, count, types, _signature, invoker, fn) {
    const taken = Array.from(seamWords(types, count));
    const returned = taken.shift();
    Module[seamText(name, seamBytes().indexOf(0, name))] = function () {
      const args = arguments;
      const wires = taken.map((type, i) => seamTypes[type].toWire(args[i]));
      // Found anew each time: a part of the core may have put it there since (docs/decisions/0021-the-core-in-parts.md).
      const result = wasmTable.get(invoker).apply(null, [fn].concat(wires));
      taken.forEach((type, i) => {
        seamTypes[type].release(wires[i]);
      });
      return seamTypes[returned].fromWire(result);
    };
  },
});
