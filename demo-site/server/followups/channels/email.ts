/** E-mail by SMTP. Message-ID is made from the follow-up's id, so that a second copy is recognisable as one. */
import { createTransport } from "nodemailer";
import { type Channel, later, type Message, never, type Recipient, sent } from "./channel.js";

export interface EmailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  url: string;
  /** `Hiên <shop@example.com>`. */
  from: string;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const html = ({ subject, text, url }: Message): string =>
  `<!doctype html><meta charset="utf-8"><title>${escaped(subject)}</title><p style="font:16px/1.5 sans-serif">${escaped(text).replaceAll("\n", "<br>")}</p>${
    url && `<p style="font:16px/1.5 sans-serif"><a href="${escaped(url)}">${escaped(url)}</a></p>`
  }`;

export function email({ url, from }: EmailSettings): Channel & { close(): void } {
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };
  const transport = createTransport({ url, ...timeouts }, { from });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "localhost";
  return {
    reaches: (to) => to.email !== undefined,
    async send(to: Recipient, message: Message) {
      try {
        const { response } = await transport.sendMail({
          messageId: `<${message.id}@${domain}>`,
          to: { name: "", address: to.email ?? "" },
          subject: message.subject,
          text: message.url ? `${message.text}\n\n${message.url}` : message.text,
          html: html(message),
        });
        return sent(response.slice(0, 200));
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        // 5xx to the address or the message is final (RFC 5321, 4.2.1); a refused log-in is for us to mend.
        if (responseCode !== undefined && responseCode >= 500 && code !== "EAUTH") return never(`smtp ${responseCode}`);
        return later(responseCode === undefined ? (code ?? "smtp") : `smtp ${responseCode}`);
      }
    },
    close: () => transport.close(),
  };
}
