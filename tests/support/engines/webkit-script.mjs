/**
 * Scripts for a page under WebDriver, written out as text: a page's own policy may forbid `eval`, and the driver's scripts do
 * not fall under it. Values go in and out as WebDriver BiDi writes them. Names of ours begin with `$`: a test's own names are the page's.
 */
import { Script } from "node:vm";

/** What the page keeps for us: who it is, what it said, and the objects that were handed out. Not seen by enumeration. */
const registry = `const $kept = globalThis.__driver ?? (Object.defineProperty(globalThis, "__driver", { value: {
  realm: Math.random().toString(36).slice(2), handles: new Map(), ids: new WeakMap(), next: 0, said: [], loaded: false, answers: new Map(),
} }), globalThis.__driver);`;

/** Begins an asynchronous script and leaves its answer under an id; `answer` asks for that. */
export const begin = (id, script) =>
  `${registry} (function () { ${script} })((answer) => $kept.answers.set("${id}", answer)); return $kept.realm;`;

/** `[realm, answer]`, the latter null where there is none yet. */
export const answer = (id) => `${registry}
const found = $kept.answers.get("${id}") ?? null;
$kept.answers.delete("${id}");
return [$kept.realm, found];`;

/** Hears what the page says: the driver has no word for it. */
const listening = `
  const thrown = (what) => what instanceof Error || what instanceof DOMException ? what.name + ": " + what.message : "uncaught exception: " + String(what);
  addEventListener("load", () => { $kept.loaded = true; }, { capture: true, once: true });
  addEventListener("error", (event) => { if (event instanceof ErrorEvent) $kept.said.push(["uncaught", thrown(event.error ?? event.message)]); });
  addEventListener("unhandledrejection", ({ reason }) => $kept.said.push(["uncaught", thrown(reason)]));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
    $kept.said.push(["error", "Content Security Policy: " + effectiveDirective + " refused " + blockedURI + " in " + sourceFile]));
  for (const kind of ["error", "warn", "info", "log", "debug"]) {
    const own = console[kind];
    console[kind] = (...args) => { $kept.said.push([kind, args.map(String).join(" ")]); own.apply(console, args); };
  }`;

/** Runs before anything else in a document. */
export const first = (scripts) => `(() => { ${registry}${listening}
  document.currentScript?.remove();
  for (const script of [${scripts.map((one) => `() => (${one})()`).join(",\n")}]) script();
})();`;

/** As JSON: who the document is, where it is, how far it has come, and what it has said since it was last looked at. */
export const look = `${registry}
if (document.readyState === "complete" && performance.timing?.loadEventEnd !== 0) $kept.loaded = true;
return JSON.stringify([$kept.realm, location.href, document.readyState === "complete" && !$kept.loaded ? "interactive" : document.readyState, $kept.said.splice(0)]);`;

const reading = `
const $read = (one) => {
  if (one.handle ?? one.sharedId) {
    const id = one.handle ?? one.sharedId;
    if (!$kept.handles.has(id)) throw { gone: id };
    return $kept.handles.get(id);
  }
  switch (one.type) {
    case "undefined": return undefined;
    case "null": return null;
    case "number": return typeof one.value === "string" ? (one.value === "-0" ? -0 : Number(one.value)) : one.value;
    case "bigint": return BigInt(one.value);
    case "date": return new Date(one.value);
    case "regexp": return new RegExp(one.value.pattern, one.value.flags);
    case "array": return one.value.map($read);
    case "set": return new Set(one.value.map($read));
    case "map": return new Map(one.value.map(([key, value]) => [typeof key === "string" ? key : $read(key), $read(value)]));
    case "object": return Object.fromEntries(one.value.map(([key, value]) => [typeof key === "string" ? key : $read(key), $read(value)]));
    default: return one.value;
  }
};`;

