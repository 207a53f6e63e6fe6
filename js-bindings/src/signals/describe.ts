import type { Properties } from "../protocol.js";
import type { Complaint } from "../serialise.js";

/** Characters of a description or of allowed text. */
const maxDescription = 120;

/** Tag, id and up to two classes (`a#cart.button`): what a stylesheet could say, nothing the visitor wrote. */
export function describe(element: Element): string {
  const id = element.id ? `#${element.id}` : "";
  const classes = Array.from(element.classList)
    .slice(0, 2)
    .map((name) => `.${name}`);
  return (element.localName + id + classes.join("")).slice(0, maxDescription);
}

const prefix = "data-waymark-property-";

export type Complain = (complaint: Complaint) => void;

/** Event name and properties from the element's `data-waymark-*` attributes; undefined where it names none. */
export function declaredEvent(
  element: Element,
  complain: Complain,
): { event: string; properties?: Properties } | undefined {
  const event = element.getAttribute("data-waymark-event");
  if (!event) return undefined;
  let properties: Properties = {};
  const text = element.getAttribute("data-waymark-properties");
  if (text) {
    try {
      const value: unknown = JSON.parse(text);
      if (!value || typeof value !== "object" || Array.isArray(value)) throw value;
      properties = value as Properties;
    } catch {
      complain({ code: "attribute.invalid", pointer: describe(element) });
    }
  }
  for (const { name, value } of Array.from(element.attributes)) {
    if (name.startsWith(prefix)) properties[name.slice(prefix.length)] = value;
  }
  return { event, ...(Object.keys(properties).length ? { properties } : {}) };
}

/** When a declared event happens: `data-waymark-on`, else `submit` for forms and `click` for the rest. */
export function declaredMoment(element: Element): string {
  return element.getAttribute("data-waymark-on") ?? (element.localName === "form" ? "submit" : "click");
}

/** The element's own text, where `data-waymark-text` allows it. */
export function allowedText(element: Element): string | undefined {
  return element.hasAttribute("data-waymark-text")
    ? (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, maxDescription)
    : undefined;
}
