/** Which channels there are, by the environment; a channel without its variables is skipped (docs/followups.md). */
import { SettingsError } from "../settings-error.js";
import type { EmailSettings } from "./channels/email.js";
import type { PushSettings } from "./channels/push.js";
import type { SmsSettings } from "./channels/sms.js";
import type { WebhookSettings } from "./channels/webhook.js";
import type { ZaloSettings } from "./channels/zalo.js";

export interface FollowUpSettings {
  /** What links in messages start with, without a slash at the end. */
  shopUrl: string;
  /** Messages to one recipient by one channel in a day. */
  perDay: number;
  email?: EmailSettings;
  push?: PushSettings;
  zalo?: ZaloSettings;
  sms?: SmsSettings;
  webhook?: WebhookSettings;
}

type Env = NodeJS.ProcessEnv;

/** All of these variables, or none. */
function together<Name extends string>(env: Env, ...names: Name[]): Record<Name, string> | undefined {
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) throw new SettingsError(`${names.join(", ")} must be set together.`);
  return Object.fromEntries(names.map((name) => [name, env[name] ?? ""])) as Record<Name, string>;
}

function address(env: Env, name: string, otherwise: string, protocols = /^https?:$/): string {
  const url = env[name] || otherwise;
  if (URL.canParse(url) && protocols.test(new URL(url).protocol)) return url;
  throw new SettingsError(`${name} must be an address.`);
}

function templates(text: string | undefined): { [template: string]: string } {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(text || "{}")).map(([name, id]) => [name, String(id)]));
  } catch {
    throw new SettingsError('ZALO_TEMPLATES must be JSON: {"nextOrder":"330874"}.');
  }
}

export function readFollowUpSettings(env: Env, port: number): FollowUpSettings {
  const mail = together(env, "SMTP_URL", "MAIL_FROM");
  const vapid = together(env, "VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT");
  const esms = together(env, "ESMS_API_KEY", "ESMS_SECRET_KEY", "ESMS_BRAND_NAME");
  const hook = together(env, "FOLLOWUP_WEBHOOK_URL", "FOLLOWUP_WEBHOOK_SECRET");
  const perDay = Number(env.FOLLOWUPS_PER_DAY || 5);
  if (!(perDay >= 1)) throw new SettingsError("FOLLOWUPS_PER_DAY must be a number from 1 on.");
  return {
    perDay,
    shopUrl: address(env, "SHOP_URL", `http://localhost:${port}`).replace(/\/$/, ""),
    ...(mail && { email: { url: address(env, "SMTP_URL", "", /^smtps?:$/), from: mail.MAIL_FROM } }),
    ...(vapid && {
      push: {
        publicKey: vapid.VAPID_PUBLIC_KEY,
        privateKey: vapid.VAPID_PRIVATE_KEY,
        subject: vapid.VAPID_SUBJECT,
        local: env.FOLLOWUP_PUSH_LOCAL === "1",
      },
    }),
    ...(env.ZALO_ACCESS_TOKEN && {
      zalo: {
        accessToken: env.ZALO_ACCESS_TOKEN,
        templates: templates(env.ZALO_TEMPLATES),
        oaUrl: address(env, "ZALO_OA_URL", "https://openapi.zalo.me/v3.0/oa/message/cs"),
        znsUrl: address(env, "ZALO_ZNS_URL", "https://business.openapi.zalo.me/message/template"),
      },
    }),
    ...(esms && {
      sms: {
        apiKey: esms.ESMS_API_KEY,
        secretKey: esms.ESMS_SECRET_KEY,
        brandName: esms.ESMS_BRAND_NAME,
        url: address(env, "ESMS_URL", "https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/"),
      },
    }),
    ...(hook && {
      webhook: { url: address(env, "FOLLOWUP_WEBHOOK_URL", ""), secret: hook.FOLLOWUP_WEBHOOK_SECRET },
    }),
  };
}
