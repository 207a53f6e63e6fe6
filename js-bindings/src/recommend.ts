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
/** A kept model is asked after once in so long. */
const freshMs = 3_600_000;
const keptAt = "x-kept-at";

/** Whether a file has come whole: `WMK1`, then FNV-1a of the rest (docs/recommendations.md, "The file"). */
function isWhole(bytes: Uint8Array): boolean {
  let hash = 2_166_136_261;
  for (let i = 8; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 16_777_619);
  return bytes.length > 8 && hash >>> 0 === new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
}

/**
 * Bytes of a trained model: those kept from an earlier page at once, and of old ones a newer is fetched for the next page;
 * else fetched. The core checks them; a damaged file is not kept. Undefined, and noted, where they cannot be had.
 */
export async function readModel(url: string, note: (code: string, found: string) => void) {
  const cache = await globalThis.caches?.open(cacheName).catch(() => undefined);
  const kept = await cache?.match(url).catch(() => undefined);
  const fetchNew = async () => {
    const response = await fetch(url, { credentials: "same-origin" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const headers = { [keptAt]: `${Date.now()}` };
    if (isWhole(bytes)) await cache?.put(url, new Response(bytes, { headers })).catch(() => {});
    return bytes;
  };
  try {
    if (!kept) return await fetchNew();
    const age = Date.now() - Number(kept.headers.get(keptAt));
    if (!(age >= 0 && age < freshMs)) fetchNew().catch(() => {});
    return new Uint8Array(await kept.arrayBuffer());
  } catch (error) {
    note("model.unreadable", `${url}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/**
 * Bytes of a file of cards. Its address names the model it belongs to, so what a cache has of it is never old. Where it
 * is gone, so is its model: the next page fetches that anew.
 */
export async function readCards(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { credentials: "same-origin", cache: "force-cache" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    await globalThis.caches?.delete(cacheName).catch(() => {});
    throw error;
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
