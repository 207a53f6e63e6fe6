/** Far longer than anything here takes on a slow machine: reaching it is a failure, not a measurement. */
const deadlineMs = 30_000;
const pauseMs = 20;

/** Waits until `look` gives something truthy and returns it; fails with what `state` says when the deadline has passed. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  state: () => unknown = () => "",
): Promise<NonNullable<T>> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what}: did not happen; ${JSON.stringify(state())}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
