import type { Properties } from "../protocol.js";
import type { Complaint } from "../serialise.js";

/** Characters of a description or of allowed text. */
const maxDescription = 120;

/** An attribute, or null; of a form too whose fields are named like the DOM's own members and stand in their place. */
export const attributeOf = (element: Element, name: string): string | null =>
  Element.prototype.getAttribute.call(element, name);

/** Tag, id and up to two classes (`a#cart.button`): what a stylesheet could say, nothing the visitor wrote. */
export function describe(element: Element): string {
  const id = attributeOf(element, "id");
  const classes = (attributeOf(element, "class") ?? "").split(/\s+/).filter(Boolean).slice(0, 2);
  const tag = isForm(element) ? "form" : element.localName;
  return [id ? `${tag}#${id}` : tag, ...classes].join(".").slice(0, maxDescription);
}

const isForm = (element: Element): boolean => element instanceof HTMLFormElement;

const prefix = "data-waymark-property-";

export type Complain = (complaint: Complaint) => void;

/** Event name and properties from the element's `data-waymark-*` attributes; undefined where it names none. */
export function declaredEvent(
  element: Element,
  complain: Complain,
): { event: string; properties?: Properties } | undefined {
  const event = attributeOf(element, "data-waymark-event");
  if (!event) return undefined;
  let properties: Properties = {};
  const text = attributeOf(element, "data-waymark-properties");
  if (text) {
    try {
      const value: unknown = JSON.parse(text);
      if (!value || typeof value !== "object" || Array.isArray(value)) throw value;
      properties = value as Properties;
    } catch {
      complain({ code: "attribute.invalid", pointer: describe(element) });
    }
  }
  for (const name of Element.prototype.getAttributeNames.call(element)) {
    if (name.startsWith(prefix)) properties[name.slice(prefix.length)] = attributeOf(element, name);
  }
  return { event, properties: Object.keys(properties).length ? properties : undefined };
}

/** When a declared event happens: `data-waymark-on`, else `submit` for forms and `click` for the rest. */
export function declaredMoment(element: Element): string {
  return attributeOf(element, "data-waymark-on") ?? (isForm(element) ? "submit" : "click");
}

/** The element's own text, where `data-waymark-text` allows it. */
export function allowedText(element: Element): string | undefined {
  return attributeOf(element, "data-waymark-text") !== null
    ? element.textContent?.trim().replace(/\s+/g, " ").slice(0, maxDescription)
    : undefined;
}
