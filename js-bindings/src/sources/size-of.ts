/** How many values there are in a value, itself included; more than `most` are not counted. Throws where it does. */
export function sizeOf(value: unknown, most: number): number {
  let count = 0;
  const open = [value];
  while (open.length && count <= most) {
    const one = open.pop();
    count++;
    if (!one || typeof one !== "object" || one instanceof Node || one === window) continue;
    const inner = Array.isArray(one) ? one : Object.values(one);
    // A list of millions is not looked into.
    if (inner.length > most) return most + 1;
    open.push(...inner);
  }
  return count;
}
