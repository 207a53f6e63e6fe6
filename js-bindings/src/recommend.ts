/** `dist/recommend.mjs`, fetched when a site first asks for recommendations. */
import type { RecommendOptions } from "./api.js";
import type { RecommendInput, Strategy } from "./protocol.js";

const strategies: readonly unknown[] = ["next", "similar", "cart", "popular", "recent"] satisfies Strategy[];

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
