/** `dist/recommend.mjs`, fetched when a site first asks for recommendations. */
import type { Recommendations, RecommendOptions } from "./api.js";
import type { RecommendInput, Strategy } from "./protocol.js";

const strategies: readonly unknown[] = [
  ...["next", "similar", "cart", "popular", "recent", "buyAgain", "replenish", "upSell", "forYou"],
] satisfies string[];

/** The Input for what a site asks; none where the core could only refuse it and would never answer. */
export function inputOf(options: RecommendOptions | undefined, requestId: string): RecommendInput | undefined {
  try {
    const { strategy, slot, itemId, category, exclude, limit } = options ?? ({} as RecommendOptions);
    if (!strategies.includes(strategy)) return undefined;
    const input: RecommendInput = { type: "recommend", requestId, strategy, context: {} };
    if (slot !== undefined) input.slot = String(slot);
    if (limit !== undefined) input.limit = Math.min(50, Math.max(1, Math.floor(Number(limit)) || 1));
    if (itemId !== undefined) input.context = { ...input.context, itemId: String(itemId) };
    if (category !== undefined) input.context = { ...input.context, category: String(category) };
    if (Array.isArray(exclude)) input.context = { ...input.context, exclude: exclude.map(String) };
    return input;
  } catch {
    return undefined;
  }
}

/** Where models are kept, so that a next page needs no network for one. */
const cacheName = "waymark-model";

/**
 * Bytes of a trained model: those kept from an earlier page at once, while a newer file is fetched for the next page;
 * else fetched. The core checks them. Undefined, and noted, where they cannot be had.
 */
export async function readModel(url: string, note: (code: string, found: string) => void) {
  const cache = await globalThis.caches?.open(cacheName).catch(() => undefined);
  const kept = await cache?.match(url).catch(() => undefined);
  const fetching = fetch(url, { credentials: "same-origin" }).then(async (response) => {
    if (!response.ok) throw new Error(`status ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    await cache?.put(url, new Response(bytes)).catch(() => {});
    return bytes;
  });
  fetching.catch(() => {});
  try {
    return kept ? new Uint8Array(await kept.arrayBuffer()) : await fetching;
  } catch (error) {
    note("model.unreadable", `${url}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/**
 * `<waymark-recommendations slot="home" strategy="forYou" limit="6">`: asks when it comes onto the page and again when
 * its attributes change; the renderer draws into it.
 */
export function defineElement(recommend: (options: RecommendOptions) => Promise<Recommendations>): void {
  if (customElements.get("waymark-recommendations")) return;
  customElements.define(
    "waymark-recommendations",
    class extends HTMLElement {
      static observedAttributes = ["slot", "strategy", "limit", "item", "category"];
      #asked = false;

      connectedCallback(): void {
        this.style.display = "block";
        this.style.minHeight = this.getAttribute("reserve") ?? "";
        this.#ask();
      }

      attributeChangedCallback(): void {
        if (this.isConnected) this.#ask();
      }

      /** Once a task, however many attributes change. */
      #ask(): void {
        if (this.#asked) return;
        this.#asked = true;
        queueMicrotask(() => {
          this.#asked = false;
          const read = (name: string) => this.getAttribute(name) ?? undefined;
          const [slot, itemId, category, limit] = [read("slot"), read("item"), read("category"), read("limit")];
          void recommend({
            strategy: (read("strategy") ?? "next") as Strategy,
            ...(slot === undefined ? {} : { slot }),
            ...(itemId === undefined ? {} : { itemId }),
            ...(category === undefined ? {} : { category }),
            ...(limit === undefined ? {} : { limit: Number(limit) }),
          });
        });
      }
    },
  );
}
