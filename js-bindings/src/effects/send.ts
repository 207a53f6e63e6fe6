import type { Clock } from "../ports/clock.js";
import type { Transport } from "../ports/transport.js";
import type { SendEffect, SendResultInput } from "../protocol.js";
import { retryAfterMs } from "./retry-after.js";

/** A collector that has not answered by then is as good as unreachable. */
export const timeoutMs = 10_000;
/** Browsers allow 64 KiB of keepalive bodies in flight for a page; a little is left for others. */
export const maxKeepaliveBytes = 60_000;
/** Below it gzip costs more than it saves. */
export const minCompressCharacters = 1_024;
/** Characters of a reply that the core is given. */
export const maxReplyCharacters = 4_096;

type Outcome = Omit<SendResultInput, "type" | "batchId">;

/** Executes `send`: exactly one `sendResult` for each. While leaving, everything up to the request is synchronous. */
export function createSender(
  transport: Transport,
  clock: Clock,
  answer: (result: SendResultInput) => void,
): (effect: SendEffect) => void {
  let keepaliveBytes = 0;

  async function request(
    effect: SendEffect,
    body: BodyInit,
    headers: Record<string, string>,
    keepalive: boolean,
  ): Promise<Outcome> {
    const aborter = new AbortController();
    let late = false;
    const cancel = clock.after(timeoutMs, () => {
      late = true;
      aborter.abort();
    });
    try {
      const response = await transport.fetch(effect.url, {
        method: effect.method,
        headers,
        body,
        keepalive,
        mode: "cors",
        credentials: "omit",
        // A redirect would turn the POST into a GET, whose 200 says nothing of the events.
        redirect: "manual",
        signal: aborter.signal,
      });
      return await outcomeOf(response, clock.now());
    } catch {
      return { outcome: late ? "timeout" : "networkFailure" };
    } finally {
      cancel();
    }
  }

  async function leave(effect: SendEffect): Promise<Outcome> {
    const blob = new Blob([effect.body], { type: contentType(effect.headers) });
    if (keepaliveBytes + blob.size <= maxKeepaliveBytes) {
      keepaliveBytes += blob.size;
      const outcome = await request(effect, effect.body, effect.headers, true);
      keepaliveBytes -= blob.size;
      return outcome;
    }
    // Too much in flight. A hidden page usually lives on; one that is left has its records in the journal.
    if (effect.urgency === "hidden") return request(effect, effect.body, effect.headers, false);
    return { outcome: transport.beacon(effect.url, blob) ? "unknown" : "networkFailure" };
  }

  async function stay(effect: SendEffect): Promise<Outcome> {
    if (effect.compress && effect.body.length > minCompressCharacters) {
      const bytes = await transport.gzip(effect.body).catch(() => undefined);
      if (bytes) return request(effect, bytes, { ...effect.headers, "content-encoding": "gzip" }, false);
    }
    return request(effect, effect.body, effect.headers, false);
  }

  return (effect) => {
    void (effect.urgency === "normal" ? stay : leave)(effect)
      .catch((): Outcome => ({ outcome: "networkFailure" }))
      .then((outcome) => answer({ type: "sendResult", batchId: effect.batchId, ...outcome }));
  };
}

function contentType(headers: SendEffect["headers"]): string {
  const name = Object.keys(headers).find((key) => key.toLowerCase() === "content-type");
  return (name && headers[name]) || "text/plain";
}

async function outcomeOf(response: Response, nowMs: number): Promise<Outcome> {
  const outcome: Outcome = { outcome: "response", status: response.status };
  const wait = retryAfterMs(response.headers.get("retry-after"), nowMs);
  if (wait !== undefined) outcome.retryAfterMs = wait;
  if (!response.ok || /json/.test(response.headers.get("content-type") ?? "")) {
    const body = await response.text().catch(() => "");
    if (body) outcome.body = body.slice(0, maxReplyCharacters);
  }
  return outcome;
}
