/** A person who visits the shop on the street over weeks; when, the test says. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { type Visitor, visitor } from "../support/browser.ts";
import { goto } from "../support/engines/goto.ts";
import { until } from "../support/wait.ts";
import type { Street } from "./street.ts";

/** In the page. */
declare const waymark: Waymark;
declare const layoutShifts: unknown[];

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Tomorrow, ten in the morning in the shop's zone: far from midnight and from the quiet hours. */
export const firstDayMs = (): number => (Math.floor(Date.now() / dayMs) + 1) * dayMs + 3 * hourMs;

/** As the metric is defined: shifts soon after input do not count. Each with what moved. */
const observeShifts = `
  window.layoutShifts = [];
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources } of list.getEntries())
      if (!hadRecentInput)
        window.layoutShifts.push([location.pathname, value, ...sources.map(({ node, previousRect, currentRect }) =>
          [node?.className || node?.nodeName, previousRect.y, currentRect.y].join(" "))]);
  }).observe({ type: "layout-shift", buffered: true });`;

export class Shopper {
  page!: Page;
  /** What moved without being asked, on any page. */
  readonly shifts: unknown[] = [];

  private constructor(
    readonly street: Street,
    readonly guest: Visitor,
  ) {}

  /** `id` decides in which share of holdouts and experiments she is. */
  static async begin(
    t: { after(fn: () => Promise<void>): void },
    street: Street,
    id: string,
    options: Parameters<typeof visitor>[0] = {},
  ): Promise<Shopper> {
    const guest = await visitor({ viewport: { width: 1280, height: 800 }, ...options });
    t.after(() => guest.close());
    await guest.context.addCookies([{ name: "hien_id", value: id, url: street.origin }]);
    await guest.context.addInitScript(observeShifts);
    return new Shopper(street, guest);
  }

  /** Comes to the shop at that time, in a tab of its own; the one before is closed. */
  async come(path: string, atMs: number, referer?: string): Promise<void> {
    await this.leave();
    this.page = await this.guest.context.newPage();
    await this.page.clock.install({ time: atMs });
    await this.street.serverAt(atMs);
    await this.go(path, referer);
  }

  /** Another page of the same visit. */
  async go(path: string, referer?: string): Promise<void> {
    await this.measure();
    await goto(this.page, this.street.origin + path, referer);
    await this.page.evaluate(() => waymark.ready);
  }

  /** Everything that waits is sent, and the tab closed. */
  async leave(): Promise<void> {
    if (!this.page || this.page.isClosed()) return;
    await this.measure();
    await this.flush();
    await this.page.close();
  }

  async flush(): Promise<void> {
    await until("an empty queue", async () => (await this.page.evaluate(() => waymark.flush())).waiting === 0);
  }

  /** The text of a message, or of a page, that can be seen. */
  async see(text: string | RegExp): Promise<void> {
    await this.page
      .getByText(text)
      .first()
      .waitFor()
      .catch(async (error: Error) => {
        throw new Error(`${error.message}\n${JSON.stringify(await this.reasons())}\n${this.guest.problems.join("\n")}`);
      });
  }

  /** What became of each rule when it was last asked. */
  async reasons(): Promise<{ [rule: string]: string }> {
    const { state } = await this.page.evaluate(async () => (await waymark.inspect()) as unknown as { state: object });
    return (state as { rules: { [rule: string]: string } }).rules;
  }

  /** Waits until a rule has been asked and says this. */
  async reason(rule: string, reason: string): Promise<void> {
    await until(
      `${rule}: ${reason}`,
      async () => (await this.reasons())[rule] === reason,
      () => this.street.events().then((events) => events.slice(-5)),
    );
  }

  /** Reads to the end of the page. */
  async readOn(): Promise<void> {
    await this.page.evaluate(() =>
      scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" as ScrollBehavior }),
    );
  }

  /** Looks at a product, and the shop knows of it. */
  async lookAt(id: string): Promise<void> {
    await this.go(`/p/${id}`);
  }

  /** Puts what the page shows into the cart. */
  async add(): Promise<void> {
    await this.page.locator("form[data-buy] button[type=submit]").click();
    await this.page.locator("[data-toast]").getByRole("link").waitFor();
  }

  /** From the cart to the thank-you page. */
  async order(): Promise<void> {
    await this.go("/checkout");
    const who = { name: "Nguyễn Thị Lan", phone: "0912 345 678", address: "1 Hàng Bông", city: "Hà Nội" };
    for (const [name, text] of Object.entries(who)) await this.page.locator(`#${name}`).fill(text);
    await this.page.locator("input[value=momo]").check();
    await this.page.locator("[data-checkout] [type=submit]").click();
    await this.page.waitForURL(/thank-you/);
    await this.page.evaluate(() => waymark.ready);
  }

  /** Nothing broke, nothing moved, and every event is at each destination once. */
  async endWell(): Promise<void> {
    await this.measure();
    await this.flush();
    const { events, segment, snowplow } = this.street;
    // As these far ends do: of a page that was left before the reply came there are copies, and they go by the id.
    const distinct = (ids: string[]) => [...new Set(ids)].sort().join("\n");
    const ids = async () => ({
      database: (await events()).map(({ messageId }) => messageId),
      segment: segment.flatMap(({ batch }) => batch.map(({ messageId }) => messageId)),
      snowplow: snowplow.flatMap(({ data }) => data.map(({ eid }) => eid)),
    });
    let found: Awaited<ReturnType<typeof ids>>;
    await until(
      "the same events everywhere",
      async () => {
        found = await ids();
        const { database, ...others } = found;
        return Object.values(others).every((other) => distinct(other) === distinct(database));
      },
      () => [new Set(found.database).size, new Set(found.segment).size, new Set(found.snowplow).size],
    );
    const { database } = await ids();
    assert.equal(new Set(database).size, database.length, "each once in the database");
    assert.deepEqual(this.guest.problems, []);
    assert.deepEqual(await this.street.cspReports(), []);
    assert.deepEqual(this.shifts, [], "nothing moved");
  }

  private async measure(): Promise<void> {
    if (!this.page || this.page.url() === "about:blank") return;
    this.shifts.push(...(await this.page.evaluate(() => layoutShifts.splice(0))));
  }
}
