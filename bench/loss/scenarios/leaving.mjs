import { call, until } from "../browser/in-page.mjs";

export const leaving = [
  {
    id: "NAV",
    left: true,
    what: "Healthy collector, 20 calls and `location.href =` to a page without the SDK in the same task",
    async stage(stage) {
      const tab = await stage.visit();
      stage.healthy();
      await tab.evaluate(leaveAfter(stage.take(20), stage.site.plain));
      await arrived(tab, stage.site.plain);
      await stage.seconds(2);
    },
  },
  {
    id: "NAV1",
    what: "Healthy collector, one call and `location.href =` to the shop's next page in the same task, ten pages",
    async stage(stage) {
      const tab = await stage.visit();
      stage.healthy();
      for (let page = 1; page <= 10; page++) {
        const next = `${stage.site.page}?page=${page}`;
        await tab.evaluate(leaveAfter(stage.take(1), next));
        await arrived(tab, next);
        await stage.ready(tab);
      }
    },
  },
  {
    id: "NAV503",
    left: true,
    what: "As NAV while the collector answers 503; it recovers before the shop is visited again",
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "status", status: 503 });
      await tab.evaluate(leaveAfter(stage.take(20), stage.site.plain));
      await arrived(tab, stage.site.plain);
      await stage.seconds(2);
      await stage.set("ok");
    },
  },
  {
    id: "NAV600",
    left: true,
    what: "As NAV with 600 calls: more than requests of a page that is left may carry (64 KiB)",
    async stage(stage) {
      const tab = await stage.visit();
      stage.healthy();
      await tab.evaluate(leaveAfter(stage.take(600), stage.site.plain));
      await arrived(tab, stage.site.plain);
      await stage.seconds(2);
    },
  },
  {
    id: "CLOSE",
    left: true,
    what: "Healthy collector, 20 calls, the tab closed at once",
    async stage(stage) {
      const tab = await stage.visit();
      stage.healthy();
      await stage.track(tab, 20);
      await tab.close();
      await stage.seconds(2);
    },
  },
];

/** An expression: tracks `numbers` and leaves for `url`, all in one task of the page's own. */
function leaveAfter(numbers, url) {
  return call(
    (all, next) => {
      setTimeout(() => {
        for (const number of all) window.sdk.track(number);
        location.href = next;
      });
    },
    numbers,
    url,
  );
}

/** Resolves when the tab shows `url`. */
export function arrived(tab, url) {
  const look = () =>
    tab.evaluate(call((wanted) => location.href === wanted && document.readyState === "complete", url));
  // Between two documents there is nobody to ask.
  return until(`the page ${url}`, () => look().catch(() => false));
}
