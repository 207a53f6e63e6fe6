import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";
import { killGroup, pause } from "./in-page.mjs";

export const name = "firefox";
export const cannot = {};
const program = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
export const unavailable = () => (existsSync(program) ? undefined : `${program} is not installed`);

/** WebDriver BiDi; the profile is kept as it is between two launches, also after a kill. */
export async function launch({ profile, quotaBytes }) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: program,
    userDataDir: profile,
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    extraPrefsFirefox: {
      // In KB, for all sites together; one site gets at least 10 MB of it.
      ...(quotaBytes ? { "dom.quotaManager.temporaryStorage.fixedLimit": Math.round(quotaBytes / 1024) } : {}),
    },
  });
  const child = browser.process();
  const pages = new Set();
  let offline = false;

  async function open(url) {
    const page = await browser.newPage();
    pages.add(page);
    if (offline) await page.setOfflineMode(true);
    await page.goto(url);
    return {
      evaluate: (expression) => page.evaluate(expression),
      goto: (next) => page.goto(next),
      reload: () => page.reload(),
      async close() {
        pages.delete(page);
        await page.close();
      },
      async crash() {
        pages.delete(page);
        await killContent(child.pid);
      },
    };
  }

  return {
    version: (await browser.version()).replace(/^firefox\//i, ""),
    open,
    async setOffline(next) {
      offline = next;
      for (const page of pages) await page.setOfflineMode(next);
    },
    kill: () => killGroup(child),
    async close() {
      const late = setTimeout(() => killGroup(child), 10_000);
      await browser.close().catch(() => {});
      clearTimeout(late);
      await killGroup(child);
    },
  };
}

/** Kills every process of this Firefox that runs pages: which of them has the tab, nobody outside is told. */
async function killContent(parent) {
  for (const pid of (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry))) {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (line.includes("-isForBrowser") && line.includes(`\0-parentPid\0${parent}\0`))
      process.kill(Number(pid), "SIGKILL");
  }
  await pause(500);
}
