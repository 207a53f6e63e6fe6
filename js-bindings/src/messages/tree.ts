import type { TreeNode } from "../content.js";
import { listOf, make, textOf } from "./dom.js";
import type { Frame } from "./element.js";
import { allowedImage, allowedUrl } from "./url.js";

const elements = /^(p|h2|h3|ul|ol|li|strong|em|s|small|br|hr|div|a|img|button)$/;
const maxNodes = 200;
const maxDepth = 12;

/** Why a tree is refused. */
export class Refused extends Error {}

/** Rich text made of the elements that are allowed and nothing else; refuses the whole where there is another. */
export function tree(frame: Frame, nodes: TreeNode[]): HTMLElement {
  let count = 0;
  const one = (node: TreeNode, depth: number): Node => {
    if (++count > maxNodes || depth > maxDepth) throw new Refused("treeTooLarge");
    if (typeof node === "string") return document.createTextNode(textOf(node));
    const name = node?.el === "row" ? "div" : node?.el;
    if (!elements.test(name)) throw new Refused(`elementUnknown: ${textOf(name, 40)}`);
    const url = allowedUrl(node.href);
    if (name === "a" && !url) throw new Refused("addressRefused");
    const element = make(name as "div", { ...(node.el === "row" ? { class: "columns" } : {}) });
    if (element instanceof HTMLAnchorElement && url) element.href = url;
    if (element instanceof HTMLImageElement) {
      const src = allowedImage(node.src);
      if (!src) throw new Refused("addressRefused");
      element.alt = textOf(node.alt, 300);
      if (node.width && node.height) [element.width, element.height] = [node.width, node.height];
      element.src = src;
      return element;
    }
    if (element instanceof HTMLButtonElement) element.type = "button";
    if (/^(a|button)$/.test(name)) {
      element.className = name === "a" ? "link" : "action";
      element.addEventListener("click", () => {
        frame.report("clicked", { target: name === "a" ? "link" : "action", ...(url ? { url } : {}) });
        if (!url) frame.close();
      });
    }
    if (!/^(br|hr)$/.test(name)) {
      if (node.text !== undefined) element.append(textOf(node.text));
      for (const child of listOf(node.children, maxNodes)) element.append(one(child, depth + 1));
    }
    return element;
  };
  return make("div", { class: "rich" }, ...nodes.map((node) => one(node, 0)));
}
