import type { Json } from "../../js-bindings/src/protocol.ts";

type JsonObject = { [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** True where `actual` has all that `pattern` names: README.md, "Patterns". As `includes` of tests/support/json_help.cpp. */
export function includes(pattern: Json, actual: Json | undefined): boolean {
  if (Array.isArray(pattern)) {
    return (
      Array.isArray(actual) &&
      actual.length === pattern.length &&
      pattern.every((wanted, i) => includes(wanted, actual[i]))
    );
  }
  if (!isObject(pattern)) return pattern === actual;
  const entries = Object.entries(pattern);
  for (const [key, wanted] of entries) {
    if (key.startsWith("$")) {
      if (!holds(key, wanted, actual)) return false;
      continue;
    }
    const found = isObject(actual) ? actual[key] : undefined;
    const absent = isObject(wanted) && wanted.$absent === true;
    if (absent ? found !== undefined : found === undefined || !includes(wanted, found)) return false;
  }
  return isObject(actual) || (entries[0]?.[0].startsWith("$") ?? false);
}

function holds(operator: string, wanted: Json, actual: Json | undefined): boolean {
  switch (operator) {
    case "$contains":
      if (typeof actual === "string") return actual.includes(String(wanted));
      return Array.isArray(actual) && actual.some((item) => includes(wanted, item));
    case "$length":
      return Array.isArray(actual) && actual.length === wanted;
    case "$atLeast":
      return typeof actual === "number" && actual >= Number(wanted);
    case "$atMost":
      return typeof actual === "number" && actual <= Number(wanted);
    default:
      throw new Error(`no such matcher: ${operator}`);
  }
}
