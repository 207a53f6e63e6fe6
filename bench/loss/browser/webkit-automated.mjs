import { spawn } from "node:child_process";
import { freePort } from "../lib/port.mjs";
import { killGroup, pause } from "./in-page.mjs";
import { connect } from "./webdriver.mjs";
import { display } from "./xvfb.mjs";

/** A script may take so long where the machine has other things to do; a driver that has not answered by then never will. */
const scriptMs = 120_000;
const answerMs = 150_000;

/** WebKitWebDriver with its MiniBrowser. */
export async function launchAutomated(programs) {
  const port = await freePort();
  const child = spawn(programs.driver, [`--port=${port}`], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, DISPLAY: await display() },
  });
  const ask = await connect(`http://127.0.0.1:${port}`, answerMs);
  const { sessionId, capabilities } = await ask("POST", "/session", {
    capabilities: {
      alwaysMatch: { "webkitgtk:browserOptions": { binary: programs.browser, args: ["--automation"] } },
    },
  });
  const session = `/session/${sessionId}`;
  await ask("POST", `${session}/timeouts`, { script: scriptMs });
  // The window it opens with stays, so that closing the last page of the shop does not end the browser. Pages get windows of
  // their own: a tab that is not the front one is hidden.
  const home = await ask("GET", `${session}/window`);

  /** The driver has one current window: tabs take turns. */
  let turn = Promise.resolve();
  function on(handle, run) {
    const mine = turn.then(async () => {
      await ask("POST", `${session}/window`, { handle });
      return run();
    });
    turn = mine.catch(() => {});
    return mine;
  }

  async function open(url) {
    const { handle } = await on(home, () => ask("POST", `${session}/window/new`, { type: "window" }));
    const goto = (next) => on(handle, () => ask("POST", `${session}/url`, { url: next }));
    await goto(url);
    return {
      async evaluate(expression) {
        const [value, error] = await on(handle, () =>
          ask("POST", `${session}/execute/async`, { script: evaluateInPage(expression), args: [] }),
        );
        if (error) throw new Error(error);
        return value ?? undefined;
      },
      goto,
      reload: () => on(handle, () => ask("POST", `${session}/refresh`, {})),
      close: () => on(handle, () => ask("DELETE", `${session}/window`)),
      // The driver ends its session when a page crashes.
      crash: () => Promise.reject(new Error("not with this driver")),
    };
  }

  return {
    version: capabilities.browserVersion,
    open,
    setOffline: () => Promise.reject(new Error("not with this driver")),
    kill: () => killGroup(child),
    async close() {
      await Promise.race([ask("DELETE", session).catch(() => {}), pause(5_000)]);
      await killGroup(child);
    },
  };
}

/** As the text of the script: a page's policy may forbid `eval`. */
const evaluateInPage = (expression) => `const done = arguments[0];
  Promise.resolve().then(() => (${expression})).then((value) => done([value ?? null]), (error) => done([null, String(error)]));`;
