/** `<waymark-slot name reserve="320px">`: a block that keeps its room before anything is drawn in it. */
export function defineSlot(): void {
  if (customElements.get("waymark-slot")) return;
  customElements.define(
    "waymark-slot",
    class extends HTMLElement {
      connectedCallback(): void {
        // Through the CSSOM: a style attribute would be refused by a strict CSP.
        this.style.display = "block";
        this.style.minHeight = this.getAttribute("reserve") ?? "";
      }
    },
  );
}
