/** The core beside what every site needs (docs/decisions/0021-the-core-in-parts.md). */
export type PartName = "rules" | "conditions" | "recommend" | "texts" | "templates" | "growthbook" | "rare";
export const partNames: PartName[] = ["rules", "conditions", "recommend", "texts", "templates", "growthbook", "rare"];

/** Address of a part; of `waymark.wasm` where none is named. */
export function urlOf(part: PartName | undefined, given: string | undefined): string {
  if (given) return part ? given.replace("waymark.wasm", `waymark-${part}.wasm`) : given;
  // All are spelled out: a bundler gives each file a name of its own.
  const urls = {
    "": new URL("./waymark.wasm", import.meta.url),
    rules: new URL("./waymark-rules.wasm", import.meta.url),
    conditions: new URL("./waymark-conditions.wasm", import.meta.url),
    recommend: new URL("./waymark-recommend.wasm", import.meta.url),
    texts: new URL("./waymark-texts.wasm", import.meta.url),
    templates: new URL("./waymark-templates.wasm", import.meta.url),
    growthbook: new URL("./waymark-growthbook.wasm", import.meta.url),
    rare: new URL("./waymark-rare.wasm", import.meta.url),
  };
  return urls[part ?? ""].href;
}

type Settings = { [name: string]: unknown };

/** Operators and facts of conditions that few sites ask for. */
const uncommon =
  /"(val|exists|missing\w*|if|\?[:?]|max|min|map|cat|substr|merge|length|filter|reduce|some|none|try|matches|\w+With|containsCi|semver|dateBetween|timeIn|seg)":|"(visitor\.(inter|pers|repur)|loyalty|journey|touch|device)/;

/** What a configuration is known to need. Where it needs more, that comes when it is called. */
export function partsFor(config: unknown, text: string, templates: boolean): PartName[] {
  const { rules, segments, personas, catalogue, model, privacy, consentSources } = (config ?? {}) as Settings;
  const asks = rules || segments || personas;
  return [
    ...(asks ? (["rules"] as const) : []),
    // Whose sources ask for the visitor's choices at the start asks what tells of everything.
    ...(consentSources || (asks && uncommon.test(text)) ? (["conditions"] as const) : []),
    ...(catalogue || model ? (["recommend"] as const) : []),
    // In JSON two braces stand together in texts only.
    ...(/\{[{%]/.test(text) ? (["texts"] as const) : []),
    ...(templates ? (["templates"] as const) : []),
    ...(/"whenGb"/.test(text) ? (["growthbook"] as const) : []),
    ...((privacy as Settings | undefined)?.patterns ? (["rare"] as const) : []),
  ];
}

/**
 * The configuration without what would call a part that cannot be had: visitors see no messages then, but tracking goes
 * on. (Destinations without their definition wait, as they do where the definition cannot be had.)
 */
export function withoutParts(config: unknown, missing: PartName[]): unknown {
  if (!missing.some((part) => part !== "templates")) return config;
  const { rules, segments, personas, catalogue, model, slots, ...rest } = config as Settings;
  return rest;
}
