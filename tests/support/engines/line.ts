import type { Page } from "playwright-core";
import { engine } from "./index.ts";

/** Milliseconds there and back, and bytes a second. */
export interface Line {
  latency: number;
  down: number;
  up: number;
}

/** Puts a page on a slow line. Where an engine's driver cannot, each request is held for the latency, and for its share of a core's bytes. */
export async function onLine(page: Page, { latency, down, up }: Line): Promise<void> {
  if (engine !== "chromium") {
    const heldMs = latency + coreBytes / down;
    await page.route("**/*", async (route) => {
      const wait = /\.(wasm|mjs)$/.test(new URL(route.request().url()).pathname) ? heldMs : latency;
      await new Promise((resolve) => setTimeout(resolve, wait));
      await route.continue().catch(() => {});
    });
    return;
  }
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: down,
    uploadThroughput: up,
  });
}

/** About a tenth of what a page fetches of us, in milliseconds a byte. */
const coreBytes = 30_000_000;
