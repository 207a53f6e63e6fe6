/** Ids the host itself must make: those of calls journaled before the core is there. */

/** `count` bytes of good randomness as lower-case hexadecimal. */
export function randomHex(count: number): string {
  let text = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(count))) text += (byte + 256).toString(16).slice(1);
  return text;
}

/**
 * UUIDv7 (RFC 9562): `timeMs` in front, then `sequence` (12 bits, keeps order within a millisecond), then `chance`,
 * 16 digits: a page draws it once, for asking the system each time costs more than all the rest.
 */
export function uuidV7(timeMs: number, sequence: number, chance: string): string {
  // With more in front the zeros stay: 12 digits, and 3 behind the version.
  const time = (2 ** 48 + Math.max(0, Math.floor(timeMs))).toString(16).slice(1);
  const order = (0x7000 + (sequence & 0xfff)).toString(16);
  const variant = "89ab"[chance.charCodeAt(0) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-${order}-${variant}${chance.slice(1, 4)}-${chance.slice(4)}`;
}
