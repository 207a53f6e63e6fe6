/** What of a request's content is believed: anybody may send one in the shop's name (docs/followups.md). */
import type { Json, JsonObject } from "../batch.js";
import type { FollowUp } from "./request.js";

/** What a visitor's browser may fill a place with: a name, a code; no address of another site. */
const MAX_VALUE = 100;
const ADDRESS = /:\/\/|www\.|\w\.[a-z]{2,}\/|[\r\n]/i;
const TEXTS = new Set(["subject", "title", "text"]);

interface Action {
  type?: unknown;
  template?: unknown;
  channels?: unknown;
  data?: JsonObject;
}

export interface PublishedRule {
  id?: unknown;
  do?: Action[];
}

/** The rules of a published configuration, which is JSON. */
export const rulesIn = (published: string): readonly PublishedRule[] =>
  (JSON.parse(published) as { rules?: PublishedRule[] }).rules ?? [];

/** Constants of the published rule that asks for it; none where no published rule does. */
function constants({ rule, template }: FollowUp, rules: readonly PublishedRule[]): JsonObject {
  const actions = rules.find(({ id }) => id === rule)?.do ?? [];
  const asked = actions.filter((action) => action.type === "emit" && action.channels && action.template === template);
  const data = Object.entries(asked[0]?.data ?? {});
  // Two arms with one template: which one spoke is only in the request.
  if (asked.length !== 1) return {};
  return Object.fromEntries(data.filter(([, value]) => typeof value === "string" || typeof value === "number"));
}

const plain = (value: Json): boolean =>
  typeof value === "number" || (typeof value === "string" && value.length <= MAX_VALUE && !ADDRESS.test(value));

/** Traits come from the same hands. */
export const plainOnly = (traits: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(traits).filter(([, value]) => plain(value)));

/** Texts are the rule's as published, or the template's; values of other places are the rule's, else short plain ones. */
export function believed(followUp: FollowUp, rules: readonly PublishedRule[]): JsonObject {
  const given = Object.entries(followUp.content).filter(
    ([name, value]) => name === "url" || (!TEXTS.has(name) && plain(value)),
  );
  return { ...Object.fromEntries(given), ...constants(followUp, rules) };
}
