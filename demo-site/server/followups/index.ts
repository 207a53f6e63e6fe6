/** Follow-ups on the server: the dispatcher, its one timer, and a way to look at them. */
import type { FastifyInstance } from "fastify";
import type { RulesFile } from "../console/rules-file.js";
import type { EventStore } from "../event-store.js";
import type { MovableClock } from "../movable-clock.js";
import type { Channel } from "./channels/channel.js";
import { email } from "./channels/email.js";
import { push } from "./channels/push.js";
import { sms } from "./channels/sms.js";
import { webhook } from "./channels/webhook.js";
import { zalo } from "./channels/zalo.js";
import { Dispatcher } from "./dispatcher.js";
import { Ledger } from "./ledger.js";
import type { ChannelName } from "./request.js";
import type { FollowUpSettings } from "./settings.js";

/** New requests and cancellations are looked for this often. */
const TICK_MS = 1_000;

export async function followUps(
  app: FastifyInstance,
  store: EventStore,
  settings: FollowUpSettings,
  clock: MovableClock,
  rules: RulesFile,
): Promise<void> {
  const mail = settings.email && email(settings.email);
  const channels: Partial<Record<ChannelName, Channel>> = {
    ...(mail && { email: mail }),
    ...(settings.push && { push: push(settings.push) }),
    ...(settings.zalo && { zalo: zalo(settings.zalo) }),
    ...(settings.sms && { sms: sms(settings.sms) }),
    ...(settings.webhook && { webhook: webhook(settings.webhook) }),
  };
  const ledger = await Ledger.over(await store.connect());
  const dispatcher = await Dispatcher.over(ledger, channels, settings.shopUrl, {
    rules: () => rules.read(),
    perDay: settings.perDay,
  });

  let open = true;
  const tick = async (): Promise<void> => {
    // The next tick tries again: nothing is lost while the database does not answer.
    if (open) await dispatcher.tick(clock.nowMs()).catch((error: Error) => app.log.error(error));
  };
  const timer = setInterval(tick, TICK_MS);
  app.addHook("onClose", async () => {
    open = false;
    clearInterval(timer);
    await dispatcher.idle();
    mail?.close();
    ledger.close();
  });

  app.get("/api/followups", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return { nowMs: clock.nowMs(), channels: Object.keys(channels), lines: await ledger.recent(200) };
  });
  if (!clock.settable) return;
  const schema = {
    body: { type: "object", required: ["nowMs"], properties: { nowMs: { type: "number", minimum: 0 } } },
  };
  app.post<{ Body: { nowMs: number } }>("/api/clock", { schema }, async ({ body }) => {
    clock.set(body.nowMs);
    await tick();
    return { nowMs: clock.nowMs() };
  });
}
