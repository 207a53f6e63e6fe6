/** Suggestions under the search field: a list box that the arrows walk through (WAI-ARIA, combobox). */

import { el, find } from "./dom.js";
import { money } from "./money.js";

interface Suggestions {
  products: { name: string; url: string; image: string; price: number }[];
  categories: { name: string; url: string }[];
}

/** Typing faster than this asks once. */
const PAUSE_MS = 120;

export function suggest(): void {
  const input = find<HTMLInputElement>("#q");
  const box = find("[data-suggestions]");
  if (!input || !box) return;
  let timer = 0;
  let asked = "";
  let active = -1;

  const options = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>("[role=option]")];
  const mark = (next: number): void => {
    const all = options();
    active = all.length === 0 ? -1 : (next + all.length + 1) % (all.length + 1);
    if (active === all.length) active = -1;
    for (const [i, option] of all.entries()) option.setAttribute("aria-selected", String(i === active));
    if (active >= 0) input.setAttribute("aria-activedescendant", all[active]?.id ?? "");
    else input.removeAttribute("aria-activedescendant");
  };
  const close = (): void => {
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const show = ({ products, categories }: Suggestions): void => {
    const rows = [
      ...categories.map(({ name, url }) => row(url, el("span", {}, name))),
      ...products.map(({ name, url, image, price }) =>
        row(
          url,
          el("img", { src: image, width: 40, height: 40, alt: "" }),
          el("span", {}, name),
          el("b", {}, money(price)),
        ),
      ),
    ];
    for (const [i, option] of rows.entries()) option.id = `suggestion-${i}`;
    box.replaceChildren(...rows);
    active = -1;
    box.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
  };
  const ask = async (): Promise<void> => {
    const q = input.value.trim();
    if (q === asked) return;
    asked = q;
    if (q.length < 2) return close();
    const response = await fetch(`/api/suggest?q=${encodeURIComponent(q)}`).catch(() => undefined);
    // An answer to what is no longer asked comes too late.
    if (response?.ok && q === asked && document.activeElement === input) show((await response.json()) as Suggestions);
  };

  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options()[active]?.click();
    }
  });
  // A press on a suggestion comes before the field loses the focus.
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
}

const row = (url: string, ...content: (Node | string)[]): HTMLElement =>
  el("a", { href: url, role: "option", tabindex: -1, "aria-selected": "false" }, ...content);
