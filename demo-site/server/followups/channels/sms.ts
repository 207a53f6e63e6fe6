/** SMS by eSMS (developers.esms.vn), customer care with a brand name; RequestId keeps a second copy away. */
import { type Channel, later, type Message, never, type Recipient, sent } from "./channel.js";
import { postJson } from "./http.js";

export interface SmsSettings {
  apiKey: string;
  secretKey: string;
  brandName: string;
  url: string;
}

const CUSTOMER_CARE = "2";
const ACCEPTED = "100";
/** The RequestId was taken before: what we wanted. */
const KNOWN_REQUEST = "124";
/** Not authorised, out of credit, unknown trouble: ours to mend, or theirs for the moment. */
const WORTH_RETRYING = new Set(["99", "101", "102", "103"]);

/** Texts with marks cost three messages instead of one. */
const withoutMarks = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");

export function sms({ apiKey, secretKey, brandName, url }: SmsSettings): Channel {
  return {
    reaches: (to) => to.phone !== undefined,
    async send(to: Recipient, message: Message) {
      const answer = await postJson(
        url,
        {},
        {
          ApiKey: apiKey,
          SecretKey: secretKey,
          Brandname: brandName,
          SmsType: CUSTOMER_CARE,
          IsUnicode: "0",
          Phone: to.phone ?? "",
          Content: withoutMarks(message.url ? `${message.text} ${message.url}` : message.text),
          RequestId: message.id,
        },
      );
      if ("sent" in answer) return answer;
      const code = String(answer.body.CodeResult);
      if (code === ACCEPTED || code === KNOWN_REQUEST) return sent(String(answer.body.SMSID ?? code));
      return (WORTH_RETRYING.has(code) ? later : never)(`esms ${code}`);
    },
  };
}
