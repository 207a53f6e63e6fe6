/** What a follow-up says: the rule's own texts, else those of the shop's template. */
import type { Json, JsonObject } from "../batch.js";
import type { Message } from "./channels/channel.js";
import type { FollowUp } from "./request.js";

interface Texts {
  subject: string;
  text: string;
  path: string;
}

/** `{name}` is filled from the request's content and the visitor's traits, `{name|else}` says what stands there without. */
const TEMPLATES: { [template: string]: { vi: Texts; en: Texts } } = {
  nextOrder: {
    vi: {
      subject: "Ưu đãi 20% cho đơn tiếp theo",
      text: "Cảm ơn {firstName|bạn} đã mua sắm tại Hiên. Mã {coupon} giảm 20% cho đơn tiếp theo vẫn đang chờ bạn.",
      path: "/",
    },
    en: {
      subject: "20% off your next order",
      text: "Thank you for shopping with Hiên. Your code {coupon} still takes 20% off your next order.",
      path: "/",
    },
  },
  replenish: {
    vi: {
      subject: "Sắp hết rồi?",
      text: "{itemName|Món bạn hay mua} có lẽ sắp dùng hết. Đặt lại hôm nay, Hiên giao tận nhà.",
      path: "/",
    },
    en: {
      subject: "Running low?",
      text: "{itemName|What you often buy} may be running low. Order again today and we bring it to your door.",
      path: "/",
    },
  },
  cart: {
    vi: { subject: "Giỏ hàng đang chờ bạn", text: "Những món bạn chọn vẫn còn trong giỏ hàng.", path: "/cart" },
    en: { subject: "Your cart is waiting", text: "What you chose is still in your cart.", path: "/cart" },
  },
  nps: {
    vi: {
      subject: "Bạn thấy đơn hàng thế nào?",
      text: "Cho Hiên biết cảm nhận của bạn, chỉ một phút thôi.",
      path: "/account",
    },
    en: { subject: "How was your order?", text: "Tell us what you think. It takes a minute.", path: "/account" },
  },
};

const string = (value: Json | undefined): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

function values(...sources: JsonObject[]): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const source of sources) {
    for (const [name, value] of Object.entries(source)) {
      const text = string(value);
      if (text !== undefined) found[name] = text.slice(0, 500);
    }
  }
  return found;
}

/** Undefined where a place has neither a value nor an `else`: nobody reads "Hi null". */
function fill(text: string, data: { [name: string]: string }): string | undefined {
  let missing = false;
  const filled = text.replace(/\{(\w+)(?:\|([^{}]*))?\}/g, (_all, name: string, otherwise: string | undefined) => {
    const value = data[name] ?? otherwise;
    missing ||= value === undefined;
    return value ?? "";
  });
  return missing ? undefined : filled;
}

/** The message, or undefined where neither the rule nor the shop has texts, or a value is missing. `shopUrl` without a slash at its end. */
export function messageOf(followUp: FollowUp, traits: JsonObject, shopUrl: string): Message | undefined {
  const { anonymousId, userId, requestedAtMs, dueAtMs, content, template, language } = followUp;
  const own = TEMPLATES[template]?.[language.startsWith("vi") ? "vi" : "en"];
  const data = values(traits, content);
  const text = fill(string(content.text) ?? own?.text ?? "", data);
  const subject = fill(string(content.subject) ?? string(content.title) ?? own?.subject ?? "", data);
  if (!text || subject === undefined) return undefined;
  return {
    id: followUp.id,
    template,
    subject: subject.replace(/[\r\n]+/g, " "),
    text,
    url: link(string(content.url) ?? own?.path ?? "", shopUrl),
    data,
    request: { anonymousId, userId, requestedAtMs, dueAtMs, content },
  };
}

/** Only the shop's own pages: the address came from a browser. */
function link(url: string, shopUrl: string): string {
  const base = new URL(shopUrl);
  if (url === "" || !URL.canParse(url, base)) return "";
  const target = new URL(url, base);
  return target.origin === base.origin ? target.href : "";
}
