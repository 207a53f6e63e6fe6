const paths = { segment: "/v1/batch", ndjson: "/v1/events" };

/** The configuration of the page: defaults, and one destination of the type that is tried. */
export function configFor(collectorUrl, type) {
  return { version: 1, destinations: [{ id: "own", type, url: `${collectorUrl}${paths[type]}`, writeKey: "bench" }] };
}
