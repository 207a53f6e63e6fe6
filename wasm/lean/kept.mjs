import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { glueText } from "../../js-bindings/glue.mjs";
import { kinds } from "./kinds.mjs";
import { leanCores } from "./lean-cores.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");

/**
 * The cores of what has been linked in `folder` (`waymark-core.*`), made anew only where something they are made of has changed.
 * Where a newer Emscripten has put something unheard of into it, each kind is the whole core.
 * @returns {ReturnType<typeof leanCores>}
 */
export async function keptCores(folder) {
  const linked = readFileSync(join(folder, "waymark-core.wasm"));
  const kept = join(folder, "lean");
  const stamp = join(kept, "made-of");
  const madeOf = fingerprint(linked);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === madeOf) return readCores(kept);
  rmSync(kept, { recursive: true, force: true });
  try {
    mkdirSync(kept);
    const glued = join(kept, "glued.mjs");
    writeFileSync(glued, glueText(join(folder, "waymark-core.mjs")));
    const { default: factory } = await import(pathToFileURL(glued).href);
    const made = await leanCores(linked, factory, readFileSync(join(folder, "waymark-core.map"), "utf8"));
    for (const [name, bytes] of Object.entries(made.cores)) writeFileSync(join(kept, `${name}.wasm`), bytes);
    writeFileSync(join(kept, "constants-end"), String(made.constantsEnd));
    writeFileSync(stamp, madeOf);
    return made;
  } catch (error) {
    console.warn(`wasm/lean: every kind of site gets the whole core: ${error.message}`);
    const names = [...Object.keys(kinds), "waymark-whole"];
    return { cores: Object.fromEntries(names.map((name) => [name, linked])), constantsEnd: 0 };
  }
}

function readCores(kept) {
  const files = readdirSync(kept).filter((name) => name.endsWith(".wasm"));
  return {
    cores: Object.fromEntries(files.map((name) => [name.replace(".wasm", ""), readFileSync(join(kept, name))])),
    constantsEnd: Number(readFileSync(join(kept, "constants-end"), "utf8")),
  };
}

/** Of all that the cores are made of. */
function fingerprint(linked) {
  const hash = createHash("sha256").update(linked);
  const files = ["wasm", "destinations", "demo-site/config"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /[.](mjs|json)$/.test(name) && name !== "size-budget.json")
      .sort()
      .map((name) => join(root, folder, name)),
  );
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}
