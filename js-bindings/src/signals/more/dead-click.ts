import { closest, isHidden, isIgnored, listen, scrolled, type Tools } from "./tools.js";

/** Nothing has happened so long after a click: nothing will. */
const patienceMs = 2_000;

/** What looks as if a click did something and is no field, which answers by itself. */
const interactive = "a,button,summary,[role=button],[role=link],[role=tab],[role=menuitem],[onclick]";

/**
 * A click on something that looks clickable, after which the page neither changes nor scrolls nor goes anywhere. Only
 * while one is waited for is the document observed.
 */
export function watchDeadClicks({ tell, describe }: Tools): undefined {
  let stop: (() => void) | undefined;
  let scrolledMs = 0;
  listen(scrolled, ({ timeStamp }) => {
    scrolledMs = timeStamp;
  });
  listen("click", (event) => {
    const { target, timeStamp, isTrusted } = event as MouseEvent;
    const element = closest(target, interactive);
    stop?.();
    if (!isTrusted || !element || isIgnored(element) || element.hasAttribute("data-waymark-event")) return;
    const link = closest(element, "a[href]") as HTMLAnchorElement | null;
    // A new tab, a download, a mail program: not for us to see.
    if (link && (link.target || link.hasAttribute("download") || !/^https?:/.test(link.protocol))) return;
    const before = location.href;
    const focused = document.activeElement;
    const observer = new MutationObserver(() => stop?.());
    observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    const timer = setTimeout(() => {
      const dead =
        !isHidden() &&
        location.href === before &&
        scrolledMs < timeStamp &&
        getSelection()?.type !== "Range" &&
        (document.activeElement === focused || document.activeElement === element);
      stop?.();
      if (dead) tell("deadClick", { element: describe(element) });
    }, patienceMs);
    stop = () => {
      observer.disconnect();
      clearTimeout(timer);
      stop = undefined;
    };
  });
}
