import type { Input, SignalInput } from "../../protocol.js";
import { settingsOf } from "../settings.js";
import { awaitedBy } from "./awaited.js";
import { watchAwaitedClicks } from "./awaited-click.js";
import { watchCopies } from "./copy.js";
import { watchDeadClicks } from "./dead-click.js";
import { watchDuplicateTab } from "./duplicate-tab.js";
import { watchEngagement } from "./engagement.js";
import { watchErrors } from "./error.js";
import { watchExitIntent } from "./exit-intent.js";
import { watchFormUse } from "./form-use.js";
import { watchIdle } from "./idle.js";
import { watchMedia } from "./media.js";
import { watchPrints } from "./print.js";
import { watchRageClicks } from "./rage-click.js";
import { watchScroll } from "./scroll.js";
import { type Hooks, isHidden, listen, scrolled, type Tools } from "./tools.js";
import { watchVisible } from "./visible.js";
import { watchVitals } from "./vitals.js";

export { keepCalm } from "./calm.js";

/** `dist/signals.mjs`: the signals that need not be there from the first moment. Fetched by the host when the page is idle. */

/** Signs of life, but for moves of the pointer. A turn of the wheel scrolls, or the pointer has moved before it. */
const inputTypes = `pointerdown keydown timeupdate ${scrolled}`;
/** Moves of the pointer are listened to where nothing else was heard for so long: they come many times a second. */
const deafMs = 5_000;

/**
 * Starts every signal the configuration wants. Returns what to call before the core hears that the page is hidden, or of
 * a route.
 *
 * @param put takes an Input into the core, or into the journal where there is none.
 */
export function watchMore(
  config: unknown,
  put: (input: Input) => void,
  describe: (element: Element) => string,
  storing: Promise<void>,
): (what: keyof Hooks) => void {
  const settings = settingsOf(config);
  const awaited = awaitedBy(config);
  let waiting: (() => void)[] = [];
  const drain = () => {
    const now = waiting;
    waiting = [];
    for (const make of now) make();
  };
  const listeners: ((now: number) => void)[] = [];

  const tools: Tools = {
    settings,
    awaited,
    describe,
    storing,
    tell: (kind, detail) => put({ type: "signal", kind, detail } as SignalInput),
    later(make) {
      if (waiting.push(make) === 1 && !isHidden()) requestAnimationFrame(() => setTimeout(drain));
    },
    onInput(heard) {
      if (listeners.push(heard) > 1) return;
      let lastMs = 0;
      const alive = () => {
        lastMs = performance.now();
        for (const listener of listeners) listener(lastMs);
      };
      listen(inputTypes, ({ type, target }) => {
        // What plays without a sound may only decorate.
        if (type !== "timeupdate" || !(target as HTMLMediaElement).muted) alive();
      });
      const listenToMoves = () => {
        const restMs = lastMs + deafMs - performance.now();
        if (restMs > 0) return void setTimeout(listenToMoves, restMs);
        const deafen = listen("pointermove", () => {
          deafen();
          alive();
          listenToMoves();
        });
      };
      listenToMoves();
    },
  };

  const { scroll = [25, 50, 75, 90], scrollPx = [], visible = [] } = settings;
  const started: (Hooks | undefined)[] = [
    isOn(settings.engagement ?? true) || awaited.activeTime.length ? watchEngagement(tools) : undefined,
    [...scroll, ...scrollPx, ...awaited.scroll].length
      ? watchScroll(tools, [...scroll, ...awaited.scroll], scrollPx)
      : undefined,
    isOn(settings.form ?? true) ? watchFormUse(tools) : undefined,
    isOn(settings.vitals ?? true) ? watchVitals(tools) : undefined,
    isOn(settings.error ?? true) ? watchErrors(tools) : undefined,
    isOn(settings.rageClick ?? true) ? watchRageClicks(tools) : undefined,
    isOn(settings.media ?? true) ? watchMedia(tools) : undefined,
    isOn(settings.print ?? true) ? watchPrints(tools) : undefined,
    isOn(settings.duplicateTab ?? true) ? watchDuplicateTab(tools) : undefined,
    settings.deadClick ? watchDeadClicks(tools) : undefined,
    settings.copy ? watchCopies(tools) : undefined,
    settings.idle || awaited.idle.length ? watchIdle(tools) : undefined,
    settings.exitIntent || awaited.exitIntent ? watchExitIntent(tools) : undefined,
    visible.length + awaited.visible.length ? watchVisible(tools, [...visible, ...awaited.visible]) : undefined,
    awaited.click.length ? watchAwaitedClicks(tools, awaited.click) : undefined,
  ];
  const each = (name: keyof Hooks) => {
    for (const hooks of started) hooks?.[name]?.();
    drain();
  };
  return each;
}

const isOn = (value: unknown): boolean => value !== false;
