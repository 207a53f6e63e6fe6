/** Any other system: the follow-up as JSON, signed, with the key a second copy is known by. */
import { createHmac } from "node:crypto";
import { type Channel, type Message, type Recipient, sent } from "./channel.js";
import { postJson } from "./http.js";

export interface WebhookSettings {
  url: string;
  secret: string;
}

export function webhook({ url, secret }: WebhookSettings): Channel {
  return {
    reaches: () => true,
    async send(to: Recipient, { id, template, subject, text, url: link, request }: Message) {
      const body = { id, template, subject, text, url: link, recipient: { ...to } as never, request };
      const signature = createHmac("sha256", secret).update(JSON.stringify(body)).digest("hex");
      const headers = { "idempotency-key": id, "waymark-signature": `sha256=${signature}` };
      const answer = await postJson(url, headers, body);
      return "sent" in answer ? answer : sent(`status ${answer.status}`);
    },
  };
}
