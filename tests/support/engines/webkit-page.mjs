import { pause } from "../../../bench/loss/browser/in-page.mjs";
import { lostMs } from "./webkit-driver.mjs";
import { look } from "./webkit-script.mjs";

const lookEveryMs = 30;
let last = 0;

/**
 * A window: looked at every few milliseconds, because the driver tells nothing by itself. `open()`: how many there are; `first(page)`:
 * the script that goes into an empty page, which no proxy sees.
 */
export function newPage(driver, handle, { tell, open, first }) {
  let asked = 0;
  let answered = 0;
  const page = {
    handle,
    closed: false,
    url: "about:blank",
    realm: undefined,
    state: "complete",
    going: undefined,
    /** The navigation that a request for a document belongs to. */
    navigation(url) {
      if (!page.going || page.going.url.split("#")[0] !== url) page.begin(url);
      return page.going.id;
    },
    begin(url) {
      page.going = { id: `navigation-${++last}`, url };
      tell("browsingContext.navigationStarted", {
        context: handle,
        navigation: page.going.id,
        url,
        timestamp: Date.now(),
      });
      return page.going.id;
    },
    /** The same navigation goes on elsewhere. */
    redirected(url, to) {
      if (page.going?.url.split("#")[0] === url) page.going.url = to;
    },
    failed(url, headers, message) {
      if (headers["sec-fetch-dest"] !== "document" || page.going?.url.split("#")[0] !== url) return;
      const { id } = page.going;
      page.going = undefined;
      tell("browsingContext.navigationFailed", {
        context: handle,
        navigation: id,
        url,
        message,
        timestamp: Date.now(),
      });
    },
    async look() {
      const mine = ++asked;
      const [realm, url, state, said] = JSON.parse(await driver.now(handle, look));
      if (page.closed) return;
      if (mine < answered) return said.forEach(heard);
      answered = mine;
      if (realm !== page.realm && url === "about:blank") await driver.now(handle, first(page));
      if (realm !== page.realm) arrived(realm, url);
      else if (url !== page.url) moved(url);
      for (const one of said) heard(one);
      if (state !== page.state) reached(state);
    },
    async watch() {
      while (!page.closed) {
        await Promise.race([page.look().catch(() => {}), pause(lostMs)]);
        await pause(lookEveryMs * Math.max(1, open()));
      }
    },
  };
  const event = (name, more) => tell(name, { context: handle, timestamp: Date.now(), ...more });

  function arrived(realm, url) {
    const before = page.realm;
    page.realm = realm;
    page.url = url;
    // A new window makes its empty page twice: the second is not where it is going.
    const again = url === "about:blank" && page.going && page.going.url !== url;
    if (before) {
      for (const one of [before, `${before}-utility`]) tell("script.realmDestroyed", { realm: one });
      if (!again) committed(url);
    }
    tell("script.realmCreated", {
      realm,
      context: handle,
      type: "window",
      origin: url.startsWith("http") ? new URL(url).origin : "null",
    });
  }

  function committed(url) {
    page.committed = page.going?.id ?? page.begin(url);
    page.going = undefined;
    page.state = "loading";
    event("browsingContext.navigationCommitted", { navigation: page.committed, url });
  }

  function moved(url) {
    page.url = url;
    if (page.going?.url === url) {
      event("browsingContext.fragmentNavigated", { navigation: page.going.id, url });
      page.going = undefined;
    } else event("browsingContext.historyUpdated", { url });
  }

  function reached(state) {
    const came = page.state;
    page.state = state;
    const more = { navigation: page.committed ?? null, url: page.url };
    if (came === "loading") event("browsingContext.domContentLoaded", more);
    if (state === "complete") event("browsingContext.load", more);
  }

  function heard([kind, text]) {
    const source = { realm: page.realm, context: handle };
    const entry = { source, text, timestamp: Date.now(), stackTrace: { callFrames: [] } };
    if (kind === "uncaught") tell("log.entryAdded", { ...entry, type: "javascript", level: "error" });
    else
      tell("log.entryAdded", {
        ...entry,
        type: "console",
        level: kind,
        method: kind,
        args: [{ type: "string", value: text }],
      });
  }
  return page;
}
