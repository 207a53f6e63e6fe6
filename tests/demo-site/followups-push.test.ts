import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createECDH, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import webpush from "web-push";
import { batch, event, send, startShop, temporaryFolder } from "./support.js";

/** The package web-push encrypts with; here it stands for the browser. */
const ece = createRequire(import.meta.url)("http_ece") as {
  decrypt(body: Buffer, options: object): Buffer;
};
const AT = "2026-03-02T03:00:00.000Z";
const DAY_MS = 86_400_000;

describe("a follow-up by Web Push", () => {
  it("is signed, encrypted for the one browser, and readable there", async () => {
    const place = temporaryFolder();
    const [key, certificate] = [`${place.folder}/key.pem`, `${place.folder}/cert.pem`];
    const openssl = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
    execFileSync("openssl", [...openssl, "-keyout", key, "-out", certificate], { stdio: "ignore" });

    const browser = createECDH("prime256v1");
    browser.generateKeys();
    const auth = randomBytes(16);
    const received: { headers: NodeJS.Dict<string | string[]>; body: Buffer }[] = [];
    const service = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        received.push({ headers: request.headers, body: Buffer.concat(chunks) });
        response.writeHead(201).end();
      });
    }).listen(0, "127.0.0.1");
    await once(service, "listening");
    const { port } = service.address() as AddressInfo;

    const vapid = webpush.generateVAPIDKeys();
    const shop = await startShop({
      DATA_FILE: `${place.folder}/events.duckdb`,
      DIST_DIR: place.dist,
      CLOCK: "settable",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      VAPID_PUBLIC_KEY: vapid.publicKey,
      VAPID_PRIVATE_KEY: vapid.privateKey,
      VAPID_SUBJECT: "mailto:shop@hien.example",
    });
    try {
      const pushSubscription = {
        endpoint: `https://localhost:${port}/push/1`,
        keys: { p256dh: browser.getPublicKey("base64url"), auth: auth.toString("base64url") },
      };
      const identify = event("i", { type: "identify", event: undefined, traits: { pushSubscription }, properties: {} });
      const request = event("f-1", {
        event: "Followup Requested",
        timestamp: AT,
        properties: { template: "cart", channels: ["push"], dueAt: Date.parse(AT) + DAY_MS },
      });
      assert.equal((await send(shop, { ...batch(identify, request), sentAt: AT })).status, 200);
      await fetch(`${shop.url}/api/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ nowMs: Date.parse(AT) + DAY_MS }),
      });
      const [push, ...more] = received;
      assert.ok(push);
      assert.equal(more.length, 0);
      assert.match(String(push.headers.authorization), /^vapid t=[\w-]+\.[\w-]+\.[\w-]+, ?k=/);
      assert.equal(push.headers["content-encoding"], "aes128gcm");
      const text = ece.decrypt(push.body, { version: "aes128gcm", privateKey: browser, authSecret: auth }).toString();
      const message = JSON.parse(text) as { title: string; url: string; tag: string };
      assert.equal(message.title, "Giỏ hàng đang chờ bạn");
      assert.equal(message.tag, "f-1");
      assert.match(message.url, /\/cart$/);
    } finally {
      await shop.stop();
      service.closeAllConnections();
      service.close();
      place.remove();
    }
  });
});
