import { listOf, make, objectOf, textOf } from "./dom.js";
import type { Frame } from "./element.js";

/** The tiers of a membership as steps, as far as they are reached. */
export function tiers({ content }: Frame): HTMLElement | undefined {
  const list = listOf(content.tiers, 6).filter((tier) => objectOf(tier));
  const value = Number(objectOf(content.progress)?.value ?? objectOf(content.points)?.value);
  if (!list.length) return undefined;
  const steps = list.map(({ name, at }, index) => {
    const next = Number(list[index + 1]?.at ?? at);
    const reached = value >= Number(at);
    const fill = make("i", {});
    const share = !reached ? 0 : value >= next ? 1 : (value - Number(at)) / (next - Number(at));
    fill.style.inlineSize = `${Math.round(share * 100)}%`;
    const current = reached && (value < next || index === list.length - 1);
    return make(
      "li",
      current ? { "aria-current": "step" } : {},
      make("span", { class: "progress" }, fill),
      textOf(name, 40),
    );
  });
  return make("ol", { class: "tiers" }, ...steps);
}
