// The build that holds its plugins; the default one fetches them from the vendor's CDN.
import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";
import { numberedEvent } from "../event.mjs";

/** What the control plane says of a source without device-mode destinations, given instead of fetched. */
const sourceConfig = {
  source: {
    id: "bench",
    name: "bench",
    writeKey: "bench",
    workspaceId: "bench",
    enabled: true,
    config: {},
    connections: [],
    destinations: [],
  },
};

const analytics = new RudderAnalytics();

window.sdk = {
  init(collectorUrl) {
    return new Promise((resolve) => {
      analytics.ready(resolve);
      analytics.load("bench", collectorUrl, {
        getSourceConfig: () => sourceConfig,
        loadIntegration: false,
        sendAdblockPage: false,
        polyfillIfRequired: false,
      });
    });
  },
  track(number, call) {
    const { name, properties } = numberedEvent(number, call);
    analytics.track(name, properties);
  },
};
