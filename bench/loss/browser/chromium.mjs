import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { program, args as usual } from "../../browser/chromium.mjs";
import { killGroup, until, userAgent } from "./in-page.mjs";

export const name = "chromium";
export const cannot = {};
export const unavailable = () => (existsSync(program) ? undefined : `${program} is not installed`);

const args = [
  ...usual,
  "--headless=new",
  "--no-default-browser-check",
  "--password-store=basic",
  "--remote-debugging-port=0",
  `--user-agent=${userAgent}`,
];

/** Started by ourselves, not by playwright, which would add its own two dozen switches and hide the process. */
export async function launch({ profile, quotaBytes }) {
  const portFile = join(profile, "DevToolsActivePort");
  await rm(portFile, { force: true });
  const child = spawn(program, [...args, `--user-data-dir=${profile}`, "about:blank"], {
    detached: true,
    stdio: "ignore",
  });
  const address = await until("Chromium's debugging port", async () => {
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}`);
    const [port, path] = (await readFile(portFile, "utf8").catch(() => "")).split("\n");
    return path && `ws://127.0.0.1:${port}${path}`;
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();

  async function open(url) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (quotaBytes !== undefined)
      await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(url).origin, quotaSize: quotaBytes });
    await page.goto(url);
    return {
      evaluate: (expression) => page.evaluate(expression),
      goto: (next) => page.goto(next),
      reload: () => page.reload(),
      close: () => page.close(),
      async crash() {
        const gone = new Promise((resolve) => page.once("crash", resolve));
        session.send("Page.crash").catch(() => {});
        await gone;
      },
    };
  }

  return {
    version: browser.version(),
    open,
    setOffline: (offline) => context.setOffline(offline),
    async kill() {
      await killGroup(child);
      await browser.close().catch(() => {});
    },
    async close() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      const session = await browser.newBrowserCDPSession();
      session.send("Browser.close").catch(() => {});
      const late = setTimeout(() => killGroup(child), 10_000);
      await gone;
      clearTimeout(late);
      await browser.close().catch(() => {});
    },
  };
}
