import { call } from "../browser/in-page.mjs";

const megabyte = 1 << 20;

export const bulk = [
  {
    id: "B300",
    what: "Healthy collector, 300 calls in one task",
    async stage(stage) {
      const tab = await stage.visit();
      stage.healthy();
      await stage.track(tab, 300);
    },
  },
  {
    id: "Q1500",
    what: "1,500 events in 15 bursts under 503, then the collector recovers",
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set({ type: "status", status: 503 });
      for (let burst = 0; burst < 15; burst++) {
        await stage.track(tab, 100);
        await stage.seconds(1);
      }
      await stage.set("ok");
    },
  },
  {
    id: "HOARD",
    what: "3,000 events with the port closed; the shop's own page must still be able to store 1 MB; then it recovers",
    async stage(stage) {
      const tab = await stage.visit();
      await stage.set("closed");
      for (let burst = 0; burst < 30; burst++) {
        await stage.track(tab, 100);
        await stage.seconds(1);
      }
      stage.notes.host = await tab.evaluate(call(storeAsHost, megabyte));
      await stage.set("ok");
    },
  },
];

/** Runs in the page: what the SDK keeps there, and whether the shop can still keep `bytes` of its own. */
async function storeAsHost(bytes) {
  const sdkCharacters = Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  const text = "x".repeat(bytes);
  let localStorageTakes = true;
  try {
    localStorage.setItem("host", text);
    localStorage.removeItem("host");
  } catch {
    localStorageTakes = false;
  }
  const indexedDbTakes = await new Promise((resolve) => {
    const open = indexedDB.open("host", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("store");
    open.onerror = () => resolve(false);
    open.onsuccess = () => {
      const write = open.result.transaction("store", "readwrite");
      write.objectStore("store").put(text, 1);
      write.oncomplete = () => resolve(true);
      write.onabort = () => resolve(false);
    };
  });
  const { usage } = (await navigator.storage?.estimate?.().catch(() => ({}))) ?? {};
  return {
    localStorageTakes,
    indexedDbTakes,
    sdkLocalStorageKB: Math.round(sdkCharacters / 1024),
    usageKB: usage && Math.round(usage / 1024),
  };
}
