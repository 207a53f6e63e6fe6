import { type DetailOf, isIgnored, listen, type Tools } from "./tools.js";

/** Shares of the length at which progress is told. */
const quarters = [25, 50, 75];

interface Played {
  started: boolean;
  ended: boolean;
  told: number;
}

/** Video and audio elements: start, pause, resume, 25, 50 and 75 %, end. What only decorates (muted and looped) is left out. */
export function watchMedia({ later, tell, describe }: Tools): undefined {
  const known = new WeakMap<HTMLMediaElement, Played>();
  listen("play pause ended timeupdate", ({ target, type }) => {
    const media = target as HTMLMediaElement;
    if (!(media instanceof HTMLMediaElement) || (media.muted && media.loop) || isIgnored(media)) return;
    let played = known.get(media);
    if (!played) {
      played = { started: false, ended: false, told: 0 };
      known.set(media, played);
    }
    const { currentTime, duration } = media;
    const percent = duration > 0 ? Math.floor((currentTime / duration) * 100) : 0;
    const say = (action: DetailOf<"media">["action"], at = percent) => {
      const detail: DetailOf<"media"> = {
        action,
        element: describe(media),
        medium: media.localName === "audio" ? "audio" : "video",
        position: Math.round(currentTime),
        percent: at,
      };
      // A stream has no length.
      if (Number.isFinite(duration)) detail.totalLength = Math.round(duration);
      later(() => tell("media", detail));
    };
    if (type === "play") {
      say(played.started && !played.ended ? "resume" : "start");
      if (played.ended) played.told = 0;
      played.started = true;
      played.ended = false;
    } else if (type === "ended") {
      played.ended = true;
      say("complete", 100);
    } else if (type === "pause") {
      // The pause of an end is the end.
      if (!media.ended && played.started) say("pause");
    } else if (played.started && !media.paused) {
      const reached = quarters.filter((quarter) => quarter > (played?.told ?? 0) && quarter <= percent);
      played.told = reached[reached.length - 1] ?? played.told;
      for (const quarter of reached) say("progress", quarter);
    }
  });
}
