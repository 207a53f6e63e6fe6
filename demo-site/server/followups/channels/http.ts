/** JSON to a far end. */
import type { Json, JsonObject } from "../../batch.js";
import { later, never, type Outcome } from "./channel.js";

const TIMEOUT_MS = 10_000;
const MAX_REPLY = 64_000;

export interface Answer {
  status: number;
  body: JsonObject;
}

/** The answer, or why there is none; 408, 429 and 5xx are worth another try, redirects and other errors are not. */
export async function postJson(
  url: string,
  headers: { [name: string]: string },
  body: Json,
): Promise<Answer | Outcome> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = (await response.text()).slice(0, MAX_REPLY);
  } catch (error) {
    return later((error as Error).name === "TimeoutError" ? "timeout" : "unreachable");
  }
  const { status } = response;
  if (status === 408 || status === 429 || status >= 500) return later(`status ${status}`);
  if (!response.ok) return never(`status ${status}`);
  return { status, body: read(text) };
}

function read(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
