/** Web Push (RFC 8030), signed with VAPID (RFC 8292). */
import { Agent } from "node:https";
import webpush from "web-push";
import { type Channel, later, type Message, never, type Recipient, sent } from "./channel.js";
import { hasPublicHost, publicLookup } from "./public-host.js";

export interface PushSettings {
  publicKey: string;
  privateKey: string;
  /** `mailto:` or https address at which the push service may complain. */
  subject: string;
  /** Endpoints may be on this machine: for tests with a push service of their own. */
  local: boolean;
}

/** A push service may keep it this long for a browser that is off. */
const TTL_SECONDS = 86_400;

export function push({ publicKey, privateKey, subject, local }: PushSettings): Channel {
  const agent = new Agent(local ? {} : { lookup: publicLookup });
  return {
    // The endpoint came from a browser, or from whoever says to be one.
    reaches: (to) => to.push !== undefined && (local || hasPublicHost(to.push.endpoint)),
    async send(to: Recipient, message: Message) {
      if (!to.push) return never("no subscription");
      const payload = JSON.stringify({ title: message.subject, body: message.text, url: message.url, tag: message.id });
      try {
        const { statusCode } = await webpush.sendNotification(to.push, payload, {
          vapidDetails: { subject, publicKey, privateKey },
          TTL: TTL_SECONDS,
          // Of two copies with one topic a push service keeps the newer (RFC 8030, 5.4).
          topic: message.id.replace(/[^A-Za-z0-9_-]/g, "").slice(-32),
          timeout: 10_000,
          agent,
        });
        return sent(`status ${statusCode}`);
      } catch (error) {
        const { statusCode, code } = error as { statusCode?: number; code?: string };
        if (code === "ENOTPUBLIC") return never("endpoint not public");
        if (statusCode === 404 || statusCode === 410) return never("subscription gone");
        const final = statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 429;
        return final
          ? never(`status ${statusCode}`)
          : later(statusCode === undefined ? "unreachable" : `status ${statusCode}`);
      }
    },
  };
}
