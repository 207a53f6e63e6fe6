import { spawn, spawnSync } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { freePort } from "../lib/port.mjs";
import { call, killGroup, pause, until } from "./in-page.mjs";
import { display } from "./xvfb.mjs";

/** How long an order may take; a page that was left never answers. */
const orderMs = 30_000;

/**
 * An ordinary WebKit browser with a profile on disk and one tab, without automation: the page itself asks a server of
 * ours what to do next (`pageModule`, which lib/site.mjs puts into pages opened with `#driver=…`).
 */
export async function launchPlain(programs, { profile, quotaBytes }) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const orders = [];
  const asking = [];
  const answers = new Map();
  let number = 0;
  let child;

  const server = createServer(async (request, response) => {
    response.on("error", () => {});
    response.setHeader("access-control-allow-origin", "*");
    if (request.url === "/driver.mjs")
      return response.setHeader("content-type", "text/javascript").end(pageModule(origin));
    if (request.url === "/order") {
      asking.push(response);
      response.once("close", () => asking.includes(response) && asking.splice(asking.indexOf(response), 1));
      return serve();
    }
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const { id, value, error } = JSON.parse(Buffer.concat(pieces).toString());
    answers.get(id)?.({ value, error });
    response.end();
  });
  await new Promise((resolve) => server.listen(port, "localhost", resolve));

  function serve() {
    while (orders.length > 0 && asking.length > 0) asking.shift().end(JSON.stringify(orders.shift()));
  }

  async function evaluate(expression) {
    const id = ++number;
    const answer = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the page did not answer: ${expression.slice(0, 80)}`)), orderMs);
      answers.set(id, (got) => {
        clearTimeout(timer);
        resolve(got);
      });
    });
    orders.push({ id, expression });
    serve();
    const { value, error } = await answer.finally(() => answers.delete(id));
    if (error) throw new Error(error);
    return value;
  }

  async function arrive(url) {
    await until(`the page ${url}`, () =>
      evaluate("!window.leaving && location.href.split('#')[0]").then(
        (at) => at === url,
        () => false,
      ),
    );
  }

  async function goto(url) {
    await evaluate(call(leaveFor, url, `#driver=${origin}/driver.mjs`));
    await arrive(url);
  }

  async function open(url) {
    if (child) await goto(url);
    else {
      const command = [programs.browser, `${url}#driver=${origin}/driver.mjs`];
      const data = join(profile, "data");
      await mkdir(data, { recursive: true });
      const [program, ...args] = quotaBytes ? onSmallDisk(quotaBytes, data, command) : command;
      child = spawn(program, args, {
        detached: true,
        stdio: "ignore",
        env: {
          ...process.env,
          DISPLAY: await display(),
          XDG_DATA_HOME: data,
          XDG_CACHE_HOME: join(profile, "cache"),
        },
      });
      await arrive(url);
    }
    return {
      evaluate,
      goto,
      reload: () => goto(url),
      // Its one tab: leaving it closes nothing.
      close: async () => {},
      // Nobody could ask the browser for another page now: it is ended as a visitor ends it, and started again.
      async crash() {
        for (const { pid, line } of await processesOf(child.pid)) {
          if (line.includes("WebKitWebProcess")) process.kill(pid, "SIGKILL");
        }
        await pause(500);
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGTERM");
        await gone;
        child = undefined;
      },
    };
  }

  async function kill() {
    if (child) await killGroup(child);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  return {
    version: "the automated driver's, without automation",
    open,
    setOffline: () => Promise.reject(new Error("not with this driver")),
    kill,
    close: kill,
  };
}

/** The engine takes a share of the disk for its quota: a disk of its own, that only this browser sees. */
function onSmallDisk(bytes, folder, command) {
  const mount = `mount -t tmpfs -o size=${bytes} tmpfs "$0" && exec "$@"`;
  return ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, folder, ...command];
}

/** Why there can be no small disk here, or undefined. */
export function noSmallDisk() {
  const { status } = spawnSync("unshare", ["--map-root-user", "--mount", "true"]);
  return status === 0
    ? undefined
    : "WebKitGTK has no setting for its quota, and this system allows no mount of one's own";
}

/** Runs in the page. Going to where one is already would only change the fragment. */
function leaveFor(url, driver) {
  window.leaving = true;
  setTimeout(() => {
    if (location.href === url + driver) location.reload();
    else location.href = url + driver;
    // The page still has to tell that it has obeyed.
  }, 100);
}

/** Asks for an order, obeys, tells, asks again. */
const pageModule = (origin) => `
  for (;;) {
    const order = await fetch("${origin}/order").then((response) => response.json());
    const told = await Promise.resolve().then(() => (0, eval)(order.expression))
      .then((value) => ({ value }), (error) => ({ error: String(error) }));
    await fetch("${origin}/told", { method: "POST", keepalive: true, body: JSON.stringify({ id: order.id, ...told }) });
  }`;

/** The processes of a process group, each with its command line. */
async function processesOf(group) {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry))) {
    const [line, stat] = await Promise.all(
      ["cmdline", "stat"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")),
    );
    // After the name in brackets: state, parent, process group.
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]) === group) found.push({ pid: Number(pid), line });
  }
  return found;
}
