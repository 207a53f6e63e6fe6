import { routeSignal } from "../lent.js";
import type { SignalInput } from "../protocol.js";
import type { Trigger } from "./route.js";

interface Navigation extends EventTarget {
  addEventListener(type: string, listener: (event: Event & { navigationType?: string | null }) => void): void;
}

/**
 * Reports each change of address without a load, in the task it happens in, so that what the site tracks next
 * has the right page. Navigation API where there is one, else `history` wrapped once.
 */
export function watchRoutes(emit: (input: SignalInput) => void): void {
  let last = location.href;

  const changed = (trigger: Trigger) => {
    const url = location.href;
    // Frameworks store scroll positions with replaceState on the same address.
    if (url === last) return;
    const previous = last;
    last = url;
    const hashOnly = url.split("#")[0] === previous.split("#")[0];
    emit(routeSignal(hashOnly ? "hash" : trigger, previous));
  };

  const { navigation } = window as unknown as { navigation?: Navigation };
  if (navigation) {
    navigation.addEventListener("currententrychange", ({ navigationType }) => {
      changed(navigationType === "traverse" ? "pop" : navigationType === "replace" ? "replace" : "push");
    });
  } else {
    wrap("pushState", () => changed("push"));
    wrap("replaceState", () => changed("replace"));
    addEventListener("popstate", () => changed("pop"));
    addEventListener("hashchange", () => changed("hash"));
  }
}

function wrap(method: "pushState" | "replaceState", after: () => void): void {
  const original = history[method];
  history[method] = function (this: History, ...args) {
    original.apply(this, args);
    after();
  };
}
