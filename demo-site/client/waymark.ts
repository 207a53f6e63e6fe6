/** How the shop calls Waymark: through `window.waymark`, before its script has loaded and after. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
export type Properties = { [key: string]: Json | undefined };

interface Api {
  track(name: string, properties?: Properties): unknown;
  identify(userId: string, traits?: Properties): unknown;
  reset(): unknown;
  inspect(): Promise<{ state?: { consent?: Record<string, string> } | null }>;
  consent(purposes: Record<string, "granted" | "denied">): unknown;
}
type Said = Omit<Api, "inspect">;
type Call = { [Method in keyof Said]: [Method, ...Parameters<Said[Method]>] }[keyof Said];

declare global {
  interface Window {
    waymark: Call[] | Api | undefined;
  }
}

/** Until the script is there `window.waymark` is a list, and the script takes up what it finds in it. */
function call(...args: Call): void {
  window.waymark ??= [];
  if (Array.isArray(window.waymark)) {
    window.waymark.push(args);
    return;
  }
  const [method, ...rest] = args;
  (window.waymark[method] as (...values: unknown[]) => unknown)(...rest);
}

/** Names and properties are those of Segment's e-commerce specification. */
export const track = (name: string, properties: Properties = {}): void => call("track", name, properties);

export const consent = (purposes: Record<string, "granted" | "denied">): void => call("consent", purposes);

/** Each purpose's state as Waymark knows it, by a form in a message too; empty before its script is there. */
export async function allowed(): Promise<Record<string, string>> {
  if (!window.waymark || Array.isArray(window.waymark)) return {};
  return (await window.waymark.inspect()).state?.consent ?? {};
}

export const identify = (userId: string, traits: Properties = {}): void => call("identify", userId, traits);

export const reset = (): void => call("reset");
