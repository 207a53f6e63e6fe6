import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../loss/lib/sdks.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const pacer = fileURLToPath(new URL("./page/pacer.js", import.meta.url));
const types = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** Isolated pages get a clock of 5 us instead of 100. */
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
};

/**
 * The shop: `/sdk/<name>` is a page with that SDK (bench/loss/sdk/README.md), `/empty` the same page without any. Not
 * the shop of the fault matrix, because pages that carry a clock are isolated and nothing of it is slowed down.
 */
export async function openSite(names) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request, response) {
    const { pathname } = new URL(request.url, "http://localhost");
    const send = (type, body) => response.writeHead(200, { "content-type": type, ...isolation }).end(body);
    const name = names.find((one) => pathname === `/sdk/${one}` || pathname === `/sdk/${one}.mjs`);
    if (pathname === "/empty") return send("text/html; charset=utf-8", html(""));
    if (pathname === "/pacer.js") return send("text/javascript", await readFile(pacer));
    if (name && pathname.endsWith(".mjs")) return send("text/javascript", await bundle(name));
    if (name) return send("text/html; charset=utf-8", html(`<script type="module" src="/sdk/${name}.mjs"></script>`));
    const path = pathname.startsWith("/waymark/") && normalize(pathname.slice("/waymark/".length));
    const bytes = path && !path.startsWith("..") && (await readFile(join(dist, path)).catch(() => undefined));
    if (!bytes) return response.writeHead(404, isolation).end();
    return send(types[extname(path)] ?? "application/octet-stream", bytes);
  }

  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function html(script) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cotton T-shirt | Bench</title>
<link rel="icon" href="data:,"><script src="/pacer.js"></script>${script}</head>
<body><h1>Cotton T-shirt</h1><p>One article on an otherwise empty page.</p></body></html>`;
}
