/** Memories of WebAssembly: no figure of the browser's has them. */
window.memories = [];
for (const name of ["instantiate", "instantiateStreaming"]) {
  const make = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await make.apply(WebAssembly, given);
    for (const one of Object.values((made.instance ?? made).exports)) {
      if (one instanceof WebAssembly.Memory) window.memories.push(one);
    }
    return made;
  };
}

/**
 * Calls `window.sdk.track(n, calls[n])` at `atMs[n]` milliseconds from now, each in a task of its own. Resolves with
 * the milliseconds of each call. Without an SDK it does the same and calls nothing, so that a page without one pays for
 * the pacing as well.
 */
window.pace = async (calls, atMs) => {
  const samples = [];
  const startMs = performance.now();
  for (let n = 0; n < calls.length; n++) {
    // Not from call to call: an SDK that keeps the thread busy would otherwise be given fewer events a second.
    const waitMs = startMs + atMs[n] - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
    const beforeMs = performance.now();
    window.sdk?.track(n, calls[n]);
    samples.push(performance.now() - beforeMs);
  }
  return samples;
};
