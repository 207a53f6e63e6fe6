import { createServer } from "node:net";

/** Below the range the system takes ports for connections from: a closed port stays free for its owner. */
const lowest = 20_000;
const highest = 29_999;

/** A port nobody listens on at 127.0.0.1. */
export async function freePort() {
  for (let tries = 0; tries < 200; tries++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${lowest} and ${highest}`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
