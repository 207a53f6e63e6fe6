import type { Json, Properties } from "./protocol.js";

/** An object with members, and no list. */
export const isObject = (value: Json | undefined): value is Properties =>
  value !== null && typeof value === "object" && !Array.isArray(value);
