import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createECDH, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { createRequire } from "node:module";
import { type AddressInfo, createServer as createTcp } from "node:net";
import { describe, it } from "node:test";
import webpush from "web-push";
import { hasPublicHost, isPublicAddress, publicLookup } from "../../demo-site/server/followups/channels/public-host.js";
import { batch, event, type Shop, send, setClock, startShop, temporaryFolder } from "./support.js";

/** The package web-push encrypts with; here it stands for the browser. */
const ece = createRequire(import.meta.url)("http_ece") as {
  decrypt(body: Buffer, options: object): Buffer;
};
const AT = "2026-03-02T03:00:00.000Z";
const DAY_MS = 86_400_000;

/** A shop with keys of its own for Web Push. */
function pushingShop(place: ReturnType<typeof temporaryFolder>, env: Record<string, string> = {}): Promise<Shop> {
  const vapid = webpush.generateVAPIDKeys();
  return startShop({
    DATA_FILE: `${place.folder}/events.duckdb`,
    DIST_DIR: place.dist,
    CLOCK: "settable",
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    VAPID_SUBJECT: "mailto:shop@hien.example",
    ...env,
  });
}

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

    const shop = await pushingShop(place, { NODE_TLS_REJECT_UNAUTHORIZED: "0", FOLLOWUP_PUSH_LOCAL: "1" });
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
      await setClock(shop, Date.parse(AT) + DAY_MS);
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

  it("goes to push services of the open net only, whatever endpoint a visitor claims to have", async () => {
    const place = temporaryFolder();
    let heard = 0;
    const ear = createTcp((socket) => {
      heard += 1;
      socket.destroy();
    }).listen(0, "localhost");
    await once(ear, "listening");
    const { port } = ear.address() as AddressInfo;
    const shop = await pushingShop(place);
    try {
      const browser = createECDH("prime256v1");
      browser.generateKeys();
      const keys = {
        p256dh: browser.getPublicKey("base64url"),
        auth: randomBytes(16).toString("base64url"),
      };
      const hosts = ["127.0.0.1", "localhost", "2130706433", "[::1]", "a.localhost", "localhost."];
      const endpoints = [
        ...hosts.map((host) => `https://${host}:${port}/x`),
        `http://push.example:${port}/x`,
        "https://",
      ];
      const events = endpoints.flatMap((endpoint, i) => [
        event(`i-${i}`, {
          type: "identify",
          event: undefined,
          anonymousId: `p-${i}`,
          traits: { pushSubscription: { endpoint, keys } },
          properties: {},
        }),
        event(`f-${i}`, {
          event: "Followup Requested",
          anonymousId: `p-${i}`,
          timestamp: AT,
          properties: { template: "cart", channels: ["push"], dueAt: Date.parse(AT) },
        }),
      ]);
      assert.equal((await send(shop, { ...batch(...events), sentAt: AT })).status, 200);
      await setClock(shop, Date.parse(AT) + 1_000);
      const { lines } = (await (await fetch(`${shop.url}/api/followups`)).json()) as {
        lines: { id: string; state: string; reason: string | null }[];
      };
      const ended = lines.filter(({ state }) => state !== "waiting").map(({ state, reason }) => `${state} ${reason}`);
      assert.deepEqual(
        ended,
        endpoints.map(() => "failed noChannel"),
      );
      assert.equal(heard, 0);
    } finally {
      await shop.stop();
      ear.close();
      place.remove();
    }
  });

  it("knows which hosts are of the open net, and asks where a name leads", async () => {
    const open = ["https://fcm.googleapis.com/fcm/send/x", "https://updates.push.services.mozilla.com/wpush/v2/x"];
    for (const url of open) assert.equal(hasPublicHost(url), true, url);
    const closed =
      "https://0x7f.1/ https://intranet/ https://a.internal/ https://u:p@fcm.googleapis.com/ https://[::ffff:7f00:1]/ ftp://x.y/ https://router.lan./ https://LOCALHOST/ x";
    for (const url of closed.split(" ")) assert.equal(hasPublicHost(url), false, url);
    for (const address of ["8.8.8.8", "172.15.0.1", "2606:4700::1111"])
      assert.equal(isPublicAddress(address), true, address);
    const inner =
      "127.0.0.1 10.1.2.3 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1";
    for (const address of inner.split(" ")) assert.equal(isPublicAddress(address), false, address);
    const code = await new Promise((done) => publicLookup("localhost", {}, (error) => done(error?.code)));
    assert.equal(code, "ENOTPUBLIC");
  });
});
