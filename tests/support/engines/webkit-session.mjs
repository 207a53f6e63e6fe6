/** A visitor in WebKit: a browser with a storage of its own, the way to the web, the pages. */
import { pause } from "../../../bench/loss/browser/in-page.mjs";
import { startDriver } from "./webkit-driver.mjs";
import { newPage } from "./webkit-page.mjs";
import { emptyPath, openProxy } from "./webkit-proxy.mjs";
import { first } from "./webkit-script.mjs";

const withoutHash = (url) => url.split("#")[0];

/** `tell(method, params)` sends an event. The browser starts when a page is asked for: what was set until then holds for it. */
export async function openSession({ userContext, tell }) {
  const pages = new Map();
  const scripts = new Map();
  const options = {};
  const firstIn = (page) => first(scriptsOf(page));
  const proxy = await openProxy({ tell, pageOf, first: firstIn });
  let starting;
  const driver = () => {
    starting ??= startDriver({ proxy: proxy.address, ...options });
    return starting;
  };

  function scriptsOf({ handle }) {
    const all = [...scripts.values()].filter(({ contexts }) => !contexts || contexts.includes(handle));
    return all.map(({ source }) => source);
  }

  /** Whose request that is: known by where it goes, or by the page it says it comes from. */
  function pageOf(url, { referer, "sec-fetch-dest": destination }) {
    const all = [...pages.values()];
    const origin = referer && new URL(referer).origin;
    return (
      all.find(({ going }) => destination === "document" && going && withoutHash(going.url) === url) ??
      all.find((page) => referer && withoutHash(page.url) === referer) ??
      all.find(({ going }) => referer && going?.url === referer) ??
      all.findLast((page) => origin && page.url.startsWith(origin)) ??
      all.at(-1)
    );
  }

  let bar;
  async function setViewport(handle, { width, height }) {
    const { command, now } = await driver();
    const inner = () => now(handle, "return [innerWidth, innerHeight]");
    const size = async (rect) => command(handle, "POST", "/window/rect", rect);
    if (!bar) {
      const outer = await size({ width: 900, height: 700 });
      const [innerWidth, innerHeight] = await inner();
      bar = [outer.width - innerWidth, outer.height - innerHeight];
    }
    await size({ width: width + bar[0], height: height + bar[1] });
    for (let n = 0; n < 25; n++) {
      const found = await inner();
      if (found[0] === width && found[1] === height) return;
      await pause(20);
    }
  }

  const event = (page) => ({ context: page.handle, url: page.url, userContext, parent: null, children: null });
  function forget(page) {
    page.closed = true;
    pages.delete(page.handle);
    tell("browsingContext.contextDestroyed", event(page));
  }

  const session = {
    pages,
    scripts,
    proxy,
    options,
    driver,
    setViewport,
    viewport: undefined,
    async open() {
      const { command, home } = await driver();
      const { handle } = await command(home, "POST", "/window/new", { type: "window" });
      const page = newPage(await driver(), handle, { tell, open: () => pages.size, first: firstIn });
      pages.set(handle, page);
      tell("browsingContext.contextCreated", { ...event(page), originalOpener: null, clientWindow: handle });
      await page.look();
      if (session.viewport) await setViewport(handle, session.viewport);
      page.watch();
      return handle;
    },
    async closePage(handle) {
      const page = pages.get(handle);
      if (!page) return;
      await (await driver()).closeWindow(handle);
      forget(page);
    },
    /** The driver sets cookies of the page it is at: the first window goes to an empty one of that host. */
    async setCookie({ name, value, domain, path, httpOnly, secure, expiry, sameSite }) {
      const { command, now, home } = await driver();
      const host = domain.replace(/^\./, "");
      await command(home, "POST", "/url", { url: `http://${host}${emptyPath}` });
      for (let n = 0; n < 250; n++) {
        const at = await now(home, "return location.hostname + document.readyState").catch(() => "");
        if (at === `${host}complete`) break;
        await pause(20);
      }
      const known = { none: secure ? "None" : undefined, lax: "Lax", strict: "Strict" }[sameSite];
      const cookie = {
        name,
        value: value.value,
        path: path ?? "/",
        httpOnly: !!httpOnly,
        secure: !!secure,
        ...(domain.startsWith(".") ? { domain } : {}),
        ...(expiry ? { expiry } : {}),
        ...(known ? { sameSite: known } : {}),
      };
      await command(home, "POST", "/cookie", { cookie });
      await command(home, "POST", "/url", { url: "about:blank" });
    },
    async close() {
      for (const page of [...pages.values()]) forget(page);
      if (starting) await (await starting.catch(() => undefined))?.close();
      proxy.close();
    },
  };
  return session;
}
