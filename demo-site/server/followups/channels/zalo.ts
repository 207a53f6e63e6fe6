/**
 * Zalo: a message of the Official Account to a follower, or a Zalo Notification Service (ZNS) template to a phone
 * number. Replies are 200 with `error` 0 or a negative code.
 */
import { type Channel, later, type Message, never, type Outcome, type Recipient, sent } from "./channel.js";
import { type Answer, postJson } from "./http.js";

export interface ZaloSettings {
  accessToken: string;
  /** Template ids at Zalo by our names of templates. */
  templates: { [template: string]: string };
  oaUrl: string;
  znsUrl: string;
}

/** Ours to mend, or theirs for the moment: access token (-124, -216), quota of the day (-144), rate (-32), trouble (-100). */
const WORTH_RETRYING = new Set([-32, -100, -124, -144, -216]);

function read(answer: Answer | Outcome): Outcome {
  if ("sent" in answer) return answer;
  const { error, data } = answer.body;
  if (error === 0) {
    const { msg_id, message_id } = (data ?? {}) as { msg_id?: string; message_id?: string };
    return sent(String(msg_id ?? message_id ?? ""));
  }
  return (typeof error === "number" && !WORTH_RETRYING.has(error) ? never : later)(`zalo ${error}`);
}

export function zalo({ accessToken, templates, oaUrl, znsUrl }: ZaloSettings): Channel {
  const headers = { access_token: accessToken };
  return {
    reaches: (to, message) => to.zaloUserId !== undefined || (to.phone !== undefined && message.template in templates),
    async send(to: Recipient, message: Message) {
      if (to.zaloUserId !== undefined) {
        const text = message.url ? `${message.text}\n${message.url}` : message.text;
        return read(await postJson(oaUrl, headers, { recipient: { user_id: to.zaloUserId }, message: { text } }));
      }
      return read(
        await postJson(znsUrl, headers, {
          phone: to.phone ?? "",
          template_id: templates[message.template] ?? "",
          template_data: message.data,
          tracking_id: message.id,
        }),
      );
    },
  };
}
