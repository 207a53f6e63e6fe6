/**
 * The event a peer's adapter is asked to track: named "Numbered" with the property `number`, or for bench/delivery a
 * `call` of the caller's, `{ name, properties }`, with that number among its properties.
 */
export function numberedEvent(number, call) {
  return { name: call?.name ?? "Numbered", properties: { ...call?.properties, number } };
}
