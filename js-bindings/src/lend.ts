import { randomHex } from "./ids.js";
import { noteLost } from "./lost.js";
import { pageFacts } from "./page-facts.js";
import { begin, openDatabase } from "./ports/database.js";
import { localRoom } from "./ports/local-share.js";
import { createWriter } from "./ports/writer.js";
import { serialise } from "./serialise.js";
import { declaredEvent, declaredMoment, describe } from "./signals/describe.js";
import { routeSignal } from "./signals/route.js";

/** Lent to the host (lent.ts), by place. */
export const lent = [
  serialise,
  openDatabase,
  begin,
  createWriter,
  noteLost,
  localRoom,
  randomHex,
  pageFacts,
  routeSignal,
  declaredEvent,
  declaredMoment,
  describe,
] as const;
export type Lent = typeof lent;
