import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./port.mjs";
import { bundle, loadFragment } from "./sdks.mjs";

const dist = fileURLToPath(new URL("../../../dist", import.meta.url));
const types = {
  ".mjs": "text/javascript",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * The shop: one page with the SDK, one without, on another origin than the collector.
 *
 * @param {object} options
 * @param {string} options.sdk Folder name under sdk/.
 * @param {string} options.collector Origin of the collector.
 * @param {object} options.options What `sdk.init` gets second.
 */
export async function openSite({ sdk, collector, options }) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = createServer((request, response) => {
    response.on("error", () => {});
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(port, "localhost", resolve));
  const site = {
    origin,
    /** The page every visit opens. */
    page: `${origin}/sdk/${sdk}`,
    /** The same page with the vendor's snippet: tracks `?numbers=1,2` at once and leaves for `&next=` after `&ms=`. */
    stubPage: `${origin}/stub/${sdk}`,
    /** A page without any SDK. */
    plain: `${origin}/plain`,
    /** Set to have scripts come slowly: `{ latencyMs, bytesPerSecond }`. */
    throttle: undefined,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request, response) {
    const { pathname } = new URL(request.url, origin);
    const extension = extname(pathname);
    if (pathname === "/plain") return html(response, "<p>another page</p>");
    if (pathname === `/sdk/${sdk}`) return html(response, body({ sdk, collector, options }));
    if (pathname === `/stub/${sdk}`) return html(response, (await stub({ sdk, collector, options })) + hasty);
    const bytes = pathname.startsWith("/waymark/")
      ? await readFile(join(dist, pathname.slice("/waymark/".length))).catch(() => undefined)
      : pathname === `/sdk/${sdk}.mjs`
        ? await bundle(sdk)
        : undefined;
    if (!bytes) return response.writeHead(404).end();
    response.setHeader("content-type", types[extension] ?? "application/octet-stream");
    return site.throttle ? slowly(response, bytes, site.throttle) : response.end(bytes);
  }
  return site;
}

/** Defined before anything else: `ready` tells the bench that the SDK takes calls, `problems` what went wrong. */
const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<script>
  window.problems = [];
  addEventListener("error", (event) => problems.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => problems.push(String(event.reason)));
  window.ready = new Promise((resolve, reject) => Object.assign(window, { isReady: resolve, isNotReady: reject }));
  ready.catch(() => {});
  // A browser without automation is driven by its pages (browser/webkit-plain.mjs).
  const driver = new URLSearchParams(location.hash.slice(1)).get("driver");
  if (driver) import(driver);
</script>`;

function html(response, inner) {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
  response.end(`${head}${inner}`);
}

const start = ({ sdk, collector, options }) => `
  import("/sdk/${sdk}.mjs")
    .then(() => sdk.init(${JSON.stringify(collector)}, ${JSON.stringify(options)}))
    .then(() => queued.forEach((number) => sdk.track(number)))
    .then(() => isReady(true), (error) => isNotReady(error));`;

const body = (what) => `<p>a page of the shop</p><script>const queued = [];${start(what)}</script>`;

/** The visitor who does not wait for scripts. */
const hasty = `<script>
  {
    const query = new URLSearchParams(location.search);
    for (const number of query.get("numbers").split(",")) sdk.track(Number(number));
    setTimeout(() => { location.href = query.get("next"); }, Number(query.get("ms")));
  }
</script>`;

async function stub(what) {
  const own = await loadFragment(what.sdk, "stub.html");
  if (own) return fill(own, what);
  return `<script>const queued = []; window.sdk = { track: (number) => queued.push(number) };${start(what)}</script>`;
}

/** Puts addresses, options and files of dist/ into a snippet (`{{inline:snippet.js}}`). */
async function fill(text, { sdk, collector, options }) {
  const values = { collector, script: `/sdk/${sdk}.mjs`, options: JSON.stringify(options) };
  const files = [...text.matchAll(/\{\{inline:([\w.-]+)\}\}/g)];
  for (const [found, file] of files) text = text.replace(found, () => readFileSync(join(dist, file), "utf8"));
  return text.replace(/\{\{(\w+)\}\}/g, (_found, name) => values[name]);
}

/** As a slow line gives it: nothing for a while, then so many bytes a second. */
async function slowly(response, bytes, { latencyMs, bytesPerSecond }) {
  const stepMs = 100;
  await new Promise((resolve) => setTimeout(resolve, latencyMs));
  const step = Math.ceil((bytesPerSecond * stepMs) / 1000);
  for (let sent = 0; sent < bytes.length && !response.destroyed; sent += step) {
    response.write(bytes.subarray(sent, sent + step));
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
  response.end();
}
