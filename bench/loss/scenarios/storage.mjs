import { call } from "../browser/in-page.mjs";

export const storage = [
  {
    id: "FULL",
    what: "The origin's storage is full before the SDK comes (IndexedDB and localStorage); 20 events under 503 for 10 s",
    needs: ["quota"],
    quotaBytes: 12 << 20,
    async stage(stage) {
      const tab = await stage.visit(stage.site.plain);
      stage.notes.filled = await tab.evaluate(call(fill));
      await tab.goto(stage.site.page);
      await stage.ready(tab);
      await stage.set({ type: "status", status: 503 });
      await stage.track(tab, 20, { gapMs: 25 });
      await stage.seconds(10);
      await stage.set("ok");
    },
  },
];

/** Runs in the page: fills IndexedDB, then localStorage, until neither takes another byte. */
async function fill() {
  const piece = 65_536;
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("host", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("store", { autoIncrement: true });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const put = (database, bytes) =>
    new Promise((resolve) => {
      try {
        const write = database.transaction("store", "readwrite");
        write.oncomplete = () => resolve(true);
        write.onabort = () => resolve(false);
        for (let left = bytes; left > 0; left -= piece)
          write.objectStore("store").put(crypto.getRandomValues(new Uint8Array(Math.min(left, piece))));
      } catch {
        resolve(false);
      }
    });
  let stored = 0;
  for (const bytes of [1 << 20, 1 << 16, 1 << 12, 1 << 8]) {
    // An engine may close a database whose write it refused.
    const database = await open();
    while (await put(database, bytes)) stored += bytes;
    database.close();
  }
  let characters = 0;
  for (const length of [1 << 18, 1 << 14, 1 << 10, 1 << 6, 1]) {
    try {
      for (;;) {
        localStorage.setItem(`host${characters}`, "x".repeat(length));
        characters += length;
      }
    } catch {
      // Full for this length.
    }
  }
  return { indexedDbKB: Math.round(stored / 1024), localStorageKB: Math.round(characters / 1024) };
}