const writing = `
const $write = (value, deep) => {
  if (value === undefined) return { type: "undefined" };
  if (value === null) return { type: "null" };
  if (typeof value === "number")
    return { type: "number", value: Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? "-0" : String(value) };
  if (typeof value === "string" || typeof value === "boolean") return { type: typeof value, value };
  if (typeof value === "bigint") return { type: "bigint", value: String(value) };
  const node = value instanceof Node;
  if (deep && !node && typeof value === "object") {
    if (Array.isArray(value)) return { type: "array", value: value.map((one) => $write(one, deep)) };
    if (value instanceof Date) return { type: "date", value: value.toISOString() };
    return { type: "object", value: Object.entries(value).map(([key, one]) => [key, $write(one, deep)]) };
  }
  let id = $kept.ids.get(value);
  if (!id) {
    id = $kept.realm + "." + $kept.next++;
    $kept.ids.set(value, id);
    $kept.handles.set(id, value);
  }
  const type = node ? "node" : typeof value === "function" ? "function" : Array.isArray(value) ? "array" : value === globalThis ? "window" : "object";
  return { type, handle: id, ...(node ? { sharedId: id } : {}) };
};`;

/** Playwright's own evaluator would take the expression to pieces by \`eval\`: it is given what that would have found. */
const byUtility = "(utilityScript, ...args) => utilityScript.evaluate(...args)";

/** The text of an asynchronous script that answers `[outcome, value]`. */
function wrap(run, { byHandle }) {
  return `const $done = arguments[0];
${registry}${reading}${writing}
const $late = (error) => error?.gone ? $done(JSON.stringify(["gone", error.gone])) : $done(JSON.stringify(["exception",
  error instanceof Error || error instanceof DOMException ? String(error) + "\\n" + (error.stack ?? "").split("\\n").map((line) => "    at " + line).join("\\n") : String(error)]));
(async () => { ${run} })().then((value) => $done(JSON.stringify(["success", $write(value, ${!byHandle})])), $late).catch($late);`;
}

/** \`script.evaluate\` of BiDi. */
export function evaluation({ expression, resultOwnership }) {
  return wrap(`return ${asExpression(expression)};`, { byHandle: resultOwnership === "root" });
}

/** `script.callFunction` of BiDi. */
export function call({ functionDeclaration, arguments: given = [], resultOwnership }) {
  const args = `const $given = ${asScript(given)}.map($read);`;
  const byHandle = resultOwnership === "root";
  if (functionDeclaration !== byUtility)
    return wrap(`${args} return (${functionDeclaration})(...$given);`, { byHandle });
  const texts = new Map();
  collect(given.slice(4), texts);
  return wrap(
    `${args}
    const $texts = new Map([${[...texts].map(([text, key]) => `[${asScript(text)}, ${thunk(text, key)}]`).join(",\n")}]);
    const $readied = (text) => ($texts.get(text) ?? $texts.get(text.slice(1, -1)) ?? (() => window.eval(text)))();
    const $extended = (injected, source, params) => new ($texts.get(source)())(injected, params);
    const [$utility, ...$rest] = $given;
    const $here = Object.create($utility, { global: { value: { eval: () => ${withoutEval(asExpression(given[3].value))} } } });
    return $here.evaluate(...$rest);`,
    { byHandle },
  );
}

const asScript = (value) => JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** Playwright's functions that come as text within arguments, by the name they go under there. */
const textual = new Set(["functionText", "callbackText", "expression", "source"]);

function collect(values, texts) {
  for (const one of values) {
    if (one?.type === "array") collect(one.value, texts);
    if (one?.type !== "object") continue;
    const { k, v } = Object.fromEntries(one.value.map(([key, value]) => [key.value ?? key, value]));
    if (k && textual.has(k.value) && v?.type === "string" && isScript(thunk(v.value, k.value)))
      texts.set(v.value, k.value);
    else
      collect(
        one.value.map(([, value]) => value),
        texts,
      );
  }
}

/** A selector's parts go under such names too. */
function isScript(text) {
  try {
    return !!new Script(`(${text})`);
  } catch {
    return false;
  }
}

const thunk = (text, key) =>
  key === "source"
    ? `() => { const module = {}; ${text}\n return module.exports.default(); }`
    : `() => ${withoutEval(asExpression(text))}`;

/** What Playwright's own functions would evaluate was put into the script. */
const withoutEval = (text) =>
  text
    .replace(/\b(?:globalThis|injected\d?)\.eval\(/g, "$readied(")
    .replace(/\binjectedScript\.extend\(/g, "$extended(injectedScript, ");

/** Statements become the value of the last one, as \`eval\` has it, where they are no expression. */
function asExpression(text) {
  const bare = `(${text.trim().replace(/;+$/, "")}\n)`;
  return isScript(bare) ? bare : `(() => { ${text}\n })()`;
}
