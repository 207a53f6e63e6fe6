import { newTracker, trackSelfDescribingEvent } from "@snowplow/browser-tracker";
import { numberedEvent } from "../event.mjs";

const schema = "iglu:com.example/product_viewed/jsonschema/1-0-0";

window.sdk = {
  async init(collectorUrl) {
    newTracker("sp", collectorUrl, { appId: "bench" });
  },
  track(number, call) {
    const { properties } = numberedEvent(number, call);
    trackSelfDescribingEvent({ event: { schema, data: properties } });
  },
};
