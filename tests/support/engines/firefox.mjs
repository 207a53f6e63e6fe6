#!/usr/bin/env node
/**
 * Firefox as Playwright's BiDi client wants it: starts the Firefox of FIREFOX with the arguments given, stands between the two,
 * and answers the commands this Firefox does not know yet. What those would have set is set by preferences (../browser.ts).
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { WebSocket, WebSocketServer } from "ws";

/** Asked for of every page, and not known to every Firefox: without effect there. */
const optional = /^(emulation|permissions|network\.addDataCollector)/;
const unknown = new Set(["unknown command", "unsupported operation"]);

/** A page that comes back out of the back/forward cache has no request and no load: it is told as loaded after so long. */
const restoredMs = 200;

const child = spawn(process.env.FIREFOX ?? "/usr/bin/firefox-esr", process.argv.slice(2), {
  stdio: ["ignore", "ignore", "pipe"],
});
child.once("error", (error) => process.stderr.write(`${error.message}\n`));
child.once("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));

createInterface({ input: child.stderr }).on("line", (line) => {
  const [, root] = /WebDriver BiDi listening on (ws:\/\/\S+)$/.exec(line) ?? [];
  if (!root) return process.stderr.write(`${line}\n`);
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 }, () =>
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}\n`),
  );
  server.on("connection", (client, { url }) => between(client, new WebSocket(root + url)));
});

/** Passes messages on both ways until either end goes. */
function between(client, browser) {
  const asked = new Map();
  const early = [];
  const tell = (message) => client.send(JSON.stringify(message));
  const restored = restorations(tell);
  browser.on("open", () => {
    for (const text of early.splice(0)) browser.send(text);
  });
  client.on("message", (data) => {
    const text = String(data);
    const { id, method } = JSON.parse(text);
    asked.set(id, method);
    if (browser.readyState === WebSocket.OPEN) browser.send(text);
    else early.push(text);
  });
  browser.on("message", (data) => {
    const text = String(data);
    const message = JSON.parse(text);
    if (message.type === "event") restored(message);
    const method = asked.get(message.id);
    asked.delete(message.id);
    if (message.type === "error" && unknown.has(message.error) && optional.test(method))
      tell({ type: "success", id: message.id, result: {} });
    else client.send(text);
  });
  client.on("close", () => browser.close());
  browser.on("close", () => client.close());
  for (const end of [client, browser]) end.on("error", () => {});
}

/** Sees every event; tells of navigations that end in a page restored whole, of which this Firefox tells the beginning only. */
function restorations(tell) {
  const begun = new Map();
  const drop = (context) => {
    clearTimeout(begun.get(context)?.timer);
    begun.delete(context);
  };
  return ({ method, params }) => {
    const { context, navigation, url } = params;
    if (method === "browsingContext.navigationStarted") {
      drop(context);
      begun.set(context, { navigation, url });
    } else if (method === "script.realmCreated" && !params.sandbox && begun.has(context)) {
      const one = begun.get(context);
      one.timer ??= setTimeout(() => {
        drop(context);
        for (const event of ["navigationCommitted", "domContentLoaded", "load"])
          tell({
            type: "event",
            method: `browsingContext.${event}`,
            params: { context, navigation: one.navigation, url: one.url, timestamp: Date.now() },
          });
      }, restoredMs);
    } else if (/^browsingContext\.(navigation|load|domContentLoaded|contextDestroyed)/.test(method)) drop(context);
    else if (method === "network.beforeRequestSent" && navigation && begun.get(context)?.navigation === navigation)
      drop(context);
  };
}
