import * as amplitude from "@amplitude/analytics-browser";
import { numberedEvent } from "../event.mjs";

window.sdk = {
  init(collectorUrl) {
    return amplitude.init("bench", undefined, {
      serverUrl: `${collectorUrl}/2/httpapi`,
      autocapture: false,
      remoteConfig: { fetchRemoteConfig: false },
      enableDiagnostics: false,
      // As it does by itself with the vendor's own hosts.
      enableRequestBodyCompression: true,
    }).promise;
  },
  track(number, call) {
    const { name, properties } = numberedEvent(number, call);
    amplitude.track(name, properties);
  },
};
