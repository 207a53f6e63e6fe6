import type { LifecycleInput } from "../protocol.js";

/** Reports visibility, leaving, return from the back/forward cache, and the network. Never listens to `unload`. */
export function watchLifecycle(emit: (state: LifecycleInput["state"]) => void): void {
  document.addEventListener("visibilitychange", () =>
    emit(document.visibilityState === "hidden" ? "hidden" : "visible"),
  );
  // First of all listeners: what the core still appends is then there for those that save what is not yet stored.
  addEventListener("pagehide", () => emit("leaving"), { capture: true });
  addEventListener("pageshow", (event) => {
    if (event.persisted) emit("restored");
  });
  addEventListener("online", () => emit("online"));
  addEventListener("offline", () => emit("offline"));
}
