import mixpanel from "mixpanel-browser";
import { numberedEvent } from "../event.mjs";

window.sdk = {
  async init(collectorUrl) {
    mixpanel.init("bench", {
      api_host: collectorUrl,
      // As by default with the vendor's own hosts; with any other it would be base64.
      api_payload_format: "json",
      autocapture: false,
      flags: false,
      track_pageview: false,
      record_sessions_percent: 0,
    });
  },
  track(number, call) {
    const { name, properties } = numberedEvent(number, call);
    mixpanel.track(name, properties);
  },
};
