#!/usr/bin/env node
/**
 * WebKitGTK as Playwright's BiDi client wants it: WebDriver BiDi spoken here, the W3C WebDriver of Debian's WebKitWebDriver
 * there, whose own BiDi is switched off. Each user context is a browser of its own (webkit-session.mjs); requests are heard
 * and held by a proxy (webkit-proxy.mjs); scripts go in as text (webkit-script.mjs).
 */
import { WebSocketServer } from "ws";
import { call, evaluation } from "./webkit-script.mjs";
import { openSession } from "./webkit-session.mjs";

/** As long as Playwright is connected. */
setInterval(() => {}, 60_000);

const sessions = new Map();
let last = 0;
let send = () => {};
/** A command of W3C WebDriver in that page. */
const command = async (handle, method, rest, body) =>
  (await sessionOf(handle).driver()).command(handle, method, rest, body);
const tell = (method, params) => send({ type: "event", method, params });

const named = (code, message) => Object.assign(new Error(message ?? code), { code });
const sessionOf = (handle) => {
  for (const one of sessions.values()) if (one.pages.has(handle)) return one;
  throw named("no such frame", `${handle} is gone`);
};
const every = ({ userContexts }) =>
  (userContexts ?? [...sessions.keys()]).map((id) => sessions.get(id)).filter(Boolean);

/** A script of BiDi in a page, its outcome as BiDi has it. */
async function run({ target: { context, sandbox } }, text) {
  const session = sessionOf(context);
  const page = session.pages.get(context);
  const realm = sandbox ? `${page.realm}-utility` : page.realm;
  const [outcome, value] = JSON.parse(await (await session.driver()).script(context, text));
  if (outcome === "gone") throw named("no such handle", `no such handle: ${value}`);
  if (outcome === "success") return { type: "success", realm, result: value };
  return {
    type: "exception",
    realm,
    exceptionDetails: {
      text: value,
      columnNumber: 0,
      lineNumber: 0,
      exception: { type: "error" },
      stackTrace: { callFrames: [] },
    },
  };
}

