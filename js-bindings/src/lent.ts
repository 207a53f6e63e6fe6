import type { Lent } from "./lend.js";

/**
 * What loader and host both need is downloaded once, with the loader, and lent to the host through the recorder. These
 * names stand for the functions of the same names (lend.ts) once `borrow` has been called, first of all.
 */
export let serialise: Lent[0];
export let openDatabase: Lent[1];
export let begin: Lent[2];
export let createWriter: Lent[3];
export let noteLost: Lent[4];
export let localRoom: Lent[5];
export let randomHex: Lent[6];
export let pageFacts: Lent[7];
export let routeSignal: Lent[8];
export let declaredEvent: Lent[9];
export let declaredMoment: Lent[10];
export let describe: Lent[11];

/** Takes what the recorder lends. */
export function borrow(lent: Lent): void {
  [
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
  ] = lent;
}
