/** The browser half of a scenario, played: tests/scenarios/README.md, "Browser half". */
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Json } from "../../js-bindings/src/protocol.ts";
import { includes } from "../scenarios/match.ts";
import { type Visitor, visitor } from "../support/browser.ts";
import { goto } from "../support/engines/goto.ts";
import { openStorefront, type Storefront } from "../support/storefront.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const layoutShift: number | undefined;

export type Action =
  | { goto: string; referrer?: string }
  | { click: string }
  | { scroll: number }
  | { waitFor: string; text?: string }
  | { gone: string }
  | { path: string }
  | { database: { [name: string]: Json } }
  | { stored: Json };

/** As the metric is defined: shifts soon after input do not count. */
const observeShifts = `
  window.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) window.layoutShift += value;
  }).observe({ type: "layout-shift", buffered: true });`;

/** A visitor at the screen of a shop of their own. */
export class Visit {
  /** The largest layout shift a page has had. */
  shift = 0;
  /** Paths of the files asked for. */
  readonly requests = new Set<string>();

  private constructor(
    readonly shop: Storefront,
    readonly guest: Visitor,
    readonly page: Page,
  ) {
    page.on("request", (request) => this.requests.add(new URL(request.url()).pathname));
  }

  /** Ended when the test is over. */
  static async begin(
    t: { after(fn: () => Promise<void>): void },
    csp?: "strict" | "no-wasm",
    options: Parameters<typeof visitor>[0] = {},
  ): Promise<Visit> {
    const shop = await openStorefront(csp);
    t.after(() => shop.close());
    const guest = await visitor(options);
    t.after(() => guest.close());
    await guest.context.addInitScript(observeShifts);
    return new Visit(shop, guest, await guest.context.newPage());
  }

  /** Does these in order; fails at the first that cannot be done, or does not come true. */
  async play(actions: Action[]): Promise<void> {
    for (const action of actions) {
      await this.measure();
      await this.act(action).catch((error: Error) => {
        throw new Error(`${JSON.stringify(action)}: ${error.message}\n${this.guest.problems.join("\n")}`);
      });
    }
  }

  private async act(action: Action): Promise<unknown> {
    const { page, shop } = this;
    if ("goto" in action) return goto(page, shop.origin + action.goto, action.referrer);
    if ("click" in action) return page.click(action.click);
    if ("scroll" in action)
      return page.evaluate((percent) => {
        const { scrollHeight } = document.documentElement;
        scrollTo({ top: (scrollHeight * percent) / 100 - innerHeight, behavior: "instant" });
      }, action.scroll);
    if ("waitFor" in action) return page.locator(action.waitFor).filter({ hasText: action.text }).first().waitFor();
    if ("gone" in action) return page.locator(action.gone).first().waitFor({ state: "hidden" });
    if ("path" in action) return page.waitForURL(({ pathname }) => pathname.startsWith(action.path));
    if ("database" in action) return this.untilCounted(action.database);
    let last: Json[] = [];
    return until(
      "such an event in the database",
      async () => {
        last = (await shop.events()) as unknown as Json[];
        return last.some((event) => includes(action.stored, event));
      },
      () => last,
    );
  }

  private untilCounted(wanted: { [name: string]: Json }): Promise<unknown> {
    let last = {};
    return until(
      "these counts in the database",
      async () => {
        last = await this.shop.counts();
        return includes(wanted, last);
      },
      () => last,
    );
  }

  /** Nothing waits in this page any more: whatever will be in the database is. */
  async settle(): Promise<void> {
    await this.measure();
    await this.page.evaluate(() => waymark.flush());
    await until("an empty queue", async () =>
      includes(
        { state: { stats: { queued: 0 } } },
        (await this.page.evaluate(() => waymark.inspect())) as unknown as Json,
      ),
    );
  }

  private async measure(): Promise<void> {
    const shift = await this.page.evaluate(() => (typeof layoutShift === "number" ? layoutShift : 0));
    this.shift = Math.max(this.shift, shift);
  }
}
