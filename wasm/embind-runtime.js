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

  // Views of the memory, bytes and words: it grows without telling (wasm/heap.cpp), and is another buffer then.
  $seamViews: [],
  $seamView__deps: ["$seamViews"],
  $seamView: function (words) {
    if (!seamViews[0] || seamViews[0].buffer !== wasmMemory.buffer)
      seamViews = [new Uint8Array(wasmMemory.buffer), new Uint32Array(wasmMemory.buffer)];
    return seamViews[words];
  },

  // One of each for all calls.
  $seamDecoder: "new TextDecoder()",
  $seamEncoder: "new TextEncoder()",
  $seamText__deps: ["$seamView", "$seamDecoder"],
  $seamText: function (start, end) {
    return seamDecoder.decode(seamView(0).subarray(start, end));
  },

  _embind_register_float__deps: ["$seamTypes"],
  _embind_register_float: function (type) {
    seamTypes[type] = { toWire: (value) => value, release: () => {} };
  },

  // On the wire a std::string is its length in bytes (u32), then its bytes, in a block of malloc's.
  _embind_register_std_string__deps: ["$seamTypes", "$seamText", "$seamView", "$seamEncoder"],
  _embind_register_std_string: function (type) {
    seamTypes[type] = {
      // JavaScript gives text, or bytes as they are.
      toWire(value) {
        const bytes = typeof value === "string" ? seamEncoder.encode(value) : value;
        const wire = _malloc(4 + bytes.length);
        seamView(1)[wire >> 2] = bytes.length;
        seamView(0).set(bytes, wire + 4);
        return wire;
      },
      fromWire(wire) {
        const text = seamText(wire + 4, wire + 4 + seamView(1)[wire >> 2]);
        _free(wire);
        return text;
      },
      release: (wire) => _free(wire),
    };
  },

  // `types` points to the ids of what is returned and of each argument; `invoker` is called with `fn` before these.
  // (The function table is a library symbol, to be asked for, since emcc 3.1.5x; before that it is always there.)
  _embind_register_function__deps: ["$seamTypes", "$seamText", "$seamView"].concat(
    "$wasmTable" in LibraryManager.library ? ["$wasmTable"] : [],
  ),
  _embind_register_function: function (name, count, types, _signature, invoker, fn) {
    const ids = Array.from(seamView(1).subarray(types >> 2, (types >> 2) + count));
    const kinds = ids.map((id) => seamTypes[id]);
    const call = wasmTable.get(invoker);
    Module[seamText(name, seamView(0).indexOf(0, name))] = function (first, second) {
      const a = kinds[1].toWire(first);
      const b = kinds[2].toWire(second);
      const result = call(fn, a, b);
      kinds[1].release(a);
      kinds[2].release(b);
      return kinds[0].fromWire(result);
    };
  },
});
