import type { PageFacts } from "./protocol.js";

/** What the browser knows of the page now. `referrer` is the previous address after a route change. */
export function pageFacts(referrer: string = document.referrer): PageFacts {
  const facts: PageFacts = {
    url: location.href,
    title: document.title,
    referrer,
    language: document.documentElement.lang || navigator.language,
    userAgent: navigator.userAgent,
    viewport: { width: innerWidth, height: innerHeight },
    screen: { width: screen.width, height: screen.height },
    visible: document.visibilityState === "visible",
  };
  try {
    facts.timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  } catch {
    // A zone is a fact we can do without.
  }
  return facts;
}
