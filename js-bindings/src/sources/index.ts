import type { Input } from "../protocol.js";

/** A site whose product is said by a call or its data layer says so within this time; then what its markup says counts. */
const patienceMs = 1_500;

/** What the site's own tags and markup say already. */
export interface Sources {
  /** The page is hidden, perhaps for ever. */
  hidden(): void;
  /** Another page begins without a load. */
  route(): void;
}

/**
 * Reads what the configuration asks for: the data layer (`dataLayer`), schema.org markup (`jsonLd`), each in a file of
 * its own.
 *
 * @param config of the site, which nobody has checked yet.
 */
export function watchSources(
  config: unknown,
  put: (input: Input) => void,
  complain: (code: string, found: string) => void,
): Sources {
  const { dataLayer, jsonLd } = (config ?? {}) as { dataLayer?: unknown; jsonLd?: unknown };
  const missing = (error: unknown) => complain("sources.unavailable", String(error));
  let drain = () => {};
  let look: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const lookNow = () => {
    timer = undefined;
    look?.();
  };
  const lookSoon = () => {
    clearTimeout(timer);
    if (look) timer = setTimeout(lookNow, patienceMs);
  };
  if (dataLayer)
    import("./data-layer.js").then(({ watchDataLayer }) => {
      drain = watchDataLayer(dataLayer, put, complain);
    }, missing);
  if (jsonLd)
    import("./json-ld.js").then(({ readJsonLd }) => {
      look = readJsonLd(jsonLd, put, complain);
      lookSoon();
    }, missing);
  return {
    hidden() {
      drain();
      if (!timer) return;
      clearTimeout(timer);
      lookNow();
    },
    route: lookSoon,
  };
}
