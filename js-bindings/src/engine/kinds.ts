/**
 * The core comes as a file for each kind of site, with what its visitors run, and whole
 * (docs/decisions/0023-a-core-for-each-kind-of-site.md): "" only tracks; `destinations` has the template engine besides,
 * `rules` rules and messages, `recommend` these and a catalogue, `rich` all but the template engine, `all` that too.
 */
export type Kind = "" | "destinations" | "rules" | "recommend" | "rich" | "all" | "whole";

/** Address of a core. */
export function urlOf(kind: Kind, given: string | undefined): string {
  if (given) return kind ? given.replace("waymark.wasm", `waymark-${kind}.wasm`) : given;
  // All are spelled out: a bundler gives each file a name of its own.
  const urls = {
    "": new URL("./waymark.wasm", import.meta.url),
    destinations: new URL("./waymark-destinations.wasm", import.meta.url),
    rules: new URL("./waymark-rules.wasm", import.meta.url),
    recommend: new URL("./waymark-recommend.wasm", import.meta.url),
    rich: new URL("./waymark-rich.wasm", import.meta.url),
    all: new URL("./waymark-all.wasm", import.meta.url),
    whole: new URL("./waymark-whole.wasm", import.meta.url),
  };
  return urls[kind].href;
}

type Settings = { [name: string]: unknown };

/** Operators and facts of conditions and actions that few sites ask for, texts of the site's own making, GrowthBook's conditions. */
const uncommon =
  /"(ev\.(?!count)\w+|val|exists|missing\w*|if|\?[:?]|max|min|map|cat|substr|merge|length|filter|reduce|some|none|try|matches|\w+With|containsCi|semver|dateBetween|timeIn|seg)":|"type":"(emit|set|redirect)"|"(visitor\.(inter|pers|repur)|loyalty|journey|touch|device)|\{[{%]|"(whenGb|personas|stages|patterns|consentSources)":/;

/** The kind a configuration is of, as far as anybody can say: where more is needed, the whole core comes. */
export function kindOf(config: unknown, text: string, templates: boolean): Kind {
  const { rules, segments, catalogue, model } = (config ?? {}) as Settings;
  const more = uncommon.test(text) ? "rich" : catalogue || model ? "recommend" : rules || segments ? "rules" : "";
  return templates ? (more ? "all" : "destinations") : more;
}
