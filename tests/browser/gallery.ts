/** The gallery's page of one message, for tests: each template as it ships, under the strict policy. */
import type { Page } from "playwright-core";
import { examples } from "../../demo-site/gallery/examples.ts";
import { type Visitor, visitor } from "../support/browser.ts";
import { openStorefront, type Storefront } from "../support/storefront.ts";

export const names = Object.keys(examples);
export const languages = ["vi", "en"] as const;
export const schemes = ["light", "dark"] as const;

export interface Outcome {
  outcome: string;
  detail?: { [key: string]: unknown };
}

/** In the page. */
declare const outcomes: Outcome[] | undefined;

export interface Gallery {
  shop: Storefront;
  guest: Visitor;
  /** A page with this message on it, drawn. */
  open(example: string, query?: string): Promise<Page>;
}

export async function openGallery(
  t: { after(fn: () => Promise<void>): void },
  options: Parameters<typeof visitor>[0] = {},
): Promise<Gallery> {
  const shop = await openStorefront();
  t.after(() => shop.close());
  const guest = await visitor(options);
  t.after(() => guest.close());
  return {
    shop,
    guest,
    async open(example, query = "lang=en") {
      const page = await guest.open(`${shop.origin}/gallery/frame?example=${example}&${query}`);
      await page.locator("waymark-message").first().waitFor({ state: "attached" });
      return page;
    },
  };
}

/** What was reported so far, but for `shown`, which comes when it comes. */
export const reported = async (page: Page): Promise<Outcome[]> =>
  (await page.evaluate(() => (typeof outcomes === "undefined" ? [] : outcomes)))?.filter(
    ({ outcome }) => outcome !== "shown",
  ) ?? [];
