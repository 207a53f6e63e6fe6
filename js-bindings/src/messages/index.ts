/** `dist/messages.mjs`: draws messages. Fetched when a first one is due. */
export { fill, hide, show } from "./glue.js";
export { takeLocks } from "./turns.js";
