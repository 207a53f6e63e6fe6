const gapMs = 25;

/** Kills the browser and starts it again on the same profile. */
async function pullThePlug(stage) {
  await stage.browser.kill();
  stage.say("killed");
  await stage.set("ok");
  await stage.restart();
  stage.healthy();
}

export const kills = [
  {
    id: "K1",
    left: true,
    what: "Healthy collector, 20 events 25 ms apart, the browser killed (SIGKILL) at once, started again",
    needs: ["kill"],
    async stage(stage) {
      const tab = await stage.visit();
      await stage.track(tab, 20, { gapMs });
      await pullThePlug(stage);
    },
  },
  {
    id: "K2",
    left: true,
    what: "Collector answers 503, 20 events, the browser killed 1 s later, started again with a healthy collector",
    needs: ["kill"],
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "status", status: 503 });
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(1);
      await pullThePlug(stage);
    },
  },
  {
    id: "K2b",
    left: true,
    what: "The same, killed 12 s later: what a browser writes to disk late has been written",
    needs: ["kill"],
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "status", status: 503 });
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(12);
      await pullThePlug(stage);
    },
  },
  {
    id: "R1",
    left: true,
    what: "Collector answers 503, 20 events, the page's renderer crashes 1 s later; the browser lives on",
    needs: ["crash"],
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "status", status: 503 });
      await stage.track(tab, 20, { gapMs });
      await stage.seconds(1);
      await tab.crash();
      await stage.set("ok");
    },
  },
];
