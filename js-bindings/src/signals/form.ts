import type { SignalInput } from "../protocol.js";
import { type Complain, declaredEvent, declaredMoment, describe } from "./describe.js";

/** Reports submission of forms with `data-waymark-event`; never what was typed. */
export function watchForms(emit: (input: SignalInput) => void, complain: Complain): void {
  const heard = ({ target }: Event) => {
    if (!(target instanceof Element) || declaredMoment(target) !== "submit") return;
    const declared = declaredEvent(target, complain);
    if (!declared) return;
    emit({ type: "signal", kind: "form", detail: { action: "submit", form: describe(target), ...declared } });
  };
  document.addEventListener("submit", heard, { capture: true, passive: true });
}
