import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";

/**
 * A log made up: `clicks` clicks on `items` items in visits of five. Items are as popular as 1/rank; a visit stays near
 * where it began, so that there is something to learn. The same numbers give the same file.
 *
 * @returns {Promise<string>} Path of the CSV file; one that is there already is kept.
 */
export async function madeUpLog(clicks, items) {
  mkdirSync("build/bench-recommend", { recursive: true });
  const path = `build/bench-recommend/clicks-${clicks}-${items}.csv`;
  if (existsSync(path)) return path;
  const out = createWriteStream(`${path}.part`);
  let state = 42;
  const draw = () => {
    // Lehmer's generator with the constants of Park and Miller.
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const perVisit = 5;
  const logItems = Math.log(items);
  let text = "session,item,time\n";
  for (let n = 0; n < clicks; n += perVisit) {
    let item = Math.floor(Math.exp(draw() * logItems)) - 1;
    for (let step = 0; step < perVisit; step++) {
      text += `v${n},${item},${1_700_000_000 + n + step}\n`;
      // Mostly to one of eight neighbours, which are spread over all items, at times anywhere.
      item =
        draw() < 0.8
          ? (item * 31 + 1 + Math.floor(draw() * draw() * 8) * 977) % items
          : Math.floor(Math.exp(draw() * logItems)) - 1;
    }
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
  }
  out.end(text);
  await once(out, "finish");
  renameSync(`${path}.part`, path);
  return path;
}
