import type { ClickDetail } from "../protocol.js";
import type { Recorder } from "../recorder.js";
import { allowedText, attributeOf, type Complain, declaredEvent, declaredMoment, describe } from "./describe.js";

const interactive =
  "a[href],area[href],button,summary,[role=button],[role=link],input[type=submit],input[type=button],[data-waymark-event]";

/** Reports clicks on links, buttons and elements with `data-waymark-event`. */
export function watchClicks(recorder: Recorder): void {
  const heard = (event: Event) => {
    try {
      const detail = clickDetail(event.target, (complaint) => recorder.heed(complaint));
      if (detail) recorder.put({ type: "signal", kind: "click", detail });
    } catch {
      // An element that is not what it seems.
    }
  };
  document.addEventListener("click", heard, { capture: true, passive: true });
}

function clickDetail(target: EventTarget | null, complain: Complain): ClickDetail | undefined {
  if (!(target instanceof Element)) return undefined;
  const element = closest(target, interactive);
  if (!element || closest(element, "[data-waymark-ignore]")) return undefined;
  const declared = declaredMoment(element) === "click" ? declaredEvent(element, complain) : undefined;
  // A click inside a form, or on something watched for another moment, is no click of interest by itself.
  if (!declared && attributeOf(element, "data-waymark-event") !== null && !/^(a|button)$/.test(element.localName))
    return undefined;
  const link = linkOf(closest(element, "a[href],area[href]"));
  return { element: describe(element), ...link, text: allowedText(element), ...declared };
}

/** Of a form too that has a field named `closest`. */
const closest = (element: Element, selector: string): Element | null =>
  Element.prototype.closest.call(element, selector);

/** Address of a link; of `mailto:` and `tel:` only the scheme, since the rest is personal. */
function linkOf(link: Element | null): Partial<ClickDetail> {
  if (!link) return {};
  try {
    const url = new URL(link.getAttribute("href") ?? "", document.baseURI);
    const web = /^https?:$/.test(url.protocol);
    return { href: web ? url.href : url.protocol, outbound: web && url.host !== location.host };
  } catch {
    return {};
  }
}
