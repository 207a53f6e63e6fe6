import { bulk } from "./bulk.mjs";
import { kills } from "./kills.mjs";
import { leaving } from "./leaving.mjs";
import { loading } from "./loading.mjs";
import { outages } from "./outages.mjs";
import { refusals } from "./refusals.mjs";
import { storage } from "./storage.mjs";
import { tabs } from "./tabs.mjs";

/** Every row, in the order of the table (README.md of this folder). */
export const rows = [...kills, ...leaving, ...outages, ...tabs, ...bulk, ...storage, ...refusals, ...loading];
