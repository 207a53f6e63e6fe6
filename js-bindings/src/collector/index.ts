/**
 * For the far end, in Node: reads what destinations of type `ndjson` send. Nothing of the core is loaded.
 *
 * ```ts
 * import { readBatch } from "waymark/collector";
 * const batch = readBatch(bytes);
 * ```
 */
export {
  type BatchLimits,
  DEFAULT_LIMITS,
  type ReceivedBatch,
  type RejectedLine,
  readBatch,
  readText,
  type UnreadableBatch,
} from "./read-batch.js";
export { cleanJson, type ReceivedEvent, type RejectReason } from "./read-event.js";
