import type { Clock } from "../ports/clock.js";
import type { Transport } from "../ports/transport.js";
import type { SendEffect, SendResultInput } from "../protocol.js";
import { readReply } from "./reply.js";
import { retryAfterMs } from "./retry-after.js";

/** A collector that has not answered by then is as good as unreachable. */
export const timeoutMs = 10_000;
/** Browsers allow 64 KiB of keepalive bodies in flight for a page; a little is left for others. */
export const maxKeepaliveBytes = 60_000;
/** Below it gzip costs more than it saves. */
export const minCompressCharacters = 1_024;

type Outcome = Omit<SendResultInput, "type" | "batchId">;

export interface Sender {
  /** Exactly one `sendResult` for each. While leaving, everything up to the request is synchronous. */
  send(effect: SendEffect): void;
  /** The page is left: what is still being compressed goes as it is. */
  hurry(): void;
}

/** Executes `send`, with keepalive as long as there is room for it: an ordinary navigation would end the request. */
export function createSender(transport: Transport, clock: Clock, answer: (result: SendResultInput) => void): Sender {
  let keepaliveBytes = 0;
  const compressing = new Set<() => void>();

  function request(effect: SendEffect, body: string | Uint8Array<ArrayBuffer>, beacon = false): Promise<Outcome> {
    const size = (typeof body === "string" ? new TextEncoder().encode(body) : body).length;
    const keepalive = keepaliveBytes + size <= maxKeepaliveBytes;
    if (!keepalive && beacon) {
      // A page that is left has its records in the journal.
      const blob = new Blob([body], { type: contentType(effect.headers) });
      return Promise.resolve({ outcome: transport.beacon(effect.url, blob) ? "unknown" : "networkFailure" });
    }
    if (keepalive) keepaliveBytes += size;
    return exchange(effect, body, keepalive).finally(() => {
      if (keepalive) keepaliveBytes -= size;
    });
  }

  /** Never rejects and always ends, whatever the site has put in the place of the browser's own functions. */
  function exchange(effect: SendEffect, body: string | Uint8Array<ArrayBuffer>, keepalive: boolean): Promise<Outcome> {
    return new Promise((resolve) => {
      const aborter = new AbortController();
      let outcome: Outcome = { outcome: "timeout" };
      const end = () => {
        cancel();
        resolve(outcome);
      };
      const cancel = clock.after(timeoutMs, () => {
        // With a status in hand a body that does not end changes nothing.
        resolve(outcome);
        aborter.abort();
      });
      const zipped = typeof body !== "string";
      const attempt = async () => {
        const response = await transport.fetch((zipped && effect.gzipUrl) || effect.url, {
          method: effect.method,
          headers: zipped && !effect.gzipUrl ? { ...effect.headers, "content-encoding": "gzip" } : effect.headers,
          body,
          keepalive,
          mode: "cors",
          credentials: "omit",
          // A redirect would turn the POST into a GET, whose 200 says nothing of the events.
          redirect: "manual",
          signal: aborter.signal,
        });
        if (!(response.status > 0)) throw response;
        outcome = { outcome: "response", status: response.status };
        const wait = retryAfterMs(response.headers.get("retry-after"), clock.now());
        if (wait !== undefined) outcome.retryAfterMs = wait;
        const text = await readReply(response);
        if (text) outcome.body = text;
      };
      attempt()
        .catch(() => {
          if (!outcome.status) outcome = { outcome: "networkFailure" };
        })
        .then(end);
    });
  }

  function compressed(effect: SendEffect): Promise<Outcome> {
    return new Promise((resolve) => {
      const go = (bytes?: Uint8Array<ArrayBuffer>) => {
        if (compressing.delete(plain)) resolve(request(effect, bytes ?? effect.body));
      };
      const plain = () => go();
      compressing.add(plain);
      transport.gzip(effect.body).then(go, plain);
    });
  }

  return {
    send(effect) {
      const { urgency, compress, body, batchId } = effect;
      const sent =
        urgency === "normal" && compress && body.length > minCompressCharacters
          ? compressed(effect)
          : request(effect, body, urgency === "leaving");
      void sent.then((outcome) => answer({ type: "sendResult", batchId, ...outcome }));
    },
    hurry() {
      for (const plain of compressing) plain();
    },
  };
}

function contentType(headers: SendEffect["headers"]): string {
  const name = Object.keys(headers).find((key) => key.toLowerCase() === "content-type");
  return (name && headers[name]) || "text/plain";
}
