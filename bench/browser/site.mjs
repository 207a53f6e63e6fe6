import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue, config } from "../lib/workload.mjs";

const folders = {
  "/waymark/": fileURLToPath(new URL("../../dist/", import.meta.url)),
  "/bench/": fileURLToPath(new URL("./page/", import.meta.url)),
};
const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** Isolated pages get a clock of 5 us instead of 100. */
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
};

/**
 * The bench's own shop on a free port: `/` is a page with the script tag, `/without` the same page without it, both
 * with the observer of page/observe.js, `/empty` one with nothing; `/visit-with` and `/visit-without` are a longer one, for visits. Its collector answers 200, or with `collector: "down"` drops the connection.
 */
export async function openSite() {
  const site = { origin: "", collector: "up", config: config(), close: undefined };
  const server = createServer((request, response) => {
    answer(site, request, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  site.origin = `http://localhost:${server.address().port}`;
  site.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return site;
}

async function answer(site, request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const policy = site.policy ? { "content-security-policy": site.policy } : {};
  const send = (type, body) => response.writeHead(200, { "content-type": type, ...isolation, ...policy }).end(body);
  if (pathname === "/") return send("text/html; charset=utf-8", html(tag));
  if (pathname.startsWith("/visit-"))
    return send(
      "text/html; charset=utf-8",
      html(
        `<script src="/bench/visit.js"></script>${pathname === "/visit-without" ? "" : tag}`,
        '<form><input id="q" name="topic"><button id="answer" type="button">Answer</button><button id="quiet" type="button">Quiet</button></form><output></output><main></main><footer>Foot</footer>',
      ),
    );
  if (pathname === "/empty") return send("text/html; charset=utf-8", '<!doctype html><link rel="icon" href="data:,">');
  if (pathname === "/without") return send("text/html; charset=utf-8", html(""));
  if (pathname === "/waymark.config.json") return send("application/json", JSON.stringify(site.config));
  if (pathname === "/catalogue.json") return send("application/json", JSON.stringify(catalogue));
  if (pathname === "/v1/batch") {
    request.resume();
    await new Promise((resolve) => request.on("end", resolve));
    return site.collector === "up" ? send("application/json", '{"success":true}') : response.destroy();
  }
  const root = Object.keys(folders).find((folder) => pathname.startsWith(folder));
  const path = root && normalize(pathname.slice(root.length));
  const bytes = path && !path.startsWith("..") && (await readFile(join(folders[root], path)).catch(() => undefined));
  if (!bytes) return response.writeHead(404, isolation).end();
  return send(types[extname(path)] ?? "application/octet-stream", bytes);
}

const tag = '<script async src="/waymark/waymark.js" data-config="/waymark.config.json"></script>';

function html(script, more = "") {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">
<script src="/bench/observe.js"></script>${script}</head><body><h1>Cotton T-shirt</h1><p>One article on an otherwise empty page.</p>${more}</body></html>`;
}
