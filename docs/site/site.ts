/** What the pages of the site do: the menu on a phone, the search, live examples where there are any. */
import { search } from "./search.js";

const menu = document.querySelector<HTMLButtonElement>(".menu");
menu?.addEventListener("click", () => {
  const open = document.body.classList.toggle("menu-open");
  menu.setAttribute("aria-expanded", String(open));
});

const box = document.querySelector<HTMLElement>(".search");
if (box) search(box);

if (document.querySelector("waymark-live")) void import("./live.js");
