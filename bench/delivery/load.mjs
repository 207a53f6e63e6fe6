import { brotliCompressSync, constants } from "node:zlib";
import { metrics } from "./cost.mjs";
import { visit } from "./visit.mjs";

const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const sizes = new Map();

/**
 * What a page pays for an SDK before its first event: what it downloads, as a server with Brotli would send it, and the
 * main thread's time until the page is at rest, that of the page itself included.
 */
export async function measureLoad(bench, sdk) {
  const addresses = new Set();
  const watch = async (page, cdp) => {
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    page.on("response", (response) => {
      const url = response.url();
      if (url.startsWith(`${bench.site.origin}/sdk/`) || url.startsWith(`${bench.site.origin}/waymark/`))
        addresses.add(url);
    });
  };
  const { TaskDuration } = await visit(bench, sdk, ({ cdp }) => metrics(cdp), watch);
  // The page itself is nobody's download.
  const files = [...addresses].filter((url) => url !== `${bench.site.origin}/sdk/${sdk?.name}`);
  const bytes = await Promise.all(files.map(compressed));
  return { taskMs: TaskDuration, bytes: bytes.reduce((sum, one) => sum + one, 0), files: files.length };
}

async function compressed(url) {
  if (!sizes.has(url)) {
    const body = Buffer.from(await (await fetch(url)).arrayBuffer());
    sizes.set(url, brotliCompressSync(body, quality).length);
  }
  return sizes.get(url);
}
