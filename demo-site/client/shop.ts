/** The shop's own script, one for all pages: what is on every page, then what this page needs. */
import { account } from "./account.js";
import { tell } from "./account-store.js";
import { cart } from "./cart.js";
import { showCount, watchOtherTabs } from "./cart-store.js";
import { checkout } from "./checkout.js";
import { keepCouponOfLink } from "./coupon.js";
import { favouritesPage, watchHearts } from "./favourites.js";
import { category, search, watchClicks, watchSort } from "./listing.js";
import { privacy } from "./privacy.js";
import { product } from "./product.js";
import { suggest } from "./suggest.js";
import { thankYou } from "./thank-you.js";

const pages: Record<string, () => void | Promise<void>> = {
  account,
  favourites: favouritesPage,
  category,
  search,
  product,
  cart,
  checkout,
  "thank-you": thankYou,
};

showCount();
watchOtherTabs();
watchClicks();
watchSort();
privacy();
watchHearts();
suggest();
tell();
keepCouponOfLink();
void pages[document.body.dataset.page ?? ""]?.();

// The department we are in, in view on a narrow screen.
const current = document.querySelector<HTMLElement>(".departments [aria-current]");
const strip = current?.closest("ul");
if (current && strip) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - 24;
