import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";

/**
 * The program of `measureLatency` in Chromium: the JSON object it prints. The page is isolated from others, so that the
 * browser's clock tells five microseconds apart.
 */
export async function measureInChromium(folder) {
  const files = { "/model-bench.js": "model-bench.cjs", "/model-bench.wasm": "model-bench.wasm" };
  const page = `<!doctype html><script>
var Module = { arguments: ["/model.wmk"], print: (text) => (globalThis.told = text), locateFile: (name) => "/" + name };
</script><script src="/model-bench.js"></script>`;
  const server = createServer(async (request, response) => {
    const name = files[request.url];
    const type = !name ? "text/html" : name.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    response.writeHead(200, {
      "content-type": type,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(name ? await readFile(join(folder, name)) : page);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://localhost:${server.address().port}/`);
    await tab.waitForFunction("globalThis.told");
    return JSON.parse(await tab.evaluate("globalThis.told"));
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
