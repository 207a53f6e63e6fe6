/** The network, injected so that tests can be the far end. */
export interface Transport {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** False where the browser would not take it. */
  beacon(url: string, body: Blob): boolean;
  /** Gzipped bytes, or undefined where the browser cannot. */
  gzip(text: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** The browser's network, with the `fetch` it had before the site could put something else in its place. */
export function browserTransport(fetch: typeof globalThis.fetch): Transport {
  return {
    fetch: (url, init) => fetch.call(window, url, init),
    beacon(url, body) {
      try {
        return navigator.sendBeacon(url, body);
      } catch {
        return false;
      }
    },
    async gzip(text) {
      if (!("CompressionStream" in window)) return undefined;
      const { readable, writable } = new CompressionStream("gzip");
      // Not a Blob's stream: Blobs live in another process.
      const writer = writable.getWriter();
      // Where this fails, so does what is read.
      Promise.all([writer.write(new TextEncoder().encode(text)), writer.close()]).catch(() => {});
      return new Uint8Array(await new Response(readable).arrayBuffer());
    },
  };
}
