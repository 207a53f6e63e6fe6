import type { PageFacts } from "./protocol.js";

/** What the browser knows of the page now, but for zones, which take it long to find (site-time.ts). `referrer` is the previous address after a route change. */
export function pageFacts(referrer: string = document.referrer): PageFacts {
  return {
    url: location.href,
    title: document.title,
    referrer,
    language: document.documentElement.lang || navigator.language,
    userAgent: navigator.userAgent,
    viewport: { width: innerWidth, height: innerHeight },
    screen: { width: screen.width, height: screen.height },
    visible: document.visibilityState === "visible",
  };
}
