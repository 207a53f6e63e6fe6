import { until } from "./in-page.mjs";

/**
 * The commands of the W3C WebDriver at `root`, over plain `fetch`, as soon as it is up. One that it refuses, or has not answered
 * after `answerMs`, throws `METHOD path: message`, with the driver's error as `code`.
 */
export async function connect(root, answerMs) {
  async function ask(method, path, body) {
    const response = await fetch(`${root}${path}`, {
      method,
      signal: AbortSignal.timeout(answerMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((error) => {
      throw new Error(`${method} ${path}: ${error.message}`);
    });
    const { value } = await response.json();
    if (response.ok) return value;
    throw Object.assign(new Error(`${method} ${path}: ${value?.message || value?.error}`), { code: value?.error });
  }
  await until(`WebDriver at ${root}`, () => ask("GET", "/status").catch(() => false));
  return ask;
}
