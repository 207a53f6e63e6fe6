import { AnalyticsBrowser } from "@segment/analytics-next";
import { numberedEvent } from "../event.mjs";

let analytics;

window.sdk = {
  /** The settings a workspace without device-mode destinations gets from Segment's CDN, given instead of fetched. */
  async init(collectorUrl) {
    const { host, protocol } = new URL(collectorUrl);
    const destination = { apiKey: "bench", apiHost: `${host}/v1`, protocol: protocol.slice(0, -1) };
    analytics = AnalyticsBrowser.load(
      {
        writeKey: "bench",
        cdnSettings: {
          integrations: { "Segment.io": { ...destination, unbundledIntegrations: [], addBundledMetadata: true } },
          metrics: { sampleRate: 0 },
        },
      },
      { integrations: { "Segment.io": destination } },
    );
    await analytics.ready();
  },
  track(number, call) {
    const { name, properties } = numberedEvent(number, call);
    // Its promise is rejected where the event could not be sent.
    analytics.track(name, properties).catch(() => {});
  },
};
