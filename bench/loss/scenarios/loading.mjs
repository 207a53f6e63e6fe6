import { call } from "../browser/in-page.mjs";
import { arrived } from "./leaving.mjs";

/** "Slow 3G": what browsers' developer tools mean by it. */
const slow3g = { latencyMs: 2_000, bytesPerSecond: 50_000 };
const stayMs = 500;

export const loading = [
  {
    id: "STUB",
    left: true,
    what: "Three calls to the vendor's snippet before its script has come on slow 3G; the page is left after 500 ms",
    async stage(stage) {
      const tab = await stage.visit(stage.site.plain);
      stage.site.throttle = slow3g;
      const numbers = stage.take(3);
      stage.healthy();
      const next = `${stage.site.plain}?left`;
      const query = new URLSearchParams({ numbers: numbers.join(), next, ms: String(stayMs) });
      // The page does it all by itself: drivers would wait for its scripts.
      await tab.evaluate(
        call((url) => void setTimeout(() => (location.href = url)), `${stage.site.stubPage}?${query}`),
      );
      await arrived(tab, next);
      stage.site.throttle = undefined;
    },
  },
];
