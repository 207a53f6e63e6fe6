/** The shop's own script, one for all pages: what is on every page, then what this page needs. */
import { cart } from "./cart.js";
import { showCount, watchOtherTabs } from "./cart-store.js";
import { checkout } from "./checkout.js";
import { eventConsole } from "./console.js";
import { category, search, watchClicks, watchSort } from "./listing.js";
import { privacy } from "./privacy.js";
import { product } from "./product.js";
import { thankYou } from "./thank-you.js";

const pages: Record<string, () => void | Promise<void>> = {
  category,
  search,
  product,
  cart,
  checkout,
  "thank-you": thankYou,
  console: eventConsole,
};

showCount();
watchOtherTabs();
watchClicks();
watchSort();
privacy();
void pages[document.body.dataset.page ?? ""]?.();

// The department we are in, in view on a narrow screen.
const current = document.querySelector<HTMLElement>(".departments [aria-current]");
const strip = current?.closest("ul");
if (current && strip) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - 24;
