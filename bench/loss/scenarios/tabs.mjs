export const tabs = [
  {
    id: "MT",
    what: "Three tabs, 10 events each under 503; the collector recovers, two tabs are closed, one is reloaded",
    needs: ["tabs"],
    async stage(stage) {
      const open = [];
      for (let tab = 0; tab < 3; tab++) open.push(await stage.visit());
      await stage.set({ type: "status", status: 503 });
      for (const tab of open) await stage.track(tab, 10);
      await stage.seconds(4);
      await stage.set("ok");
      await open[0].close();
      await open[1].close();
      await open[2].reload();
      await stage.ready(open[2]);
    },
  },
  {
    id: "MT2",
    what: "20 events wait in tab 1 under 503; the collector recovers as tab 2 is opened",
    needs: ["tabs"],
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "status", status: 503 });
      await stage.track(tab, 20);
      await stage.seconds(4);
      await stage.set("ok");
      await stage.visit();
    },
  },
];
