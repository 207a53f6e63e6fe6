import { type Hooks, isHidden, type Tools } from "./tools.js";

/** As an event; rules may ask for other times. */
const idleMs = 60_000;

/** No sign of life for so long, on a page that is looked at. Each time once an idle period. */
export function watchIdle({ settings, awaited, tell, onInput }: Tools): Hooks {
  const moments = [...awaited.idle, ...(settings.idle ? [idleMs] : [])].sort((a, b) => a - b);
  let last = performance.now();
  let place = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function arm(): void {
    const next = moments[place];
    timer = next === undefined ? undefined : setTimeout(check, Math.max(0, last + next - performance.now()) + 1);
  }

  function check(): void {
    const next = moments[place];
    if (next === undefined || isHidden()) {
      timer = undefined;
      return;
    }
    if (performance.now() - last >= next) {
      place++;
      tell("idle", { idleMs: next });
    }
    arm();
  }

  const alive = (now = performance.now()) => {
    last = now;
    place = 0;
    if (!timer) arm();
  };
  onInput(alive);
  arm();
  return { visible: alive };
}
