import type { Recorder } from "../recorder.js";
import { declaredEvent, declaredMoment, describe } from "./describe.js";

/** Reports submission of forms with `data-waymark-event`; never what was typed. */
export function watchForms(recorder: Recorder): void {
  const heard = ({ target }: Event) => {
    if (!(target instanceof Element) || declaredMoment(target) !== "submit") return;
    const declared = declaredEvent(target, (complaint) => recorder.heed(complaint));
    if (!declared) return;
    recorder.put({ type: "signal", kind: "form", detail: { action: "submit", form: describe(target), ...declared } });
  };
  document.addEventListener("submit", heard, { capture: true, passive: true });
}
