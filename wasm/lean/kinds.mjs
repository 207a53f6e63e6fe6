import { sitesWithGoods, sitesWithMore, sitesWithRules } from "./workloads/any-rules.mjs";
import { byDefinition } from "./workloads/destinations.mjs";
import { recommending } from "./workloads/recommendations.mjs";
import { everything } from "./workloads/rich.mjs";
import { personal } from "./workloads/rules.mjs";
import { tracking } from "./workloads/tracking.mjs";

const rules = [tracking, personal, sitesWithRules];
const recommend = [...rules, recommending, sitesWithGoods];
const rich = [...recommend, everything, sitesWithMore];

/**
 * A core for each kind of site, by the name of its file, and what visitors do there: a list of configurations, each with a
 * visit (site.mjs). Which kind a configuration is of says js-bindings/src/engine/kinds.ts.
 */
export const kinds = {
  waymark: [tracking],
  "waymark-destinations": [tracking, byDefinition],
  "waymark-rules": rules,
  "waymark-recommend": recommend,
  "waymark-rich": rich,
  "waymark-all": [...rich, byDefinition],
};
