import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { ended, run, startShop, temporaryFolder } from "./support.js";

describe("starting the storefront", () => {
  const place = temporaryFolder();
  const env = { DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist };
  after(() => place.remove());

  /** It ended with status 1 and said why in one line. */
  async function refused(more: Record<string, string>, why: RegExp): Promise<void> {
    const { code, stderr } = await ended(
      run({ ...env, DATA_FILE: join(place.folder, "other.duckdb"), PORT: "0", ...more }),
    );
    assert.equal(code, 1);
    assert.match(stderr, why);
    assert.equal(stderr.trim().split("\n").length, 1, stderr);
  }

  it("says in one line that the SDK is not built", () =>
    refused({ DIST_DIR: join(place.folder, "nowhere") }, /waymark\.js is missing: run `make build`/));

  it("says in one line that a setting is wrong", async () => {
    await refused({ PORT: "many" }, /PORT must be a number/);
    await refused({ CSP: "lax" }, /CSP must be/);
  });

  it("says in one line that another demo has the events' file open", async () => {
    const shop = await startShop(env);
    try {
      await refused({ DATA_FILE: env.DATA_FILE }, /in use by another demo: .*DATA_FILE=/);
    } finally {
      await shop.stop();
    }
  });

  it("says in one line that the port is taken", async () => {
    const shop = await startShop(env);
    try {
      await refused({ PORT: String(shop.port) }, /port \d+ is taken: .*PORT=8081/);
    } finally {
      await shop.stop();
    }
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`ends well on ${signal}`, async () => {
      const shop = await startShop(env);
      assert.deepEqual(await (await fetch(`${shop.url}/healthz`)).json(), { ok: true });
      assert.equal(await shop.stop(signal), 0);
    });
  }

  it("can refuse WebAssembly, as some sites' policies do", async () => {
    const shop = await startShop({ ...env, CSP: "no-wasm" });
    try {
      const policy = (await fetch(shop.url)).headers.get("content-security-policy");
      assert.match(policy ?? "", /script-src 'self';/);
      assert.doesNotMatch(policy ?? "", /wasm/);
    } finally {
      await shop.stop();
    }
  });
});
