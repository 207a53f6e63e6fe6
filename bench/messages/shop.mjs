/** A shop with one rule, of one template, under the strict policy: `/t/<example>` says it as the page is viewed, `/go/<example>` on an event. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'";
const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** The gallery's messages and products: what the documentation's pictures are of. */
export async function gallery() {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { actionOf, examples } from "./examples.ts"; export { catalogueItems } from "./goods.ts";',
      resolveDir: join(root, "demo-site/gallery"),
    },
    ...{ bundle: true, write: false, format: "esm", platform: "neutral" },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const style = `
body { margin: 0; font: 16px/1.5 sans-serif }
header, main { max-width: 1100px; margin: 0 auto; padding: 16px }
.fallback { height: 100%; background: #eef }
waymark-slot { display: block }
waymark-slot:has(> waymark-message) > .fallback { display: none }
img { display: block; width: 100%; height: 240px }`;

const text = "<p>One of many paragraphs that would move if anything came above it. </p>".repeat(12);

/**
 * `plan`: with plan.js in the head; else the room of the slot is in the page's style sheet. `bare`: a slot that has no room
 * and grows, for whoever wants to see that shifts are seen.
 */
function html(example, config, plan, bare, width) {
  const { slot } = example;
  const height = slot && (width < 600 ? slot.phone : slot.wide);
  const place = bare
    ? '<waymark-slot name="slot" data-waymark-grow="1"></waymark-slot>'
    : slot
      ? `<waymark-slot name="slot" class="h${height}" reserve="${height}px"><div class="fallback">What stands here otherwise</div></waymark-slot>`
      : "";
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bench</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/icon.svg">${plan ? '<script src="/waymark/plan.js"></script>' : ""}<link rel="stylesheet" href="/style.css"><script async src="/waymark/waymark.js" data-config="${config}"></script></head>
<body><header>Shop</header><main><h1>A page</h1><img src="/art/wide.svg" alt="" width="1100" height="240">${place}${text}<input id="field"></main></body></html>`;
}

/** On a free port; `close` it. */
export async function openShop() {
  const { actionOf, examples, catalogueItems } = await gallery();
  const catalogue = JSON.stringify({ version: 1, currency: "VND", items: catalogueItems("vi", 40) });
  const configOf = (name, on) => ({
    version: 1,
    site: { language: "vi", timeZone: "Asia/Ho_Chi_Minh" },
    catalogue: { url: "/catalogue.json" },
    destinations: [{ id: "own", type: "ndjson", url: "/v1/events", writeKey: "k" }],
    rules: [
      {
        ...{ id: name, status: "live", on: { any: [on] }, cap: { countsToLimits: false } },
        do: [actionOf(examples[name])],
      },
    ],
  });
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const [, folder, name] = pathname.split("/");
    const send = (type, body, more = {}) =>
      response.writeHead(200, { "content-type": type, "cache-control": "max-age=3600", ...more }).end(body);
    const page = { "content-security-policy": policy, "cache-control": "no-cache" };
    if ((folder === "t" || folder === "go") && examples[name])
      return send(
        "text/html; charset=utf-8",
        html(
          examples[name],
          `/config/${folder}/${name}`,
          searchParams.has("plan"),
          searchParams.has("bare"),
          Number(searchParams.get("width")),
        ),
        page,
      );
    if (folder === "config") {
      const [, , kind, example] = pathname.split("/");
      const on = kind === "t" ? { type: "pageView" } : { type: "event", name: "Go" };
      return send("application/json", JSON.stringify(configOf(example, on)));
    }
    if (pathname === "/style.css") {
      const rooms = [...new Set(Object.values(examples).flatMap(({ slot }) => (slot ? [slot.wide, slot.phone] : [])))];
      return send("text/css", style + rooms.map((px) => `.h${px} { height: ${px}px }`).join("\n"));
    }
    if (pathname === "/catalogue.json") return send("application/json", catalogue);
    if (pathname.startsWith("/v1/")) {
      request.resume();
      return void request.on("end", () => response.writeHead(204).end());
    }
    if (extname(pathname) === ".svg")
      return send(
        "image/svg+xml",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240"><rect width="240" height="240" fill="#cde"/><circle cx="120" cy="120" r="80" fill="#89a"/></svg>',
      );
    const path = folder === "waymark" ? normalize(pathname.slice("/waymark/".length)) : "..";
    const bytes = !path.startsWith("..") && (await readFile(join(root, "dist", path)).catch(() => undefined));
    if (!bytes) return response.writeHead(404).end();
    return send(types[extname(path)] ?? "application/octet-stream", bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://localhost:${server.address().port}`,
    examples,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
