/** The privacy panel: what the visitor allows goes to Waymark at once and is shown again next time. */
import { find, findAll } from "./dom.js";
import { read, write } from "./storage.js";
import { allowed, consent } from "./waymark.js";

const KEY = "hien.consent";
type Choices = Record<string, "granted" | "denied">;

export function privacy(): void {
  const panel = find<HTMLDialogElement>("#privacy");
  if (!panel) return;
  const boxes = findAll<HTMLInputElement>("input[type=checkbox]", panel);
  const show = async (): Promise<void> => {
    const choices = { ...read<Choices>(KEY, {}), ...(await allowed()) };
    // Offers are asked for; the others may be declined.
    for (const box of boxes)
      box.checked = box.name === "marketing" ? choices[box.name] === "granted" : choices[box.name] !== "denied";
    panel.returnValue = "";
    panel.showModal();
  };
  for (const opener of findAll("[data-open=privacy]")) {
    opener.addEventListener("click", () => {
      void show();
    });
  }
  panel.addEventListener("close", () => {
    if (panel.returnValue !== "save") return;
    const choices: Choices = Object.fromEntries(boxes.map((box) => [box.name, box.checked ? "granted" : "denied"]));
    write(KEY, choices);
    consent(choices);
  });
}
