import type { ClickDetail, SignalInput } from "../protocol.js";
import { allowedText, type Complain, declaredEvent, declaredMoment, describe } from "./describe.js";

const interactive =
  "a[href],area[href],button,summary,[role=button],[role=link],input[type=submit],input[type=button],[data-waymark-event]";

/** Reports clicks on links, buttons and elements with `data-waymark-event`. */
export function watchClicks(emit: (input: SignalInput) => void, complain: Complain): void {
  const heard = (event: Event) => {
    const detail = clickDetail(event.target, complain);
    if (detail) emit({ type: "signal", kind: "click", detail });
  };
  document.addEventListener("click", heard, { capture: true, passive: true });
}

function clickDetail(target: EventTarget | null, complain: Complain): ClickDetail | undefined {
  if (!(target instanceof Element)) return undefined;
  const element = target.closest(interactive);
  if (!element || element.closest("[data-waymark-ignore]")) return undefined;
  const declared = declaredMoment(element) === "click" ? declaredEvent(element, complain) : undefined;
  // A click inside a form, or on something watched for another moment, is no click of interest by itself.
  if (!declared && element.hasAttribute("data-waymark-event") && !element.matches("a,button")) return undefined;
  const detail: ClickDetail = { element: describe(element) };
  Object.assign(detail, linkOf(element.closest("a[href],area[href]")));
  const text = allowedText(element);
  if (text !== undefined) detail.text = text;
  if (declared) {
    detail.event = declared.event;
    if (declared.properties) detail.properties = declared.properties;
  }
  return detail;
}

/** Address of a link; of `mailto:` and `tel:` only the scheme, since the rest is personal. */
function linkOf(link: Element | null): Partial<ClickDetail> {
  if (!link) return {};
  try {
    const url = new URL(link.getAttribute("href") ?? "", document.baseURI);
    const web = url.protocol === "http:" || url.protocol === "https:";
    return { href: web ? url.href : url.protocol, outbound: web && url.host !== location.host };
  } catch {
    return {};
  }
}
