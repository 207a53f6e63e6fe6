import { destinationsOf, isDefined } from "./config-source.js";
import { errorText } from "./log.js";

/**
 * `dist/definitions.mjs`, fetched where a configuration needs it: the configuration with the definition of each
 * destination that has none and is of a type we define (`destinations/<type>.json` beside this file). Plain data,
 * whatever was given; a destination whose definition cannot be had is left as it is, and its events wait.
 */
export async function withDefinitions(config: unknown, note: (code: string, found: string) => void): Promise<unknown> {
  const complete = async (destination: unknown): Promise<unknown> => {
    // The site writes that of a `template` itself.
    if (!isDefined(destination) || destination.definition !== undefined || destination.type === "template")
      return destination;
    const { type } = destination;
    try {
      if (!/^[a-z0-9-]+$/.test(type)) throw new Error("no name of a definition");
      const response = await fetch(new URL(`./destinations/${type}.json`, import.meta.url));
      if (!response.ok) throw new Error(`status ${response.status}`);
      return { ...destination, definition: (await response.json()) as unknown };
    } catch (error) {
      note("delivery.definitionMissing", `${type}: ${errorText(error)}`);
      return destination;
    }
  };
  return { ...(config as object), destinations: await Promise.all((destinationsOf(config) ?? []).map(complete)) };
}
