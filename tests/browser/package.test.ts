/** The package as `npm pack` makes it, installed into a new Vite project and beside a plain page, both in Chromium. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build, createServer, type Plugin, preview } from "vite";
import { visitor } from "../support/browser.ts";
import { type Received, strictPolicy } from "../support/shop.ts";
import { until } from "../support/wait.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = join(root, "build/tests", `package-${process.pid}`);
const npm = (folder: string, ...args: string[]): string =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

const config = {
  version: 1,
  destinations: [{ id: "own", type: "segment", url: "/v1/batch", writeKey: "k" }],
  batch: { maxAgeMs: 0 },
};
const main = `
import { type Config, waymark } from "waymark";
const config: Config = ${JSON.stringify(config)};
waymark.init({ config });
waymark.track("Product Viewed", { product_id: "p1", from: location.pathname });
`;
const page = (body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${body}`;

const events: Received[] = [];
/** A collector on the same origin. */
const collector: Plugin = {
  name: "collector",
  configureServer: (server) => void server.middlewares.use("/v1/batch", collect),
  configurePreviewServer: (server) => void server.middlewares.use("/v1/batch", collect),
};
function collect(request: IncomingMessage, response: ServerResponse): void {
  let text = "";
  request.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  request.on("end", () => {
    events.push(...(JSON.parse(text) as { batch: Received[] }).batch);
    response.end("{}");
  });
}
const arrived = (path: string) =>
  until(
    `an event of ${path}`,
    () => events.find(({ properties }) => properties?.from === path),
    () => events,
  );

const site = { root: project, configFile: false as const, logLevel: "error" as const, plugins: [collector] };

before(async () => {
  mkdirSync(join(project, "src"), { recursive: true });
  const [{ filename }] = JSON.parse(
    npm(join(root, "js-bindings"), "pack", "--json", "--pack-destination", project),
  ) as [{ filename: string }];
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "shop", private: true, type: "module", dependencies: { waymark: `file:${filename}` } }),
  );
  npm(project, "install");
  writeFileSync(join(project, "index.html"), page('<script type="module" src="/src/main.ts"></script>'));
  writeFileSync(join(project, "src/main.ts"), main);
  const installed = join(project, "node_modules/waymark/dist");
  cpSync(installed, join(project, "public/waymark"), { recursive: true });
  const hash = createHash("sha384")
    .update(readFileSync(join(installed, "waymark.js")))
    .digest("base64");
  writeFileSync(join(project, "public/waymark.config.json"), JSON.stringify(config));
  writeFileSync(
    join(project, "public/plain.html"),
    page(
      `<script async src="/waymark/waymark.js" integrity="sha384-${hash}" data-config="/waymark.config.json"></script>
       <button data-waymark-event="Product Viewed" data-waymark-properties='{"from":"/plain.html"}'>Look</button>`,
    ),
  );
});
after(() => rmSync(project, { recursive: true, force: true }));

test("the package has no dependencies, no install scripts, types and source maps", () => {
  const folder = join(project, "node_modules/waymark");
  const { dependencies, scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    dependencies?: object;
    scripts?: { [name: string]: string };
  };
  assert.equal(dependencies, undefined);
  assert.deepEqual(Object.keys(scripts ?? {}), ["prepack"]);
  const files = readdirSync(join(folder, "dist"));
  for (const name of ["waymark.js", "waymark.mjs", "host.mjs", "messages.mjs"])
    assert.ok(files.includes(`${name}.map`));
  for (const name of ["LICENSE", "NOTICE", "README.md"]) assert.ok(readdirSync(folder).includes(name), name);
});

test("its types hold in a project of its own", () => {
  const options = { strict: true, target: "es2022", lib: ["es2023", "dom"], types: [], noEmit: true, module: "esnext" };
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...options, moduleResolution: "bundler" }, include: ["src"] }),
  );
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", project], { stdio: "inherit" });
});

test("built by Vite it tracks, under a strict policy", async (t) => {
  // Small files would become data: URLs, which connect-src 'self' refuses.
  await build({ ...site, build: { assetsInlineLimit: 0 } });
  const policy = strictPolicy.replace("img-src 'self'", "img-src 'self' data:");
  const server = await preview({ ...site, preview: { port: 0, headers: { "content-security-policy": policy } } });
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await server.close();
  });
  await guest.open(server.resolvedUrls?.local[0] ?? "");
  assert.equal((await arrived("/")).event, "Product Viewed");
  await (await guest.open(`${server.resolvedUrls?.local[0]}plain.html`)).click("button");
  assert.equal((await arrived("/plain.html")).event, "Product Viewed");
  assert.deepEqual(guest.problems, []);
});

test("served by Vite while it is being worked on, it tracks too", async (t) => {
  // What Vite bundles in advance loses the files beside it.
  const server = await createServer({ ...site, server: { port: 0 }, optimizeDeps: { exclude: ["waymark"] } });
  await server.listen();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await server.close();
  });
  events.length = 0;
  await guest.open(server.resolvedUrls?.local[0] ?? "");
  assert.equal((await arrived("/")).event, "Product Viewed");
  assert.deepEqual(guest.problems, []);
});
