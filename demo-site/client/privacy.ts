/** The privacy panel: what the visitor allows goes to Waymark at once and is shown again next time. */
import { find, findAll } from "./dom.js";
import { read, write } from "./storage.js";
import { consent } from "./waymark.js";

const KEY = "hien.consent";
type Choices = Record<string, "granted" | "denied">;

export function privacy(): void {
  const panel = find<HTMLDialogElement>("#privacy");
  if (!panel) return;
  const boxes = findAll<HTMLInputElement>("input[type=checkbox]", panel);
  for (const opener of findAll("[data-open=privacy]")) {
    opener.addEventListener("click", () => {
      const choices = read<Choices>(KEY, {});
      for (const box of boxes) box.checked = choices[box.name] !== "denied";
      panel.returnValue = "";
      panel.showModal();
    });
  }
  panel.addEventListener("close", () => {
    if (panel.returnValue !== "save") return;
    const choices: Choices = Object.fromEntries(boxes.map((box) => [box.name, box.checked ? "granted" : "denied"]));
    write(KEY, choices);
    consent(choices);
  });
}
