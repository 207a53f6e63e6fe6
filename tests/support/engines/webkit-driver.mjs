/** WebKitWebDriver with its one MiniBrowser: W3C WebDriver, one command after another. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pause } from "../../../bench/loss/browser/in-page.mjs";
import { connect } from "../../../bench/loss/browser/webdriver.mjs";
import { display } from "../../../bench/loss/browser/xvfb.mjs";
import { freePort } from "../../../bench/loss/lib/port.mjs";
import { answer, begin } from "./webkit-script.mjs";

const program = "/usr/bin/WebKitWebDriver";
const minibrowser = process.env.WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
/** A driver that has not answered by then never will. */
const answerMs = 60_000;
/** Where a page goes over into another process an answer may be lost: other commands do not wait for it any longer than this. */
export const lostMs = 2_000;
const askMs = 3;
const maxAskMs = 50;

/** A window of MiniBrowser is as wide as its bar asks for: with that bar pressed together a phone's width is possible. */
const narrow = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }";

/** Of GTK: a visitor who asks for stillness sets it there, `STILL` here (index.ts). */
const still = "[Settings]\ngtk-enable-animations = 0\n";

function settingsFolder() {
  const folder = mkdtempSync(join(tmpdir(), "waymark-webkit-"));
  mkdirSync(join(folder, "gtk-3.0"));
  writeFileSync(join(folder, "gtk-3.0/gtk.css"), narrow);
  if (process.env.STILL) writeFileSync(join(folder, "gtk-3.0/settings.ini"), still);
  return folder;
}

let last = 0;

/** Starts one; `locale`, `timezone` and `colorScheme` hold for the whole browser, `proxy` is host and port. */
export async function startDriver({ proxy, locale = "en-US", timezone, colorScheme }) {
  const settings = settingsFolder();
  const port = await freePort();
  const child = spawn(program, [`--port=${port}`], {
    stdio: "ignore",
    env: {
      ...process.env,
      DISPLAY: await display(),
      XDG_CONFIG_HOME: settings,
      LANG: `${locale.replace("-", "_")}.UTF-8`,
      ...(timezone ? { TZ: timezone } : {}),
      ...(colorScheme === "dark" ? { GTK_THEME: "Adwaita:dark" } : {}),
    },
  });
  const ask = await connect(`http://127.0.0.1:${port}`, answerMs);
  const { sessionId } = await ask("POST", "/session", {
    capabilities: {
      alwaysMatch: {
        pageLoadStrategy: "none",
        // Else the driver sets a timer in the page with every script, and under a clock of Playwright's those put off all others.
        timeouts: { script: null },
        unhandledPromptBehavior: "ignore",
        proxy: { proxyType: "manual", httpProxy: proxy },
        "webkitgtk:browserOptions": { binary: minibrowser, args: ["--automation"] },
      },
    },
  });
  const path = `/session/${sessionId}`;

  /** The driver has one current window: commands take turns. */
  let turn = Promise.resolve();
  let current;
  function command(handle, method, rest, body) {
    // The answer in an object, for it is not waited for here: only the way into the window is.
    const sent = turn.then(async () => {
      if (current !== handle) {
        current = undefined;
        await ask("POST", `${path}/window`, { handle });
        current = handle;
      }
      return { answer: ask(method, path + rest, body) };
    });
    const mine = sent.then(({ answer }) => answer);
    turn = sent.then(({ answer }) => Promise.race([answer.catch(() => {}), pause(lostMs)])).catch(() => {});
    return mine;
  }
  const now = (handle, script) => command(handle, "POST", "/execute/sync", { script, args: [] });
  return {
    /** The window it opens with: stays, so that closing the last page does not end the browser. */
    home: await ask("GET", `${path}/window`),
    /** A command of W3C WebDriver in that window. */
    command,
    /** What a short synchronous script returns. */
    now,
    /** What a script answers in the end. It is asked for again and again: a command without an answer would hold up all others. */
    async script(handle, script) {
      const id = `answer-${++last}`;
      const realm = await now(handle, begin(id, script));
      for (let waitMs = askMs; ; waitMs = Math.min(maxAskMs, waitMs * 1.2)) {
        const [where, found] = await now(handle, answer(id));
        // Not that of a closed window: Playwright finds the element anew in the page that has come.
        if (where !== realm) throw Object.assign(new Error("the page has gone on"), { code: "no such handle" });
        if (found !== null) return found;
        await pause(waitMs);
      }
    },
    async closeWindow(handle) {
      await command(handle, "DELETE", "/window").catch(() => {});
      current = undefined;
    },
    async close() {
      await Promise.race([ask("DELETE", path).catch(() => {}), pause(3_000)]);
      child.kill("SIGKILL");
      rmSync(settings, { recursive: true, force: true });
    },
  };
}
