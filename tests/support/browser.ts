import { after } from "node:test";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { isAttempt } from "./without-wasm.ts";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Reached only by a failure. */
const timeoutMs = 30_000;

let running: Promise<Browser> | undefined;
after(async () => (await running)?.close());

/** The test file's one Chromium, started when first asked for and closed when the file's tests are over. */
export function browser(): Promise<Browser> {
  running ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args,
    // As visitors' browsers have it.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  return running;
}

/** A visitor: storage of their own, and everything their pages complained of. */
export interface Visitor {
  context: BrowserContext;
  /** Uncaught exceptions, and errors printed by browser or page (CSP and Trusted Types reports among them). */
  problems: string[];
  open(url: string): Promise<Page>;
  close(): Promise<void>;
}

/** A new visitor, as `browser.newContext` takes options. */
export async function visitor(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Visitor> {
  const context = await (await browser()).newContext(options);
  context.setDefaultTimeout(timeoutMs);
  const problems: string[] = [];
  context.on("page", (page) => {
    page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (isAttempt(message.text())) return;
      if (message.type() === "error" || /Content Security Policy|TrustedType|Trusted Type/i.test(message.text()))
        problems.push(message.text());
    });
  });
  return {
    context,
    problems,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    close: () => context.close(),
  };
}
