/** `dist/rare.mjs`: forms, surveys, wheels and scratch cards. Fetched when a first one is due. */
import type { ShowMessageEffect } from "../protocol.js";
import type { Frame } from "./element.js";
import { form } from "./form.js";
import type { Kit } from "./kit.js";
import { scratch } from "./scratch.js";
import { rareStyle } from "./style-rare.js";
import { survey } from "./survey.js";
import { wheel } from "./wheel.js";

const games: { [template: string]: (kit: Kit, frame: Frame, place: HTMLElement) => void } = { survey, wheel, scratch };
let sheet: CSSStyleSheet | undefined;

/** Draws the part of a message that is its own into `place`: of a template that has one all, else its form. */
export function draw(kit: Kit, frame: Frame, { template }: ShowMessageEffect, place: HTMLElement): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(rareStyle);
  }
  const { root } = frame;
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const game = games[template];
  if (game) {
    game(kit, frame, place);
    return;
  }
  const { content } = frame;
  place.append(
    form(kit, frame, content.action?.label ?? "", ({ traits, consent, fields }) => {
      frame.report("submitted", {
        target: "form",
        answers: { fields },
        traits,
        ...(consent.length ? { consent } : {}),
      });
      frame.settle();
      kit.showEnding(frame, place, content.success);
    }),
  );
}
