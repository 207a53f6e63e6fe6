import { after } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { engine, launch } from "./engines/index.ts";
import { isAttempt } from "./without-wasm.ts";

/** Reached only by a failure. */
const timeoutMs = 30_000;

type ContextOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;

const running = new Map<string, Promise<Browser>>();
after(async () => {
  for (const one of running.values()) await (await one).close();
});

/** The test file's one browser, started when first asked for and closed when the file's tests are over. */
export function browser(options: ContextOptions = {}): Promise<Browser> {
  const { key, start } = launch(options);
  const one = running.get(key) ?? start();
  running.set(key, one);
  return one;
}

/** A visitor: storage of their own, and everything their pages complained of. */
export interface Visitor {
  context: BrowserContext;
  /** Uncaught exceptions, and errors printed by browser or page (CSP and Trusted Types reports among them). */
  problems: string[];
  open(url: string): Promise<Page>;
  close(): Promise<void>;
}

/** Firefox tells what it blocked in the same way as what a page has thrown, without the name of an error. */
export const isUncaught = ({ name, message }: Error): boolean =>
  engine === "chromium" || /^(\w*(Error|Exception)|uncaught exception): /.test(`${name}: ${message}`);

/** Chromium says nothing of that: the page is told by an exception, and takes the core in JavaScript. */
const isRefusedWasm = (said: string): boolean =>
  engine !== "chromium" && /blocked WebAssembly|refused wasm-eval/.test(said);

/** A new visitor, as `browser.newContext` takes options. */
export async function visitor(options: ContextOptions = {}): Promise<Visitor> {
  const context = await (await browser(options)).newContext(options);
  context.setDefaultTimeout(timeoutMs);
  const problems: string[] = [];
  context.on("page", (page) => {
    page.on("pageerror", (error) => {
      if (isUncaught(error)) problems.push(`uncaught: ${error.message}`);
      else if (!isRefusedWasm(error.message)) problems.push(error.message);
    });
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
