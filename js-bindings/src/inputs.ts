import type { Input } from "./protocol.js";

/** The calls that are Inputs, and so can be kept as text and replayed on another page. */
export const recordedCalls = [
  "track",
  "page",
  "identify",
  "group",
  "alias",
  "consent",
  "reset",
  "forget",
  "trigger",
] as const;
export type RecordedCall = (typeof recordedCalls)[number];

type Loose = Record<string, unknown> | undefined;

/** Shops number their customers; the core knows texts. */
const idText = (id: unknown): unknown => (typeof id === "number" || typeof id === "bigint" ? String(id) : id);

const isObject = (value: unknown): boolean => value !== null && typeof value === "object";

/**
 * The Input a call of the site means. Arguments are taken as they come: what is wrong with them is for the
 * core to say. May throw where an argument is a hostile object; the caller catches.
 */
export function toInput(call: RecordedCall, args: unknown[], messageId: string): Input {
  let [first, second, third] = args;
  const event: Record<string, unknown> = { type: call };
  switch (call) {
    case "reset":
    case "forget":
      return { type: call };
    case "trigger":
      return { type: "signal", kind: "api", detail: { name: idText(first) } } as Input;
    case "consent":
      return { ...(second as object), type: call, purposes: first } as Input;
    case "alias":
      event.userId = idText(first);
      event.previousId = idText(second);
      break;
    case "track":
      event.name = idText(first);
      event.properties = second;
      break;
    default:
      // page(properties) and identify(traits): the first argument may be left out.
      if (isObject(first) && second === undefined) [first, second] = [undefined, first];
      event[call === "page" ? "name" : call === "group" ? "groupId" : "userId"] = idText(first);
      event[call === "page" ? "properties" : "traits"] = second;
  }
  event.context = isObject(third) ? (third as Loose)?.context : undefined;
  event.messageId = messageId;
  return { type: "event", event } as unknown as Input;
}
