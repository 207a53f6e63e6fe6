const gapMs = 25;
const poison = 7;
/** Beyond what clients wait for an answer, also with --fast. */
const clientTimeoutMs = 11_000;

/** 20 events of which the collector refuses one for ever: the other 19 have to arrive. */
function poisoned(status) {
  return {
    id: `POISON${status}`,
    what: `Collector answers ${status} to any body that holds event ${poison} of 20; the other 19 must arrive`,
    staysSick: true,
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "poison", status, number: poison });
      stage.healthy();
      await stage.track(tab, 20, { gapMs });
      stage.expected.delete(poison);
    },
  };
}

export const refusals = [
  poisoned(400),
  poisoned(413),
  {
    id: "HUGE",
    what: "Collector answers 200 with 100 MB of nothing, 20 events",
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "huge", bytes: 100 << 20 });
      stage.healthy();
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(20);
      await stage.set("ok");
    },
  },
  {
    id: "DRIP",
    what: "Collector answers 200 and lets the body come drop by drop for 30 s, 20 events",
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "drip", ms: Math.max(stage.ms(30), clientTimeoutMs) });
      stage.healthy();
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(40);
      await stage.set("ok");
    },
  },
  {
    id: "LOOP",
    what: "Collector redirects every request to itself (307) for 20 s, 20 events",
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set("loop");
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(20);
      await stage.set("ok");
    },
  },
];
