import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A fenced block of a document. */
export interface Block {
  /** `docs/rules.md:120` */
  place: string;
  language: string;
  text: string;
}

/** Blocks of README.md and docs/*.md in these languages; those of protocol.md are copies of the sources they document. */
export function blocks(...languages: string[]): Block[] {
  const documents = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
  return documents
    .filter((name) => name.endsWith(".md") && !name.endsWith("protocol.md"))
    .flatMap((name) => {
      const text = readFileSync(join(root, name), "utf8");
      return [...text.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm)].map((found) => ({
        place: `${name}:${text.slice(0, found.index).split("\n").length}`,
        language: found[1] as string,
        text: found[2] as string,
      }));
    })
    .filter(({ language }) => languages.includes(language));
}
