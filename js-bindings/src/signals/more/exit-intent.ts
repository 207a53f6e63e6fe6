import type { DetailOf, Hooks, Tools } from "./tools.js";
import { listen } from "./tools.js";

/** A thumb that throws the page back to its top wants the address bar: half a window within this time. */
const flingMs = 300;
/** What scrolls without a finger on it is the page's own doing. */
const momentumMs = 1_000;
/** Who was away for so long had left, and may do so again. */
const awayMs = 3_000;

interface Navigation extends EventTarget {
  currentEntry?: { index: number };
}

/**
 * Signs that the visitor is about to leave, each once a page: `mouse` leaves the window at its top; by touch a fast
 * `scroll` up, `back` to where the visit to this document began, a return after being `hidden`.
 */
export function watchExitIntent({ later, tell }: Tools): Hooks {
  const told = new Set<string>();
  const say = (cause: DetailOf<"exitIntent">["cause"]) => {
    if (told.has(cause)) return;
    told.add(cause);
    later(() => tell("exitIntent", { cause }));
  };
  // Unlike `mouseout` it is not told of each element that the pointer passes.
  document.documentElement.addEventListener("mouseleave", ({ clientY }) => {
    if (clientY <= 0) say("mouse");
  });

  let touchedMs: number | undefined;
  let run = { y: 0, t: 0 };
  let lastY = 0;
  const scrolledTo = ({ timeStamp: t }: Event) => {
    const y = scrollY;
    // A run up begins where the page last went down, or was slow.
    if (y >= lastY || t - run.t > flingMs) run = { y: lastY > y ? lastY : y, t };
    lastY = y;
    if (t - (touchedMs ?? 0) < momentumMs && run.y > innerHeight && run.y - y > innerHeight / 2) say("scroll");
  };
  listen("touchstart touchmove", ({ timeStamp }) => {
    if (touchedMs === undefined) {
      lastY = scrollY;
      listen("scroll", scrolledTo);
    }
    touchedMs = timeStamp;
  });

  const { navigation } = window as unknown as { navigation?: Navigation };
  const landing = navigation?.currentEntry?.index ?? 0;
  navigation?.addEventListener("currententrychange", (event) => {
    const { navigationType } = event as Event & { navigationType?: string };
    if (navigationType === "traverse" && (navigation.currentEntry?.index ?? 0) <= landing) say("back");
  });

  let hiddenMs = Number.POSITIVE_INFINITY;
  return {
    hidden() {
      hiddenMs = performance.now();
    },
    visible() {
      if (performance.now() - hiddenMs >= awayMs && matchMedia("(pointer: coarse)").matches) say("hidden");
    },
    route() {
      told.clear();
    },
  };
}
