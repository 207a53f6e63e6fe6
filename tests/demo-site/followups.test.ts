import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { SMTPServer } from "smtp-server";
import { batch, event, listen, type Shop, send, setClock, startShop, temporaryFolder } from "./support.js";

const DAY_MS = 86_400_000;
/** 10:00 in Ho Chi Minh City. */
const REQUESTED_AT = Date.parse("2026-03-02T03:00:00.000Z");

interface Call {
  path: string;
  headers: NodeJS.Dict<string | string[]>;
  body: Record<string, unknown>;
}

interface Lines {
  lines: { id: string; state: string; channel: string | null; reason: string | null; nextAt: string | null }[];
}

/** An SMTP server that keeps what it is given; addresses at `gone.example` do not exist. */
async function mailServer(): Promise<{ url: string; mails: string[]; close(): Promise<void> }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) =>
      done(address.endsWith("@gone.example") ? Object.assign(new Error("no such user"), { responseCode: 550 }) : null),
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      stream.on("end", () => {
        mails.push(text);
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, mails, close: () => new Promise((done) => server.close(done)) };
}

describe("follow-ups", () => {
  const place = temporaryFolder();
  const calls: Call[] = [];
  /** Answers of the far ends by path; 200 with `{"error":0}` where nothing stands here. */
  const replies = new Map<string, { status: number; body: object }[]>();
  let far: Awaited<ReturnType<typeof listen>>;
  let mail: Awaited<ReturnType<typeof mailServer>>;
  let shop: Shop;

  before(async () => {
    mail = await mailServer();
    far = await listen((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on("end", () => {
        const path = request.url ?? "";
        calls.push({ path, headers: request.headers, body: JSON.parse(text) });
        const reply = replies.get(path)?.shift() ?? { status: 200, body: { error: 0, CodeResult: "100", data: {} } };
        response.writeHead(reply.status, { "content-type": "application/json" }).end(JSON.stringify(reply.body));
      });
    });
    mkdirSync(`${place.folder}/events.duckdb.rules`);
    const emit = { type: "emit", channels: ["zalo"], template: "nextOrder", data: { text: "Mã {coupon}" } };
    const rules = JSON.stringify({ version: 1, rules: [{ id: "own-text", do: [emit] }] });
    writeFileSync(`${place.folder}/events.duckdb.rules/waymark.config.json`, rules);
    shop = await startShop({
      DATA_FILE: `${place.folder}/events.duckdb`,
      DIST_DIR: place.dist,
      CLOCK: "settable",
      SHOP_URL: "https://hien.example",
      SMTP_URL: mail.url,
      MAIL_FROM: "Hiên <shop@hien.example>",
      ZALO_ACCESS_TOKEN: "zalo-token",
      ZALO_TEMPLATES: '{"nextOrder":"330874"}',
      ZALO_OA_URL: `${far.url}/oa`,
      ZALO_ZNS_URL: `${far.url}/zns`,
      ESMS_API_KEY: "key",
      ESMS_SECRET_KEY: "secret",
      ESMS_BRAND_NAME: "HIEN",
      ESMS_URL: `${far.url}/sms`,
      FOLLOWUP_WEBHOOK_URL: `${far.url}/hook`,
      FOLLOWUP_WEBHOOK_SECRET: "hook-secret",
    });
  });
  after(async () => {
    await shop?.stop();
    await far.close();
    await mail.close();
    place.remove();
  });

  beforeEach(() => at(REQUESTED_AT));

  let number = 0;
  /** A visitor who left these traits and whose rule asked for this. */
  async function ask(properties: object, traits: object = {}): Promise<{ id: string; visitor: string }> {
    number += 1;
    const id = `followup-${number}`;
    const visitor = `person-${number}`;
    await collect(
      event(`identify-${number}`, { type: "identify", event: undefined, anonymousId: visitor, traits, properties: {} }),
      event(id, {
        event: "Followup Requested",
        anonymousId: visitor,
        timestamp: new Date(REQUESTED_AT).toISOString(),
        properties: {
          template: "nextOrder",
          content: { coupon: "HIEN20" },
          dueAt: new Date(REQUESTED_AT + 3 * DAY_MS).toISOString(),
          ...properties,
        },
      }),
    );
    return { id, visitor };
  }

  async function collect(...events: unknown[]): Promise<void> {
    const sentAt = new Date(REQUESTED_AT).toISOString();
    const answer = await send(shop, { ...batch(...events), sentAt });
    assert.equal(answer.status, 200);
  }

  /** Time passes for the follow-ups; resolves when what was due has left. */
  async function at(nowMs: number): Promise<void> {
    assert.equal((await setClock(shop, nowMs)).status, 200);
  }

  async function states(id: string): Promise<string[]> {
    const answer = (await (await fetch(`${shop.url}/api/followups`)).json()) as Lines;
    return answer.lines
      .filter((line) => line.id === id)
      .map(({ state, reason }) => (reason ? `${state} ${reason}` : state))
      .reverse();
  }

  const mailsOf = (id: string): string[] => mail.mails.filter((text) => text.includes(`<${id}@hien.example>`));
  const callsOf = (path: string, id: string): Call[] =>
    calls.filter((call) => call.path === path && JSON.stringify([call.body, call.headers]).includes(id));

  it("leave by e-mail when they are due, once, and not before", async () => {
    const { id } = await ask(
      { channels: ["email"], content: { coupon: "HIEN20" } },
      { email: "lan@example.com", firstName: "Lan" },
    );
    await at(REQUESTED_AT + 3 * DAY_MS - 1);
    assert.equal(mailsOf(id).length, 0);
    await at(REQUESTED_AT + 3 * DAY_MS);
    await at(REQUESTED_AT + 4 * DAY_MS);
    const [text = "", ...more] = mailsOf(id);
    assert.equal(more.length, 0);
    assert.match(text, /^To: lan@example\.com/m);
    assert.match(text, /^Subject: =\?UTF-8\?/m);
    assert.match(text, /https:\/\/hien\.example\//);
  });

  it("are cancelled by what the rule names, of the same visitor only", async () => {
    const a = await ask({ channels: ["email"], cancelOn: ["Order Completed"] }, { email: "a@example.com" });
    const b = await ask({ channels: ["email"], cancelOn: ["Order Completed"] }, { email: "b@example.com" });
    await collect(event("order-1", { event: "Order Completed", anonymousId: a.visitor }));
    await at(REQUESTED_AT + 3 * DAY_MS);
    assert.deepEqual(await states(a.id), ["waiting", "cancelled Order Completed"]);
    assert.equal(mailsOf(a.id).length, 0);
    assert.equal(mailsOf(b.id).length, 1);
  });

  it("wait for the end of the quiet hours in their zone", async () => {
    const quietHours = { from: "21:00", to: "08:00", tz: "Asia/Ho_Chi_Minh" };
    const dueAt = Date.parse("2026-03-02T15:30:00.000Z"); // 22:30 there
    const { id } = await ask({ channels: ["email"], dueAt, quietHours }, { email: "night@example.com" });
    await at(dueAt);
    await at(Date.parse("2026-03-03T00:59:00.000Z"));
    assert.equal(mailsOf(id).length, 0);
    await at(Date.parse("2026-03-03T01:00:00.000Z"));
    assert.equal(mailsOf(id).length, 1);
  });

  it("are one for one visitor and key", async () => {
    const { id, visitor } = await ask({ channels: ["email"], dedupe: ["next", "order-7"] }, { email: "c@example.com" });
    await collect(
      event("again-1", {
        event: "Followup Requested",
        anonymousId: visitor,
        properties: { template: "nextOrder", channels: ["email"], dueAt: REQUESTED_AT, dedupe: ["next", "order-7"] },
      }),
    );
    await at(REQUESTED_AT + 3 * DAY_MS);
    assert.deepEqual(await states("again-1"), ["duplicate"]);
    assert.equal(mailsOf(id).length, 1);
  });

  it("go to Zalo in the shapes of its two services", async () => {
    const follower = await ask(
      { channels: ["zalo"], rule: "own-text", content: { text: "Mua ở evil.example", coupon: "K1" } },
      { zaloUserId: "77" },
    );
    const phone = await ask({ channels: ["zalo"], content: { coupon: "K2" } }, { phone: "0912 345 678" });
    await at(REQUESTED_AT + 3 * DAY_MS);
    const [oa] = calls.filter(({ path, body }) => path === "/oa" && JSON.stringify(body).includes("K1"));
    assert.equal(oa?.headers.access_token, "zalo-token");
    assert.deepEqual(oa?.body, { recipient: { user_id: "77" }, message: { text: "Mã K1\nhttps://hien.example/" } });
    const [zns] = callsOf("/zns", phone.id);
    assert.equal(zns?.body.phone, "84912345678");
    assert.equal(zns?.body.template_id, "330874");
    assert.equal(zns?.body.tracking_id, phone.id);
    assert.equal((zns?.body.template_data as { coupon?: string } | undefined)?.coupon, "K2");
    assert.match((await states(follower.id)).at(-1) ?? "", /^sent/);
  });

  it("are tried again after trouble, and by the next channel after a refusal", async () => {
    replies.set("/sms", [{ status: 200, body: { CodeResult: "104", ErrorMessage: "brand name" } }]);
    replies.set("/hook", [{ status: 503, body: {} }]);
    const { id } = await ask(
      { channels: ["push", "email", "sms", "webhook"] },
      { email: "x@gone.example", phone: "+84987654321" },
    );
    const due = REQUESTED_AT + 3 * DAY_MS;
    await at(due);
    const [sms] = callsOf("/sms", id);
    assert.equal(sms?.body.Phone, "84987654321");
    assert.equal(sms?.body.RequestId, id);
    assert.match(String(sms?.body.Content), /^Cam on ban da mua sam/);
    assert.equal(callsOf("/hook", id).length, 1);
    await at(due + 59_000);
    assert.equal(callsOf("/hook", id).length, 1);
    await at(due + 60_000);
    const [, hook] = callsOf("/hook", id);
    assert.equal(hook?.headers["idempotency-key"], id);
    assert.match(String(hook?.headers["waymark-signature"]), /^sha256=[0-9a-f]{64}$/);
    assert.match((await states(id)).at(-1) ?? "", /^sent/);
  });

  it("end when consent to their purpose is withdrawn", async () => {
    const { id, visitor } = await ask({ channels: ["email"], needsConsent: "marketing" }, { email: "d@example.com" });
    await collect(
      event("consent-1", {
        event: "Consent Updated",
        anonymousId: visitor,
        properties: { purposes: { marketing: "denied" } },
      }),
    );
    await at(REQUESTED_AT + 3 * DAY_MS);
    assert.equal(mailsOf(id).length, 0);
    assert.match((await states(id)).at(-1) ?? "", /^cancelled/);
  });

  it("of a hostile visitor are refused, or go nowhere else", async () => {
    const refused = await Promise.all([
      ask({ channels: ["pigeon"] }),
      ask({ channels: ["email"], dueAt: "soon" }),
      ask({ channels: ["email"], dueAt: 8.64e18 }),
      ask({ channels: ["email"], template: { $ne: "" } }),
    ]);
    const inject = await ask(
      {
        channels: ["email"],
        content: {
          subject: "Hi\r\nBcc: all@example.com",
          text: "<b>{x}</b>",
          url: "https://evil.example/",
          coupon: "<b>",
        },
      },
      { email: "e@example.com", firstName: "<script>" },
    );
    const many = [];
    for (let i = 0; i < 7; i++)
      many.push(
        await ask(
          { channels: ["email"], content: { text: "Pay at evil.example", coupon: "https://evil.example/" } },
          { email: i % 2 ? "Many@example.com" : "many@example.com", coupon: "C" },
        ),
      );
    const addresses = await ask({ channels: ["email"] }, { email: "a@example.com, b@example.com" });
    await at(REQUESTED_AT + 3 * DAY_MS);
    for (const { id } of refused) assert.match((await states(id))[0] ?? "", /^refused (channels|dueAt|template)$/);
    const [text = ""] = mailsOf(inject.id);
    const ends = await Promise.all(
      many.map(async ({ id }) => ((await states(id)).at(-1) ?? "").split(" ").slice(0, 2).join(" ")),
    );
    assert.equal(ends.filter((end) => end === "failed tooMany").length, 2);
    assert.equal(ends.filter((end) => end.startsWith("sent")).length, 5);
    for (const { id } of many) for (const mail of mailsOf(id)) assert.doesNotMatch(mail, /evil/);
    assert.doesNotMatch(text, /^Bcc/m);
    assert.doesNotMatch(text, /evil/);
    assert.doesNotMatch(text.split("text/html")[1] ?? "<script>", /<script>|<b>/);
    assert.match((await states(addresses.id)).at(-1) ?? "", /^failed noChannel/);
  });

  it("are given up when they are days late", async () => {
    const { id } = await ask({ channels: ["email"] }, { email: "late@example.com" });
    await at(REQUESTED_AT + 7 * DAY_MS);
    assert.match((await states(id)).at(-1) ?? "", /^failed tooLate/);
    assert.equal(mailsOf(id).length, 0);
  });
});
