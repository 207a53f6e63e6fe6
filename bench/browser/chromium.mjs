import { chromium } from "playwright-core";

export const program = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Of every Chromium that tests and benches start: nothing that changes how pages are stored, frozen or left. */
export const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Reached only where something is broken. */
const timeoutMs = 60_000;

/** Debian's Chromium, or the one `CHROMIUM` names; `more` arguments than every one has. */
export function launch(more = []) {
  return chromium.launch({ executablePath: program, args: [...args, ...more] });
}

/**
 * Runs `use(page, cdp)` in a visitor's fresh profile: no cache, no storage, no other page. An exception on the page is
 * the bench's own failure.
 */
export async function withVisitor(browser, use) {
  const context = await browser.newContext();
  context.setDefaultTimeout(timeoutMs);
  try {
    const page = await context.newPage();
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    const result = await use(page, await context.newCDPSession(page));
    if (problems.length > 0) throw new Error(`the page complains: ${problems[0]}`);
    return result;
  } finally {
    await context.close();
  }
}
