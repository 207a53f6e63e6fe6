import { readFileSync } from "node:fs";
import { oneOfACrowd } from "./crowd.mjs";
import { base } from "./goods.mjs";
import { visit } from "./visits.mjs";

const definition = (name) =>
  JSON.parse(readFileSync(new URL(`../../../destinations/${name}.json`, import.meta.url), "utf8"));

const settings = { matomo: { siteId: 1 } };
const names = [
  "segment",
  "posthog",
  "snowplow",
  "ga4",
  "matomo",
  "amplitude",
  "mixpanel",
  "meta",
  "otlp",
  "cloudevents",
  "cloudevents-single",
];

/** Sites whose destinations are other people's formats. */
export const byDefinition = names.flatMap((name, i) => {
  const config = {
    ...base,
    destinations: [
      {
        id: "main",
        type: name,
        url: "https://in.example/e",
        writeKey: "k",
        definition: definition(name),
        settings: settings[name] ?? {},
      },
    ],
  };
  return [
    { config, visit },
    ...Array.from({ length: 12 }, (_, n) => ({ config, visit: oneOfACrowd(5_000 + i * 12 + n) })),
  ];
});
