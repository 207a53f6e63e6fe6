/** The search box: sections of all pages, found as one types. */
import MiniSearch from "minisearch";

interface Section {
  id: number;
  url: string;
  page: string;
  heading: string;
  text: string;
}

async function load(root: string): Promise<MiniSearch<Section>> {
  const sections = (await (await fetch(`${root}assets/search.json`)).json()) as Section[];
  const index = new MiniSearch<Section>({
    fields: ["heading", "page", "text"],
    storeFields: ["url", "page", "heading"],
    searchOptions: { boost: { heading: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
  });
  index.addAll(sections);
  return index;
}

export function search(box: HTMLElement): void {
  const input = box.querySelector("input") as HTMLInputElement;
  const list = box.querySelector("ul") as HTMLUListElement;
  const root = box.dataset.root ?? "";
  let index: Promise<MiniSearch<Section>> | undefined;

  const show = async (): Promise<void> => {
    index ??= load(root);
    const words = input.value.trim();
    const found = words ? (await index).search(words).slice(0, 8) : [];
    if (input.value.trim() !== words) return;
    list.replaceChildren(
      ...found.map((one) => {
        const item = document.createElement("li");
        const link = item.appendChild(document.createElement("a"));
        link.href = root + String(one.url);
        link.append(String(one.heading));
        const where = link.appendChild(document.createElement("small"));
        where.textContent = String(one.page);
        return item;
      }),
    );
    if (words && found.length === 0)
      list.append(Object.assign(document.createElement("li"), { textContent: "Nothing found" }));
    list.hidden = !words;
  };

  input.addEventListener("input", () => void show());
  input.addEventListener("focus", () => void show());
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "Escape") {
      list.hidden = true;
      input.focus();
    } else if (event.key === "ArrowDown" && links.length > 0) {
      links[Math.min(at + 1, links.length - 1)]?.focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at === 0 ? input : links[at - 1])?.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && document.activeElement === input) {
      links[0]?.click();
    }
  });
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target as Node)) list.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element).tagName)) return;
    input.focus();
    event.preventDefault();
  });
}
