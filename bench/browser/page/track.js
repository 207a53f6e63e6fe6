/** Calls `waymark.track` from the page and measures it. */

/**
 * Microseconds of each call, one a task, `gapMs` apart: with 0 the next comes as soon as the page has done what was
 * waiting. With `parts`, which `watchParts` made, what the host calls while `track` runs is added up there.
 */
window.measureTrack = async (calls, gapMs, parts = {}) => {
  const channel = new MessageChannel();
  const pause = () =>
    new Promise((resolve) => {
      if (gapMs > 0) return setTimeout(resolve, gapMs);
      // A timer of 0 would be one of 4 ms.
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
  const samples = [];
  for (const { name, properties } of calls) {
    await pause();
    parts.on = true;
    const from = performance.now();
    window.waymark.track(name, properties);
    samples.push((performance.now() - from) * 1_000);
    parts.on = false;
  }
  channel.port1.close();
  return samples;
};

/** Puts a clock around the browser's functions a `track` comes by; each member counts milliseconds while `on`. */
window.watchParts = () => {
  const parts = { on: false, stringify: 0, parse: 0, database: 0, channel: 0 };
  const watch = (owner, name, part) => {
    const original = owner[name];
    owner[name] = function (...args) {
      if (!parts.on) return original.apply(this, args);
      const from = performance.now();
      const result = original.apply(this, args);
      parts[part] += performance.now() - from;
      return result;
    };
  };
  watch(JSON, "stringify", "stringify");
  watch(JSON, "parse", "parse");
  watch(IDBDatabase.prototype, "transaction", "database");
  watch(IDBTransaction.prototype, "objectStore", "database");
  watch(IDBObjectStore.prototype, "put", "database");
  watch(IDBTransaction.prototype, "commit", "database");
  watch(BroadcastChannel.prototype, "postMessage", "channel");
  return parts;
};
