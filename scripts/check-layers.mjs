/**
 * Enforces the dependency rule of docs/architecture.md from the #include and import lines: each layer may know the
 * layers named for it and nothing else. `node scripts/check-layers.mjs [root]` prints one line a breach and exits 1.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const understand = ["base", "json", "event", "consent", "identity"];
const decide = [...understand, "profile", "journey", "recommend"];
const values = [...decide, "text", "rules", "decision", "queue", "delivery", "timers"];

/** Folder of sdk/src → folders it may include, itself always among them. */
export const mayKnow = {
  base: [],
  json: ["base"],
  event: ["base", "json"],
  consent: ["base", "json", "event"],
  identity: ["base", "json", "event"],
  profile: understand,
  journey: understand,
  recommend: understand,
  queue: understand,
  // Within its own half, delivery takes from the queue and sets timers.
  delivery: [...understand, "queue", "timers"],
  timers: understand,
  // Asks through a function it is given, so it knows no facts.
  text: ["base", "json"],
  rules: decide,
  decision: [...decide, "text", "rules"],
  // GrowthBook whole, for the command line.
  growthbook: ["base", "json", "rules"],
  codec: values,
  // How the snapshot stands in JSON is said in codec's tables (docs/decisions/0001).
  state: [...values, "codec"],
  engine: [...values, "state", "codec"],
  json_engine: [...values, "state", "codec", "engine"],
};

/** Public headers any layer may include; the two entry points are for the layers that implement them. */
const entryHeaders = { "waymark/engine.h": ["engine", "json_engine"], "waymark/json_engine.h": ["json_engine"] };

/** No clock, chance, thread, stream or file in the core. */
const bannedInCore =
  /^(chrono|ctime|time\.h|random|thread|mutex|shared_mutex|atomic|future|condition_variable|iostream|istream|ostream|sstream|fstream|filesystem|locale|regex|emscripten.*)$/;

/**
 * Every breach below `root`, as `path:line: what is wrong`.
 * @param {string} root
 * @returns {string[]}
 */
export function checkLayers(root) {
  const breaches = [];
  for (const path of filesBelow(root, ["sdk", "wasm", "tools", "tests", "bench"], /\.(cpp|h)$/)) {
    forEachMatch(root, path, /^\s*#\s*include\s*[<"]([^>"]+)[>"]/, (header, where) => {
      const wrong = wrongInclude(path, header);
      if (wrong) breaches.push(`${where}: ${wrong}`);
    });
  }
  for (const path of filesBelow(root, ["demo-site"], /\.(ts|mjs|js)$/)) {
    forEachMatch(root, path, /(?:from|import)\s*\(?\s*["']([^"']*js-bindings[^"']*)["']/, (module, where) => {
      breaches.push(`${where}: demo-site is a customer: it may import "waymark", not ${module}`);
    });
  }
  return breaches;
}

function wrongInclude(path, header) {
  if (header.startsWith("nlohmann/") && !path.startsWith("tests/unit/json/"))
    return `only tests/unit/json may include ${header}`;
  if (path.startsWith("sdk/")) {
    if (bannedInCore.test(header)) return `the core may not use <${header}>`;
    return path.startsWith("sdk/include/") ? wrongInPublicHeader(header) : wrongInLayer(layerOf(path), header);
  }
  const folder = header.split("/")[0];
  if (/^(wasm|tools)\//.test(path) && header.includes("/") && folder in mayKnow) {
    return `${path.split("/")[0]} may include public headers only, not ${header}`;
  }
}

function wrongInPublicHeader(header) {
  if (header.includes("/") && header.split("/")[0] in mayKnow) return `a public header may not include ${header}`;
}

function wrongInLayer(layer, header) {
  if (header in entryHeaders) {
    return entryHeaders[header].includes(layer) ? undefined : `${layer} may not include ${header}`;
  }
  const slash = header.indexOf("/");
  const target = slash > 0 ? header.slice(0, slash) : header.replace(/\.h$/, "");
  if (!(target in mayKnow) || target === layer) return undefined;
  if (!(layer in mayKnow)) return `the folder ${layer} has no layer: name it in scripts/check-layers.mjs`;
  return mayKnow[layer].includes(target) ? undefined : `${layer} may not know ${target} (${header})`;
}

/** sdk/src/event/url.cpp → event; sdk/src/json_engine.cpp → json_engine; any other file beside it → engine. */
function layerOf(path) {
  const parts = path.split("/");
  if (parts.length > 3) return parts[2];
  return parts[2].startsWith("json_engine") ? "json_engine" : "engine";
}

function filesBelow(root, folders, pattern) {
  return folders.flatMap((folder) => {
    let names = [];
    try {
      names = readdirSync(join(root, folder), { recursive: true });
    } catch {
      // A folder that is not there has no breach.
    }
    return names
      .map((name) => join(folder, name).split(sep).join("/"))
      .filter((path) => pattern.test(path) && !path.includes("node_modules/"))
      .sort();
  });
}

function forEachMatch(root, path, pattern, found) {
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    const match = pattern.exec(line);
    if (match) found(match[1], `${path}:${index + 1}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "..");
  const breaches = checkLayers(root);
  for (const breach of breaches) console.error(breach);
  process.exitCode = breaches.length > 0 ? 1 : 0;
}
