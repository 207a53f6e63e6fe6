/**
 * The stub a site can inline in its head: calls made before `waymark.js` has come are queued with their times.
 *
 * Built to `dist/snippet.js`. Not needed where `waymark.js` is the first script, or where a site pushes
 * calls as lists itself: `(window.waymark = window.waymark || []).push(["track", "Product Viewed"])`.
 */
type Queue = unknown[] & { [method: string]: unknown };

const holder = window as unknown as { waymark?: Queue };
holder.waymark ??= [] as unknown as Queue;
const queue = holder.waymark;
if (Array.isArray(queue)) {
  for (const method of ["init", "track", "page", "identify", "group", "alias", "consent", "reset", "on", "flush"]) {
    queue[method] = (...args: unknown[]) => {
      queue.push(Object.assign([method, ...args], { t: Date.now() }));
    };
  }
}
