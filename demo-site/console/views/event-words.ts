/** An event in a few words. */
import { money, span, words } from "../format.js";
import type { LiveEvent } from "./live.js";

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).slice(0, 80) : "";

const reasons: Record<string, (p: Record<string, unknown>, event: LiveEvent) => string> = {
  "Stage Entered": (p) => `${words(text(p.from))} → ${words(text(p.stage))}`,
  "Message Suppressed": (p) => `${text(p.rule)}: ${words(text(p.reason))}`,
  "Experiment Viewed": (p) => `${text(p.experiment)}: ${text(p.variant)}`,
  "Order Completed": (p) =>
    [
      text(p.order_id),
      Number.isFinite(Number(p.revenue ?? p.total)) ? money(p.revenue ?? p.total, true) : "",
      text(p.payment_method),
    ]
      .filter(Boolean)
      .join(" · "),
  "Products Searched": (p) => `“${text(p.query)}”`,
  "Message Submitted": (p) =>
    [
      text(p.rule),
      p.answers && typeof p.answers === "object"
        ? Object.entries(p.answers)
            .map(([key, value]) => `${key} ${text(value)}`)
            .join(", ")
            .slice(0, 120)
        : "",
    ]
      .filter(Boolean)
      .join(": "),
  "Page Engaged": (p) => (Number.isFinite(Number(p.addedMs)) ? span(Number(p.addedMs)) : ""),
  "Scroll Depth Reached": (p) => `${text(p.percent)} %`,
  "Waymark Loss": (p) => `${text(p.count)} events`,
  // A page that nobody touched has no INP.
  "Web Vitals": (p) =>
    [
      ["LCP", text(p.lcp), " ms"],
      ["INP", text(p.inp), " ms"],
      ["CLS", text(p.cls), ""],
    ]
      .filter(([, value]) => value !== "")
      .map(([name, value, unit]) => `${name} ${value}${unit}`)
      .join(", "),
};

export function describe(event: LiveEvent): string {
  const p = event.properties;
  const own = Object.hasOwn(reasons, event.event ?? "") ? reasons[event.event ?? ""] : undefined;
  if (own) return own(p, event);
  if (event.type === "page") return text(p.path) || text(p.url);
  if (event.type === "identify") return Object.keys(event.traits).slice(0, 6).join(", ");
  const parts = [
    p.name,
    p.rule,
    p.variant,
    p.query,
    p.category,
    p.list_id,
    p.itemId ?? p.product_id,
    p.template,
    p.segment,
    p.percent,
    p.message,
  ]
    .map(text)
    .filter(Boolean);
  return [...new Set(parts)].slice(0, 3).join(" · ");
}

/** What kind of thing it is, for its colour. */
export function iconOf({ type, event }: Pick<LiveEvent, "type" | "event">): string {
  if (type === "page") return "of-page";
  if (type !== "track") return "of-person";
  const name = event ?? "";
  if (/^(Order|Checkout|Payment)/.test(name)) return "of-order";
  if (/^(Message|Rule|Experiment|Followup)/.test(name)) return "of-message";
  if (/^(Stage|Segment|Tier)/.test(name)) return "of-stage";
  if (/^(Product|Cart|Wishlist|Promotion|Coupon)/.test(name)) return "of-product";
  if (/Loss|Error|Rage|Dead/.test(name)) return "of-trouble";
  return "of-other";
}
