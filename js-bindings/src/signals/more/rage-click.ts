import { closest, isIgnored, listen, type Tools } from "./tools.js";

/** Three clicks within a second and 30 px, as PostHog and others define it. */
const clicks = 3;
const withinMs = 1_000;
const withinPx = 30;

/** Where clicking on and on is how it is used. */
const patient = "input:not([type=button],[type=submit],[type=image]),textarea,select,[contenteditable],video,audio";

/** Clicks again and again at the same place: something does not answer. Told once a burst. */
export function watchRageClicks({ later, tell, describe }: Tools): undefined {
  let burst: { t: number; x: number; y: number }[] = [];
  let told = false;
  listen("click", (event) => {
    const { target, timeStamp: t, clientX: x, clientY: y, isTrusted } = event as MouseEvent;
    // A click by the keyboard has no place.
    if (!isTrusted || (!x && !y) || closest(target, patient) || isIgnored(target)) return;
    const last = burst[burst.length - 1];
    if (last && (t - last.t > withinMs || Math.hypot(x - last.x, y - last.y) > withinPx)) {
      burst = [];
      told = false;
    }
    burst.push({ t, x, y });
    if (burst.length > clicks) burst.shift();
    if (told || burst.length < clicks || t - (burst[0]?.t ?? 0) > withinMs) return;
    told = true;
    later(() => {
      // Three clicks mark a paragraph.
      if (getSelection()?.type !== "Range") tell("rageClick", { element: describe(target as Element), clicks });
    });
  });
}
