import type { ConsentBox, FormField, Option } from "../content.js";
import type { Json } from "../protocol.js";
import type { Frame } from "./element.js";
import type { Kit } from "./kit.js";
import { rareWordsIn } from "./words-rare.js";

/** What was filled in. */
export interface Filled {
  /** By trait. */
  traits: { [name: string]: Json };
  /** Purposes granted. */
  consent: string[];
  /** Names of the fields filled in. */
  fields: string[];
}

const maxFields = 12;
const types = /^(text|email|tel|number|date|select|textarea)$/;
const autocompletes: { [type: string]: string } = { email: "email", tel: "tel" };

/**
 * A phone number as one is stored: "0912 345 678" and "+84 912 345 678" are "+84912345678"; numbers of other countries
 * as they are, with their "+". Undefined where it is none. Vietnam: mobiles 03, 05, 07, 08, 09 and eight digits,
 * landlines 02 and nine.
 */
export function phoneOf(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/g, "").replace(/^00/, "+");
  const own = /^(?:\+?84|0)((?:[35789]\d{8})|(?:2\d{9}))$/.exec(digits);
  if (own) return `+84${own[1]}`;
  return /^\+(?!84)[1-9]\d{7,14}$/.test(digits) ? digits : undefined;
}

/** An e-mail address as people have one; undefined where it is none. */
export function emailOf(text: string): string | undefined {
  const address = text.trim();
  return address.length <= 254 && /^[^\s@"<>(),;:\\]+@[^\s@.]+(\.[^\s@.]+)*\.[^\s@.]{2,}$/.test(address)
    ? address
    : undefined;
}

export const optionOf = ({ textOf }: Kit, option: Option): { value: string; label: string } =>
  typeof option === "object" && option
    ? { value: textOf(option.value, 100), label: textOf(option.label, 200) }
    : { value: textOf(option, 100), label: textOf(option, 200) };

/** The value of a field as it is kept, or undefined where it is not what it should be. */
function read(type: string, text: string): Json | undefined {
  if (type === "email") return emailOf(text);
  if (type === "tel") return phoneOf(text);
  if (type === "number") {
    const number = Number(text.replace(",", "."));
    return Number.isFinite(number) ? number : undefined;
  }
  return text.trim().slice(0, 1_000);
}

/**
 * Labelled fields with their errors beside them. `sent` is called with what was filled in once all of it is right;
 * else the first that is wrong has the focus.
 */
export function form(kit: Kit, frame: Frame, label: string, sent: (filled: Filled) => void): HTMLFormElement {
  const { make, textOf, listOf, objectOf } = kit;
  const { content } = frame;
  const words = rareWordsIn(content.language);
  const checks: (() => { control: HTMLElement; error: string | undefined })[] = [];
  const filled: Filled = { traits: {}, consent: [], fields: [] };
  const element = make("form", { novalidate: "", class: "form" });

  const guard = (
    control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
    id: string,
    problem: () => string | undefined,
  ) => {
    const error = make("p", { class: "error", id: `${id}-error` });
    error.hidden = true;
    const check = () => {
      const text = problem();
      error.textContent = text ?? "";
      error.hidden = !text;
      control.setAttribute("aria-invalid", String(!!text));
      if (text) control.setAttribute("aria-describedby", error.id);
      else control.removeAttribute("aria-describedby");
      return { control, error: text };
    };
    // Told once it has been left wrong, taken back as soon as it is right.
    control.addEventListener("input", () => error.hidden || check());
    checks.push(check);
    return error;
  };

  for (const [index, field] of listOf(content.fields, maxFields).entries()) {
    if (!objectOf(field)) continue;
    element.append(...row(field, `field-${index}`));
  }
  const box = objectOf(content.consent);
  if (box) element.append(...consentRow(box));
  element.append(make("button", { class: "action", type: "submit" }, textOf(label, 80) || words.send));

  function row(field: FormField, id: string): HTMLElement[] {
    const type = types.test(field.type ?? "") ? (field.type as string) : "text";
    const name = textOf(field.name, 60) || id;
    const shared = {
      id,
      name,
      class: "field",
      autocomplete: textOf(field.autocomplete, 40) || autocompletes[type] || (name === "name" ? "name" : undefined),
      placeholder: textOf(field.placeholder, 100) || undefined,
      ...(field.required ? { "aria-required": "true" } : {}),
    };
    const control =
      type === "select"
        ? make("select", shared, make("option", { value: "" }, textOf(field.placeholder, 100) || words.choose))
        : type === "textarea"
          ? make("textarea", { ...shared, rows: 3, maxlength: 1_000 })
          : make("input", {
              ...shared,
              type: type === "number" ? "text" : type,
              inputmode: type === "number" ? "decimal" : undefined,
              maxlength: 254,
            });
    if (control instanceof HTMLSelectElement)
      for (const option of listOf(field.options)) {
        const { value, label: text } = optionOf(kit, option);
        control.append(make("option", { value }, text));
      }
    const error = guard(control, id, () => {
      const text = control.value.trim();
      if (!text) return field.required ? textOf(field.error, 200) || words.required : undefined;
      const value = read(type, text);
      if (value === undefined) return textOf(field.error, 200) || words[type as "email" | "tel" | "number"];
      filled.traits[textOf(field.trait, 60) || name] = value;
      filled.fields.push(name);
      return undefined;
    });
    return [
      make(
        "label",
        { for: id },
        textOf(field.label, 200) || name,
        !field.required && make("span", { class: "optional" }, ` (${words.optional})`),
      ),
      control,
      error,
    ];
  }

  function consentRow(consent: ConsentBox): HTMLElement[] {
    const control = make("input", { type: "checkbox", id: "consent", class: "check" });
    const url = kit.allowedUrl(consent.url);
    const error = guard(control, "consent", () => {
      if (control.checked && consent.purpose) filled.consent.push(textOf(consent.purpose, 60));
      return control.checked || consent.required === false ? undefined : textOf(consent.error, 200) || words.consent;
    });
    const text = make("label", { for: "consent" }, textOf(consent.label, 600));
    if (url)
      text.append(
        " ",
        make("a", { href: url, target: "_blank", rel: "noopener", class: "link" }, textOf(consent.urlLabel, 80) || url),
      );
    return [make("div", { class: "consent" }, control, text), error];
  }

  element.addEventListener("submit", (event) => {
    event.preventDefault();
    filled.traits = {};
    filled.consent = [];
    filled.fields = [];
    const wrong = checks.map((check) => check()).filter(({ error }) => error);
    if (wrong[0]) return wrong[0].control.focus();
    sent(filled);
  });
  return element;
}
