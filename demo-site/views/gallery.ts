/** The gallery of message templates, and the page inside it that one message is drawn on. */
import { type Html, html } from "./html.js";
import type { Page, PageContext } from "./page.js";

const choice = (name: string, label: string, options: [value: string, text: string][]): Html =>
  html`<label>${label} <select name="${name}">${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>`;

export function gallery({ language, assetVersion }: PageContext): Page {
  const first: [string, string][] = [
    ["vi", "Tiếng Việt"],
    ["en", "English"],
  ];
  return {
    name: "gallery",
    title: "Gallery",
    body: html`<div class="wrap gallery">
  <div class="page-head"><h1>Waymark gallery</h1><p>Each message template with the JSON it is made from. Change it and see.</p></div>
  <form class="gallery-controls" data-controls>
    ${choice("lang", "Language", language === "en" ? first.reverse() : first)}
    ${choice("scheme", "Scheme", [
      ["light", "light"],
      ["dark", "dark"],
    ])}
    ${choice("width", "Width", [
      ["wide", "wide"],
      ["phone", "390 px"],
    ])}
    ${choice("dir", "Direction", [
      ["ltr", "left to right"],
      ["rtl", "right to left"],
    ])}
    ${choice("brand", "Theme", [
      ["", "default"],
      ["1", "Hiên"],
    ])}
  </form>
  <div class="gallery-grid">
    <nav aria-label="Templates"><ul data-templates></ul></nav>
    <div class="gallery-stage"><iframe data-frame title="Preview"></iframe></div>
    <div class="gallery-side"><label for="gallery-json">content</label><textarea id="gallery-json" data-json spellcheck="false" rows="24"></textarea><p class="gallery-problem" data-problem role="status"></p><h2>Outcomes</h2><ol data-outcomes></ol></div>
  </div>
</div>
<script type="module" src="/assets/gallery.js?v=${assetVersion}"></script>`,
  };
}

/** Examples that stand in the page: their room is there before anything is drawn. */
const slotted = ["banner", "hero", "recommendations"];

/** A page like a shop's, with nothing of ours on it but the message. */
export const galleryFrame = (assetVersion: string, example: string): Html => html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Message</title>
<link rel="icon" href="/art/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/gallery-frame.css?v=${assetVersion}"><script type="module" src="/assets/gallery-frame.js?v=${assetVersion}"></script></head>
<body><header><b>shop</b><span></span><span></span><span></span></header>
<main><h1>Page</h1>${slotted.includes(example) ? html`<div id="slot" class="slot-${example}"></div>` : html`<div id="slot" hidden></div>`}<label for="field">Search</label> <input id="field" placeholder="…"><div class="tiles"><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i></div></main></body></html>`;
