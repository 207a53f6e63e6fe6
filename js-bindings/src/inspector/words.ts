import type { Json } from "../protocol.js";
import { at, listOf, short } from "./dom.js";

/** What the reasons of rules mean, for people. */
export const reasons: { [reason: string]: string } = {
  "–": "It has not been asked on this page yet.",
  selected: "It spoke.",
  notLive: "Not live: a draft, or paused.",
  consent: "The visitor has not agreed to what it needs.",
  schedule: "Outside its dates, days or hours.",
  stage: "The visitor is in another stage of the journey.",
  notTriggered: "Waiting: nothing it listens to has happened on this page yet.",
  condition: "Its condition did not hold.",
  holdout: "This visitor is held out, to compare with.",
  pageCap: "Shown often enough on this page.",
  ruleSessionCap: "Shown often enough in this visit.",
  ruleDayCap: "Shown often enough today.",
  ruleLifetimeCap: "Shown often enough to this visitor.",
  cooldown: "Shown only recently.",
  dismissed: "Put away by the visitor not long ago.",
  converted: "It has reached its goal with this visitor not long ago.",
  noExperiment: "The visitor is not in its experiment.",
  control: "The visitor is in the control of its experiment: nothing is shown.",
  sessionLimit: "The site’s limit of messages for one visit is reached.",
  dayLimit: "The site’s limit of messages for one day is reached.",
  gap: "Another message was shown just before.",
  exclusive: "Another message stands, and one of the two wants to stand alone.",
  group: "Another message of its group stands.",
  slotTaken: "Its place is taken by another message.",
  noItems: "There was nothing to recommend.",
  textMissing: "A text asks for something that is not known of this visitor.",
  textTooLong: "Its texts take too long to work out.",
  blocked: "It was to speak, but the page could not show it.",
  pending: "It is decided, and waits for its moment: a dialog comes when nobody types and no other one stands.",
};

/** Why the page could not show a message, for people; what is not listed is told as it is. */
const blocks: { [reason: string]: string } = {
  slotMissing: "its slot is not on this page",
  slotUnreserved: "its slot has no room, and the page would move (give it `reserve`)",
  noItems: "none of its products can be shown",
  otherTab: "another tab of this visitor is drawing it",
  pageLeft: "its page was left before",
  addressRefused: "its body leads to an address that is refused",
  treeTooLarge: "its body is too large",
};

/** What the page said when it could not show the rule's message; empty where it has not said so. */
export function blockOf(log: Json | undefined, rule: string): string {
  const entry = listOf(log).findLast(
    (one) => at(one, "code") === "message.blocked" && at(one, "pointer") === `/rules/${rule}`,
  );
  if (!entry) return "";
  const found = short(at(entry, "found"));
  return blocks[found] ?? found;
}

/** A reason in two words: `slotTaken` is "slot taken". */
export const inShort = (reason: string): string =>
  ({ "–": "not asked", selected: "spoke", notTriggered: "waiting", pending: "waits for its moment" })[reason] ??
  reason
    .replace(/^rule/, "")
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
    .toLowerCase();

/** What sets rules off, for people. */
export const triggers: { [type: string]: string } = {
  pageView: "the page view",
  event: "the event",
  scroll: "scrolling",
  delay: "waiting",
  exitIntent: "an exit intent",
  stageEntered: "the stage",
  sessionStart: "a new visit",
  visible: "seeing",
  click: "a click",
  idle: "idling",
  activeTime: "active time",
  cartAbandoned: "an abandoned cart",
  route: "the address",
  api: "the call",
};

/** A step of a decision, in the core's order. */
interface Step {
  name: string;
  /** Reasons it stops with. */
  says: string[];
  /** Shown only for rules with this member; all, where it is missing. */
  member?: string;
  detail(rule: Json): string;
}

const nothing = () => "";
/** A value as people write it: `session 2, cooldown 1d`. */
const plain = (value: Json | undefined): string =>
  Array.isArray(value)
    ? value.map(plain).join(", ")
    : value && typeof value === "object"
      ? Object.entries(value)
          .map(([name, inner]) => `${name} ${plain(inner)}`)
          .join(", ")
      : short(value);
const written = (rule: Json, member: string): string => {
  const value = at(rule, member);
  return value === undefined ? "" : plain(value);
};
const listens = (rule: Json): string =>
  [...listOf(at(rule, "on", "any")), ...listOf(at(rule, "on", "all"))]
    .map((one) =>
      [
        triggers[short(at(one, "type"))] ?? short(at(one, "type")),
        ...["name", "stage", "selector"].map((key) => at(one, key)).filter((part) => part !== undefined),
        ...(at(one, "percent") === undefined ? [] : [`${short(at(one, "percent"))} %`]),
        ...(at(one, "ms") === undefined ? [] : [`${Number(at(one, "ms")) / 1_000} s`]),
      ].join(" "),
    )
    .join(", ");

/** docs/rules.md, "How a decision is made". */
export const steps: Step[] = [
  { name: "live", says: ["notLive"], detail: (rule) => written(rule, "status") },
  { name: "consent", says: ["consent"], member: "consent", detail: (rule) => written(rule, "consent") },
  { name: "schedule", says: ["schedule"], member: "schedule", detail: (rule) => written(rule, "schedule") },
  { name: "stage", says: ["stage"], member: "stage", detail: (rule) => written(rule, "stage") },
  { name: "something it listens to", says: ["notTriggered"], detail: listens },
  { name: "condition", says: ["condition"], member: "when", detail: nothing },
  { name: "holdout", says: ["holdout"], member: "holdout", detail: (rule) => written(rule, "holdout") },
  {
    name: "caps",
    says: ["pageCap", "ruleSessionCap", "ruleDayCap", "ruleLifetimeCap", "cooldown", "dismissed", "converted"],
    member: "cap",
    detail: (rule) => written(rule, "cap"),
  },
  {
    name: "experiment",
    says: ["noExperiment", "control"],
    member: "experiment",
    detail: (rule) => short(at(rule, "experiment", "key")),
  },
  { name: "the site’s limits", says: ["sessionLimit", "dayLimit", "gap", "exclusive", "group"], detail: nothing },
  {
    name: "its place is free",
    says: ["slotTaken"],
    detail: (rule) =>
      listOf(at(rule, "do"))
        .map((one) => short(at(one, "slot")))
        .filter((slot) => slot !== "–")
        .join(", "),
  },
  { name: "products and texts", says: ["noItems", "textMissing", "textTooLong"], detail: nothing },
  { name: "drawn on the page", says: ["blocked", "pending"], detail: nothing },
];

/** Why an item was recommended. */
export const itemReasons: { [reason: string]: string } = {
  sameCategory: "same category as on screen",
  recentCategory: "category looked at lately",
  complement: "goes with the cart",
  recentlyViewed: "looked at lately",
  popular: "best seller",
  viewedNext: "often looked at next",
  boughtTogether: "often bought together",
  alike: "alike",
  dueAgain: "due to be bought again",
  boughtBefore: "bought before",
  pinned: "pinned",
};