const commands = {
  "session.new": async () => ({
    sessionId: "webkit",
    capabilities: { browserName: "webkit", browserVersion: "WebKitGTK", userAgent: "" },
  }),
  "session.status": async () => ({ ready: true, message: "" }),
  async "browser.createUserContext"() {
    const userContext = `visitor-${++last}`;
    sessions.set(userContext, await openSession({ userContext, tell }));
    return { userContext };
  },
  async "browser.removeUserContext"({ userContext }) {
    const session = sessions.get(userContext);
    sessions.delete(userContext);
    await session?.close();
    return {};
  },
  async "browser.close"() {
    await Promise.all([...sessions.values()].map((one) => one.close()));
    setTimeout(() => process.exit(0), 50);
    return {};
  },
  "browsingContext.create": async ({ userContext }) => ({ context: await sessions.get(userContext).open() }),
  async "browsingContext.close"({ context }) {
    await sessionOf(context).closePage(context);
    return {};
  },
  "browsingContext.activate": async ({ context }) => {
    await command(context, "GET", "/title");
    return {};
  },
  async "browsingContext.navigate"({ context, url }) {
    const session = sessionOf(context);
    const navigation = session.pages.get(context).begin(url);
    await command(context, "POST", "/url", { url });
    return { navigation, url };
  },
  async "browsingContext.reload"({ context }) {
    const session = sessionOf(context);
    const page = session.pages.get(context);
    const navigation = page.begin(page.url);
    await command(context, "POST", "/refresh", {});
    return { navigation, url: page.url };
  },
  async "browsingContext.traverseHistory"({ context, delta }) {
    await command(context, "POST", delta < 0 ? "/back" : "/forward", {});
    return {};
  },
  async "browsingContext.setViewport"({ context, viewport, userContexts }) {
    if (context) await sessionOf(context).setViewport(context, viewport);
    else for (const one of every({ userContexts })) one.viewport = viewport;
    return {};
  },
  async "browsingContext.captureScreenshot"({ context }) {
    return { data: await command(context, "GET", "/screenshot") };
  },
  async "browsingContext.handleUserPrompt"({ context, accept }) {
    await command(context, "POST", accept === false ? "/alert/dismiss" : "/alert/accept", {});
    return {};
  },
  "script.evaluate": (params) => run(params, evaluation(params)),
  "script.callFunction": (params) => run(params, call(params)),
  "script.disown": async () => ({}),
  async "script.addPreloadScript"({ functionDeclaration, contexts, userContexts }) {
    const script = `script-${++last}`;
    const whose = contexts ? contexts.map(sessionOf) : every({ userContexts });
    for (const one of whose) one.scripts.set(script, { source: functionDeclaration, contexts });
    return { script };
  },
  async "script.removePreloadScript"({ script }) {
    for (const one of sessions.values()) one.scripts.delete(script);
    return {};
  },
  async "input.performActions"({ context, actions }) {
    await command(context, "POST", "/actions", { actions: whole(actions) });
    return {};
  },
  async "storage.getCookies"({ partition }) {
    const session = sessions.get(partition.userContext);
    const [page] = session.pages.keys();
    const cookies = page ? await command(page, "GET", "/cookie") : [];
    return {
      cookies: cookies.map(({ name, value, domain, path, httpOnly, secure, expiry, sameSite }) => ({
        name,
        value: { type: "string", value },
        domain,
        path,
        httpOnly,
        secure,
        expiry,
        size: 0,
        sameSite: (sameSite ?? "none").toLowerCase(),
      })),
      partitionKey: {},
    };
  },
  async "storage.setCookie"({ cookie, partition }) {
    await sessions.get(partition.userContext).setCookie(cookie);
    return { partitionKey: {} };
  },
  async "storage.deleteCookies"({ partition }) {
    const session = sessions.get(partition.userContext);
    for (const page of session.pages.keys()) await command(page, "DELETE", "/cookie");
    return { partitionKey: {} };
  },
  async "emulation.setLocaleOverride"({ locale, userContexts }) {
    for (const one of every({ userContexts })) one.options.locale = locale ?? undefined;
    return {};
  },
  async "emulation.setTimezoneOverride"({ timezone, userContexts }) {
    for (const one of every({ userContexts })) one.options.timezone = timezone ?? undefined;
    return {};
  },
  async "emulation.setMediaFeaturesOverride"({ features, userContexts }) {
    for (const one of every({ userContexts })) one.options.colorScheme = features["prefers-color-scheme"] ?? undefined;
    return {};
  },
  async "emulation.setNetworkConditions"({ networkConditions, userContexts }) {
    for (const one of every({ userContexts })) one.proxy.state.offline = !!networkConditions;
    return {};
  },
  async "network.addIntercept"({ phases, contexts }) {
    const intercept = `intercept-${++last}`;
    if (phases.includes("beforeRequestSent"))
      for (const one of contexts ? contexts.map(sessionOf) : sessions.values())
        one.proxy.state.intercepts.set(intercept, { contexts });
    return { intercept };
  },
  async "network.removeIntercept"({ intercept }) {
    for (const one of sessions.values()) one.proxy.state.intercepts.delete(intercept);
    return {};
  },
  async "network.getData"({ request }) {
    for (const one of sessions.values()) {
      const bytes = one.proxy.state.bodies.get(request);
      if (bytes) return { bytes: { type: "base64", value: bytes.toString("base64") } };
    }
    throw named("no such network data");
  },
};
for (const method of ["network.continueRequest", "network.provideResponse", "network.failRequest"])
  commands[method] = async (params) => {
    for (const one of sessions.values()) one.proxy.decide(method, params);
    return {};
  };

/** The driver takes whole pixels. */
const whole = (sources) =>
  sources.map((source) => ({
    ...source,
    actions: source.actions.map((one) => ({
      ...one,
      ...("x" in one ? { x: Math.round(one.x), y: Math.round(one.y) } : {}),
      ...(one.type === "pointerMove" ? { duration: 0, origin: "viewport" } : {}),
    })),
  }));

/** Asked for of every page; without effect here. */
const without =
  /^(emulation|permissions|session\.subscribe|browser\.setDownloadBehavior|network\.(addDataCollector|setCacheBehavior|setExtraHeaders))/;

async function answer({ id, method, params }) {
  try {
    const run = commands[method] ?? (without.test(method) ? async () => ({}) : undefined);
    if (!run) throw named("unknown command", method);
    send({ type: "success", id, result: await run(params) });
  } catch (error) {
    send({ type: "error", id, error: error.code ?? "unknown error", message: error.message, stacktrace: "" });
  }
}

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 }, () =>
  process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}\n`),
);
server.on("connection", (client) => {
  send = (message) => client.send(JSON.stringify(message));
  client.on("message", (data) => answer(JSON.parse(String(data))));
  client.on("close", () => commands["browser.close"]({}).finally(() => process.exit(0)));
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"])
  process.on(signal, () => commands["browser.close"]({}).finally(() => process.exit(0)));
