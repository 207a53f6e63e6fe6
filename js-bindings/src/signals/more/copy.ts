import { isIgnored, listen, type Tools } from "./tools.js";

/** Text copied or cut: from which element and how much, never what. */
export function watchCopies({ later, tell, describe }: Tools): undefined {
  listen("copy cut", ({ target, type }) => {
    const length = `${getSelection() ?? ""}`.length;
    const { anchorNode } = getSelection() ?? {};
    const element = anchorNode instanceof Element ? anchorNode : (anchorNode?.parentElement ?? target);
    if (!length || !(element instanceof Element) || isIgnored(element)) return;
    later(() => tell("copy", { element: describe(element), length, cut: type === "cut" }));
  });
}
