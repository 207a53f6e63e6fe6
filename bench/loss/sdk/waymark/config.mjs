const paths = { segment: "/v1/batch", ndjson: "/v1/events" };

/** What the page tells by itself is off, as it is in the peers: the row counts its own events. */
const signals = {
  ...{ scroll: [], form: false, engagement: false, rageClick: false, print: false, media: false },
  ...{ vitals: false, error: false, duplicateTab: false },
};

/** The configuration of the page: defaults, and one destination of the type that is tried. */
export function configFor(collectorUrl, type) {
  return {
    version: 1,
    signals,
    destinations: [{ id: "own", type, url: `${collectorUrl}${paths[type]}`, writeKey: "bench" }],
  };
}
