/**
 * Runs before Waymark and notes when things happen first, on `window.bench`. Each hook takes itself away once it has
 * fired, so that nothing measured later passes through it.
 */
{
  const bench = {
    /** performance.now() of each first occurrence. */
    at: {},
    /** [start, duration] of tasks of 50 ms and more. */
    longTasks: [],
    /** What the core was instantiated with, and its memory. */
    imports: undefined,
    memory: undefined,
  };
  window.bench = bench;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.longTasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args) {
    if (this.name === "journal") {
      bench.at.append ??= performance.now();
      IDBObjectStore.prototype.put = put;
    }
    return put.apply(this, args);
  };

  const fetch = window.fetch;
  window.fetch = (...args) => {
    if (!String(args[0]).endsWith("/v1/batch")) return fetch(...args);
    bench.at.send = performance.now();
    window.fetch = fetch;
    return fetch(...args).finally(() => {
      bench.at.sent = performance.now();
    });
  };

  for (const name of ["compile", "compileStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = (source) => {
      bench.at.wasmAsked = performance.now();
      WebAssembly[name] = original;
      return original(source);
    };
  }
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (source, imports) => {
      bench.at.wasmAsked ??= performance.now();
      const made = await original(source, imports);
      bench.at.wasmThere = performance.now();
      WebAssembly[name] = original;
      bench.imports = imports;
      bench.memory = Object.values((made.instance ?? made).exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  }
}
