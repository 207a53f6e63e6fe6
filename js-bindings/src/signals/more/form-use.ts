import type { DetailOf, Hooks, Tools } from "./tools.js";
import { isIgnored, listen } from "./tools.js";

interface Use {
  fields: Set<string>;
  last: string;
  startMs: number;
}

type Field = HTMLInputElement;

const nameOf = (field: Field): string => (field.getAttribute("name") || field.getAttribute("id") || "").slice(0, 60);

/** Never read, whoever lists them. */
const secret = /^(password|file)$/;

/**
 * First input, submission and abandonment of forms: how many fields were used and the name of the last, never what was
 * typed, but for fields that `signals.formValues` lists by name, and those only when the form is submitted.
 */
export function watchFormUse({ settings, tell, later, describe }: Tools): Hooks {
  const open = new Map<HTMLFormElement, Use>();

  const detailOf = (action: "start" | "submit" | "abandon", form: HTMLFormElement): DetailOf<"form"> => {
    const use = open.get(form);
    return {
      action,
      form: describe(form),
      ...(use && action !== "start"
        ? { fields: use.fields.size, lastField: use.last, durationMs: Math.round(performance.now() - use.startMs) }
        : {}),
    };
  };

  listen("input change", ({ target }) => {
    const field = target as Field;
    const form = field.form;
    if (!(form instanceof HTMLFormElement) || isIgnored(field)) return;
    let use = open.get(form);
    if (!use) {
      use = { fields: new Set(), last: "", startMs: performance.now() };
      open.set(form, use);
      later(() => tell("form", detailOf("start", form)));
    }
    use.last = nameOf(field);
    use.fields.add(use.last);
  });

  listen("submit", ({ target }) => {
    const form = target as HTMLFormElement;
    const used = open.get(form);
    // One that names its own event has told it.
    if (Element.prototype.hasAttribute.call(form, "data-waymark-event") || isIgnored(form))
      return void open.delete(form);
    const detail = detailOf("submit", form);
    const values = allowed(form, settings.formValues ?? []);
    if (values) detail.values = values;
    if (used) open.delete(form);
    // At once: most submissions leave the page.
    tell("form", detail);
  });

  const abandon = () => {
    for (const form of open.keys()) tell("form", detailOf("abandon", form));
    open.clear();
  };
  return { hidden: abandon, route: abandon };
}

/** Values of the fields that the site has listed. */
function allowed(form: HTMLFormElement, names: string[]): { [name: string]: string } | undefined {
  const values: { [name: string]: string } = {};
  if (!names.length) return undefined;
  new FormData(form).forEach((value, name) => {
    const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
    if (names.includes(name) && typeof value === "string" && !secret.test(field?.getAttribute("type") ?? ""))
      values[name] = value.slice(0, 200);
  });
  return Object.keys(values).length ? values : undefined;
}
