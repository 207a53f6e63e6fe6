/**
 * Before `npm pack` and `npm publish`: `dist/`, the licence and the notice beside the package's own files, and the
 * integrity hashes (Subresource Integrity, W3C) of what a page names in a script tag.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");

if (!existsSync(join(root, "dist/waymark.wasm"))) {
  console.error("js-bindings/prepack.mjs: dist/ is missing; build it first (make build)");
  process.exit(1);
}
rmSync(join(here, "dist"), { recursive: true, force: true });
cpSync(join(root, "dist"), join(here, "dist"), { recursive: true });
for (const name of ["LICENSE", "NOTICE"]) cpSync(join(root, name), join(here, name));

// On stderr: what npm prints on stdout is read by programs.
for (const name of ["waymark.js", "snippet.js"]) {
  const hash = createHash("sha384")
    .update(readFileSync(join(here, "dist", name)))
    .digest("base64");
  console.error(`integrity of ${name}: sha384-${hash}`);
}
