/**
 * Brotli bytes of each signal of dist/signals.mjs: how much smaller the file is without it. What signals share is nobody's
 * own, so the sum is less than the whole. Usage: node scripts/signal-sizes.mjs [root]
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const folder = "js-bindings/src/signals/more";
/** What every signal uses. */
const shared = ["index.ts", "tools.ts", "awaited.ts"];

/**
 * @param {string} root of the repository
 * @returns {Promise<{ whole: number, signals: { name: string, bytes: number }[] }>} largest first
 */
export async function signalSizes(root) {
  const entry = join(root, folder, "index.ts");
  const whole = await bytesWithout(entry);
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts") && !shared.includes(name));
  const signals = [];
  for (const name of names.map((file) => file.replace(".ts", "")))
    signals.push({ name, bytes: whole - (await bytesWithout(entry, name)) });
  return { whole, signals: signals.sort((a, b) => b.bytes - a.bytes) };
}

/** Bytes of the bundle; without the code of one signal, where its name is given. */
async function bytesWithout(entry, name) {
  const called = readFileSync(entry, "utf8").match(new RegExp(`import \\{ (\\w+) \\} from "\\./${name}\\.js"`))?.[1];
  const plugins = [
    {
      name: "without",
      setup({ onLoad }) {
        onLoad({ filter: new RegExp(`/${name}\\.ts$`) }, () => ({ contents: `export const ${called} = () => {};` }));
      },
    },
  ];
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2020",
    plugins: called ? plugins : [],
  });
  return brotliCompressSync(outputFiles[0].contents).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "..");
  const { whole, signals } = await signalSizes(root);
  console.log(`\n${"signals.mjs, brotli bytes".padEnd(34)}${String(whole).padStart(10)}`);
  for (const { name, bytes } of signals) console.log(`  ${name.padEnd(32)}${String(bytes).padStart(10)}`);
}
