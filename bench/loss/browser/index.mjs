import * as chromium from "./chromium.mjs";
import * as firefox from "./firefox.mjs";
import * as webkit from "./webkit.mjs";

/** Every engine there is a driver for (README.md of this folder). */
export const engines = { chromium, firefox, webkit };
