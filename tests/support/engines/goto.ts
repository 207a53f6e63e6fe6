import type { Page } from "playwright-core";
import { engine } from "./index.ts";

/** The first document at an address finds its referrer in `document.referrer`; later ones have the one they have. */
const referred = (to: string, from: string) => `
  if (location.href === ${JSON.stringify(to)} && !sessionStorage.getItem("referred")) {
    sessionStorage.setItem("referred", "1");
    Object.defineProperty(Document.prototype, "referrer", { configurable: true, get: () => ${JSON.stringify(from)} });
  }`;

/** `page.goto` with a referrer; WebDriver BiDi cannot set one. */
export async function goto(page: Page, url: string, referer?: string): Promise<void> {
  if (referer && engine !== "chromium") await page.addInitScript({ content: referred(new URL(url).href, referer) });
  await page.goto(url, { referer });
}
