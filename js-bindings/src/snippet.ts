/**
 * The stub a site can inline in its head: calls made before `waymark.js` has come are queued with their times. A page
 * that is left before it comes moves them to localStorage, for the next one (stub.ts).
 *
 * Built to `dist/snippet.js`, a few hundred bytes: hence its terseness. Not needed where `waymark.js` is the first
 * script, or where a site pushes calls as lists itself:
 * `(window.waymark = window.waymark || []).push(["track", "Product Viewed"])`.
 */
type Call = unknown[] & { t?: number };
type Queue = Call[] & { [method: string]: unknown };

const holder = window as { waymark?: Queue };
holder.waymark = holder.waymark || ([] as unknown as Queue);
const queue = holder.waymark;

function keep(): void {
  try {
    // Taken over, they are kept by who took them.
    if (holder.waymark !== queue) return;
    const texts = [JSON.stringify([document.URL, document.title, document.referrer])];
    // Our share of localStorage (ports/local-share.ts), less the name and the address.
    let room = 6e4;
    for (const key in localStorage) if (/^waymark/.test(key)) room -= (key + localStorage[key]).length;
    for (const call of queue.splice(0)) {
      // Should the page stay after all, or come back, these are still to be done.
      if (/^(in|on|f)/.test(call[0] as string)) queue.push(call);
      else
        try {
          const text = JSON.stringify([call.t, ...call]);
          room -= text.length + 1;
          if (room > 0) texts.push(text);
        } catch {
          // One that is no JSON does not take the others with it.
        }
    }
    if (texts[1]) localStorage[`waymark.stub.${Math.random()}`] = `[${texts}]`;
  } catch {
    // No storage.
  }
}

// What has come already is no list.
if (Array.isArray(queue)) {
  for (const name of "init track page identify group alias consent reset on flush".split(" "))
    queue[name] = (...call: Call) => {
      (call as Call).unshift(name);
      (call as Call).t = Date.now();
      queue.push(call);
    };
  addEventListener("pagehide", keep);
  // WebKit has no `pagehide` for a page that is still loading; others keep no page for coming back that has this one.
  addEventListener("beforeunload", keep);
  addEventListener("load", () => removeEventListener("beforeunload", keep));
}
