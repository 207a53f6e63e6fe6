/** Chapters in the order one reads them. A page named nowhere here goes to the last. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const docs = fileURLToPath(new URL("../", import.meta.url));

const order = [
  ["Start", "getting-started", "install", "cookbook"],
  ["Know the visitor", "events", "signals", "identity", "attribution", "profile", "journey", "privacy"],
  ["Speak at the right moment", "rules", "conditions", "messages", "recommendations", "followups"],
  ["Deliver", "destinations", "collector"],
  ["Check", "node", "inspector", "console", "errors"],
  ["Reference", "config", "protocol"],
  ["Inside", "architecture", "limitations", "benchmarks", "releasing"],
];
/** Pages that are made while the site is built, with their titles. */
export const made = { config: "Configuration, key by key" };

const titleOf = (file) => /^# (.+)$/m.exec(readFileSync(`${docs}${file}.md`, "utf8"))?.[1] ?? file;
const link = (page) => ({ title: made[page] ?? titleOf(page), url: `${page}.html` });
const exists = (page) => page in made || existsSync(`${docs}${page}.md`);
const pagesIn = (folder) =>
  readdirSync(docs + folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => folder + name.slice(0, -3));

/** @returns {{ title: string, folded: boolean, pages: { title: string, url: string }[] }[]} */
export function chapters() {
  const named = new Set(order.flat());
  const rest = pagesIn("").filter((page) => !named.has(page) && page !== "index");
  return [
    ...order.map(([title, ...pages], index) => ({
      title,
      folded: false,
      pages: [...pages.filter(exists), ...(index === order.length - 1 ? rest : [])].map(link),
    })),
    { title: "Decisions", folded: true, pages: pagesIn("decisions/").map(link) },
  ];
}
