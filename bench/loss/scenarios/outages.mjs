const gapMs = 25;
/** Beyond what clients wait for an answer, also with --fast. */
const clientTimeoutMs = 11_000;

/** The page stays open, 20 events are tracked into the trouble, and the collector recovers while the page is there. */
function outage(id, seconds, what, mode) {
  return {
    id,
    what,
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set(mode(stage));
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(seconds);
      await stage.set("ok");
    },
  };
}

export const outages = [
  outage("S503", 60, "Collector answers 503 for 60 s, the page open, 20 events", () => ({
    type: "status",
    status: 503,
  })),
  outage("REF", 40, "Connection refused for 40 s while `navigator.onLine` is true, 20 events", () => "closed"),
  {
    id: "OFF",
    what: "Offline for 40 s (`navigator.onLine` false, the collector's port closed as well), 20 events",
    needs: ["offline"],
    async stage(stage) {
      const tab = await stage.visit();
      await stage.browser.setOffline(true);
      await stage.set("closed");
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(40);
      await stage.set("ok");
      await stage.browser.setOffline(false);
      stage.healthy();
    },
  },
  outage("S429", 30, "Collector answers 429 with `Retry-After: 10` for 30 s, 20 events", (stage) => ({
    type: "status",
    status: 429,
    headers: { "retry-after": String(Math.max(2, Math.round(10 * stage.times.scale))) },
  })),
  outage("RESET", 40, "Every connection reset after the request for 40 s, 20 events", () => "reset"),
  outage(
    "SLOW",
    75,
    "Every answer takes 30 s for 75 s, 20 events; a client that has gone by then was not answered",
    (stage) => ({
      type: "slow",
      ms: Math.max(stage.ms(30), clientTimeoutMs),
    }),
  ),
  outage("BLACKHOLE", 40, "Requests are taken and never answered for 40 s, 20 events", () => "blackhole"),
];
