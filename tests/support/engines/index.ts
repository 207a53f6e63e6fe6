/**
 * The browser the tests run in: `ENGINE=firefox` or `ENGINE=webkit`, without it Chromium (`make test-engines`). All three are
 * Debian's, driven through Playwright: Chromium by its own protocol, the others by WebDriver BiDi (firefox.mjs, webkit.mjs).
 */
import { fileURLToPath } from "node:url";
import { type Browser, chromium, firefox } from "playwright-core";
import { args, program } from "../../../bench/browser/chromium.mjs";

type ContextOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;
type Engine = "chromium" | "firefox" | "webkit";

const engines: readonly string[] = ["chromium", "firefox", "webkit"];
export const engine = (process.env.ENGINE || "chromium") as Engine;
if (!engines.includes(engine)) throw new Error(`ENGINE: one of ${engines.join(", ")}, not ${engine}`);

/**
 * Why a test is left out in the others: `{ skip: onlyIn(["chromium"], "no layout-shift entries") }`. The reason is about the engine or its
 * driver, never about us.
 */
export const onlyIn = (these: Engine[], reason: string): string | false =>
  these.includes(engine) ? false : `${engine}: ${reason}`;

export const noShifts = "layout-shift entries are Chromium's alone";
export const noReturn = "keeps no page that holds a Web Lock for coming back to (docs/limitations.md)";

interface Launch {
  /** Visitors with the same key share one browser. */
  key: string;
  start(): Promise<Browser>;
}

/** How the browser for such a visitor is started. */
export function launch(options: ContextOptions): Launch {
  if (engine === "chromium") return { key: "", start: startChromium };
  const firefoxUserPrefs: { [name: string]: number | boolean } = engine === "firefox" ? preferences(options) : {};
  const still = engine === "webkit" && options.reducedMotion === "reduce" ? { STILL: "1" } : {};
  const executablePath = fileURLToPath(new URL(`./${engine}.mjs`, import.meta.url));
  return {
    key: JSON.stringify({ ...firefoxUserPrefs, ...still }),
    start: () =>
      firefox.launch({ channel: "moz-firefox", executablePath, firefoxUserPrefs, env: { ...process.env, ...still } }),
  };
}

const startChromium = () =>
  chromium.launch({
    executablePath: program,
    args,
    // As visitors' browsers have it.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });

/** What this Firefox cannot be told of a single page is a preference of the whole browser. */
function preferences({ colorScheme, reducedMotion, hasTouch, permissions }: ContextOptions) {
  return {
    // As Playwright's Chromium draws them: over the page, not beside it.
    "ui.useOverlayScrollbars": 1,
    ...(colorScheme ? { "layout.css.prefers-color-scheme.content-override": colorScheme === "dark" ? 0 : 1 } : {}),
    ...(reducedMotion === "reduce" ? { "ui.prefersReducedMotion": 1 } : {}),
    ...(hasTouch ? { "dom.w3c_touch_events.enabled": 1, "ui.primaryPointerCapabilities": 1 } : {}),
    ...(permissions ? { "dom.events.testing.asyncClipboard": true } : {}),
  };
}
