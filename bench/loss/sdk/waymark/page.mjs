import { waymark } from "/waymark/waymark.mjs";
import { numberedEvent } from "../event.mjs";
import { configFor } from "./config.mjs";

/** As a customer has it with bundlers: the module and an inline configuration. */
window.sdk = {
  async init(collectorUrl, options) {
    waymark.init({ config: configFor(collectorUrl, options.destinationType) });
    await waymark.ready;
  },
  track(number, call) {
    const { name, properties } = numberedEvent(number, call);
    waymark.track(name, properties);
  },
};
