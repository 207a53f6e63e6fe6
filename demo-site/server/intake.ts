/** Reads bodies without letting the senders decide how much memory that takes. */
import type { Readable } from "node:stream";
import { overloaded, Refusal } from "./refusal.js";

/** Bytes of all bodies being read at one time. */
const MAX_HELD_BYTES = 64_000_000;

/** So much of a body that is too large is read and forgotten, so that its sender gets to see the answer. */
const MAX_IGNORED_BYTES = 8_000_000;

export class Intake {
  private heldBytes = 0;

  constructor(private readonly maxHeldBytes = MAX_HELD_BYTES) {}

  /** The whole body. Throws Refusal 413 above `maxBytes`, 503 where too much is being read already, 400 if cut off. */
  async read(body: Readable, maxBytes: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let held = 0;
    let refusal: Refusal | undefined;
    const release = (): void => {
      this.heldBytes -= held;
      held = 0;
    };
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > maxBytes) refusal ??= new Refusal(413, "tooLarge", `a body may have ${maxBytes} bytes`);
        else if (this.heldBytes + chunk.length > this.maxHeldBytes) refusal ??= overloaded("too many bodies at once");
        if (bytes > MAX_IGNORED_BYTES) break;
        if (refusal) {
          chunks.length = 0;
          release();
        } else {
          chunks.push(chunk);
          held += chunk.length;
          this.heldBytes += chunk.length;
        }
      }
    } catch {
      refusal ??= new Refusal(400, "bodyUnreadable", "the body was cut off or is not compressed as it says");
    } finally {
      release();
    }
    if (refusal) throw refusal;
    return Buffer.concat(chunks);
  }
}
