/**
 * A function and its arguments as one expression for the page; every driver evaluates text. The function sees nothing
 * but its arguments, which must be JSON, and the page's globals.
 */
export function call(run, ...args) {
  return `(${run})(${args.map((arg) => JSON.stringify(arg) ?? "undefined").join(",")})`;
}

/** Polls `look` until it gives something truthy. */
export async function until(what, look, limitMs = 20_000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await pause(50);
  }
}

/** Resolves after `ms`. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** An ordinary visitor's: some SDKs take a headless browser for a robot and drop everything. */
export const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** Ends a whole process group at once, as a crash or a pulled plug does. */
export async function killGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
  await gone;
}
