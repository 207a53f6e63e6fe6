/** The journey map: who is in which stage, by which touchpoint they came, where they went and where they stopped. */
import type { Facts } from "./facts.js";
import { type Range, WITHIN, within } from "./range.js";
import { PRESETS, stagesOf } from "./stages.js";

/** Steps of a path that are drawn; the rest of it is cut. */
const MAX_STEPS = 4;
const MAX_TOUCHPOINTS = 12;
const MAX_SEGMENTS = 12;

/** Visits with their channel. What a till, an app or a call told counts as a touchpoint of its own. */
const VISITS = `SELECT session, any_value(visitor) AS visitor, min(happened) AS happened,
    coalesce(any_value(touch), any_value(channel), 'Unassigned') AS touchpoint
  FROM console_facts WHERE ${WITHIN} AND session IS NOT NULL GROUP BY session`;

/** Only entries of the machine the shop runs now: stages of another one mean something else. */
const ENTRIES = `SELECT visitor, happened, position, stage FROM console_facts
  WHERE name = 'Stage Entered' AND journey = $3 AND happened < $2::TIMESTAMP AND stage IS NOT NULL`;

export interface Shape {
  journey?: { preset?: unknown; stages?: unknown };
}

/** The machine in the configuration, or where nobody has entered one of its stages, the one events tell of. */
export async function machine(
  facts: Facts,
  range: Range,
  config: Shape,
): Promise<{ preset: string; stages: string[] }> {
  const own = stagesOf(config.journey);
  const rows = await facts.ask(
    `SELECT journey, count(*)::DOUBLE AS entries FROM console_facts WHERE ${WITHIN} AND name = 'Stage Entered' AND journey IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
    within(range),
  );
  if (rows.length === 0 || rows.some(({ journey }) => journey === own.preset)) return own;
  const known = rows.map(({ journey }) => String(journey)).find((journey) => Object.hasOwn(PRESETS, journey));
  return known ? { preset: known, stages: PRESETS[known] ?? [] } : own;
}

export async function journey(facts: Facts, range: Range, config: Shape) {
  const { preset, stages } = await machine(facts, range, config);
  const order = JSON.stringify(stages);
  const values = within(range, preset);

  // Furthest stage of everybody who was there in this time; without an entry it is the first.
  const reached = await facts.ask(
    `WITH there AS (SELECT DISTINCT visitor FROM console_facts WHERE ${WITHIN}),
      furthest AS (SELECT visitor, max(list_position(from_json($4, '["VARCHAR"]'), stage)) AS place FROM (${ENTRIES}) GROUP BY 1)
      SELECT coalesce(place, 1)::INT AS place, count(*)::DOUBLE AS visitors FROM there LEFT JOIN furthest USING (visitor) GROUP BY 1`,
    [...values, order],
  );
  const spent = await facts.ask(
    `SELECT from_stage AS stage, median(spent_ms)::DOUBLE AS ms, count(*)::DOUBLE AS moves,
      count_if(list_position(from_json($4, '["VARCHAR"]'), stage) < list_position(from_json($4, '["VARCHAR"]'), from_stage))::DOUBLE AS backwards
      FROM console_facts WHERE ${WITHIN} AND name = 'Stage Entered' AND journey = $3 GROUP BY 1`,
    [...values, order],
  );
  const touchpoints = await facts.ask(
    `WITH visits AS (${VISITS}), entries AS (${ENTRIES})
      SELECT visits.touchpoint, coalesce(entries.stage, '') AS stage, count(*)::DOUBLE AS visits, count(DISTINCT visits.visitor)::DOUBLE AS visitors
      FROM visits ASOF LEFT JOIN entries ON visits.visitor = entries.visitor AND visits.happened >= entries.happened
      GROUP BY ALL`,
    values,
  );
  const flows = await facts.ask(
    `WITH visits AS (${VISITS}),
      first AS (SELECT visitor, min_by(touchpoint, happened) AS touchpoint FROM visits GROUP BY 1),
      steps AS (SELECT visitor, stage, row_number() OVER (PARTITION BY visitor ORDER BY position) AS step
        FROM (${ENTRIES}) WHERE happened >= $1::TIMESTAMP),
      paths AS (SELECT visitor, list(stage ORDER BY step) AS path FROM steps WHERE step <= ${MAX_STEPS} GROUP BY 1)
      SELECT first.touchpoint, coalesce(path, []) AS path, count(*)::DOUBLE AS visitors
      FROM first LEFT JOIN paths USING (visitor) GROUP BY ALL ORDER BY 3 DESC LIMIT 400`,
    values,
  );
  const segments = await facts.ask(
    `WITH visits AS (${VISITS}),
      members AS (SELECT visitor, segment, max_by(name, position) AS last FROM console_facts
        WHERE name IN ('Segment Entered', 'Segment Left') AND segment IS NOT NULL AND happened < $2::TIMESTAMP GROUP BY ALL)
      SELECT segment, touchpoint, count(*)::DOUBLE AS visits, count(DISTINCT visitor)::DOUBLE AS visitors
      FROM members JOIN visits USING (visitor) WHERE last = 'Segment Entered' GROUP BY ALL ORDER BY 3 DESC LIMIT 300`,
    within(range),
  );
  const place = (index: number): number =>
    reached.filter((row) => Number(row.place) > index).reduce((sum, row) => sum + Number(row.visitors), 0);
  return {
    preset,
    stages: stages.map((stage, i) => {
      const left = spent.find((row) => row.stage === stage);
      return {
        stage,
        reached: place(i),
        here: place(i) - place(i + 1),
        medianMs: left ? Number(left.ms) : null,
        backwards: Number(left?.backwards ?? 0),
      };
    }),
    touchpoints: matrix(touchpoints, stages),
    ...sankey(flows, stages),
    segments: preferences(segments),
  };
}

/** Rows per touchpoint, the busiest first; what is no stage of this machine counts as the first. */
function matrix(rows: Record<string, unknown>[], stages: string[]) {
  const lines = new Map<string, { touchpoint: string; visits: number[]; all: number }>();
  for (const { touchpoint, stage, visits } of rows) {
    const name = String(touchpoint);
    const line = lines.get(name) ?? { touchpoint: name, visits: stages.map(() => 0), all: 0 };
    const index = Math.max(0, stages.indexOf(String(stage)));
    line.visits[index] = (line.visits[index] ?? 0) + Number(visits);
    line.all += Number(visits);
    lines.set(name, line);
  }
  return [...lines.values()].sort((a, b) => b.all - a.all).slice(0, MAX_TOUCHPOINTS);
}

/** Paths as layers: touchpoint, then each stage entered, then where it ended. A stage entered twice stands in two layers. */
function sankey(rows: Record<string, unknown>[], stages: string[]) {
  const links = new Map<string, { source: string; target: string; visitors: number }>();
  const sums = new Map<string, number>();
  for (const row of rows)
    sums.set(String(row.touchpoint), (sums.get(String(row.touchpoint)) ?? 0) + Number(row.visitors));
  const main = new Set(
    [...sums]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 7)
      .map(([name]) => name),
  );
  const link = (source: string, target: string, visitors: number): void => {
    const key = JSON.stringify([source, target]);
    const known = links.get(key);
    if (known) known.visitors += visitors;
    else links.set(key, { source, target, visitors });
  };
  for (const { touchpoint, path, visitors } of rows) {
    const name = main.has(String(touchpoint)) ? String(touchpoint) : "Other";
    const entered = (path as unknown[]).map(String).filter((stage) => stages.includes(stage));
    let last = `0:${name}`;
    const walk = [stages[0] ?? "", ...entered.filter((stage, i) => i > 0 || stage !== stages[0])];
    walk.forEach((stage, i) => {
      link(last, `${i + 1}:${stage}`, Number(visitors));
      last = `${i + 1}:${stage}`;
    });
  }
  const nodes = [...new Set([...links.values()].flatMap(({ source, target }) => [source, target]))];
  return { nodes, links: [...links.values()] };
}

function preferences(rows: Record<string, unknown>[]) {
  const segments = new Map<
    string,
    { segment: string; visits: number; touchpoints: { touchpoint: string; visits: number }[] }
  >();
  for (const { segment, touchpoint, visits } of rows) {
    const name = String(segment);
    const entry = segments.get(name) ?? { segment: name, visits: 0, touchpoints: [] };
    entry.visits += Number(visits);
    entry.touchpoints.push({ touchpoint: String(touchpoint), visits: Number(visits) });
    segments.set(name, entry);
  }
  return [...segments.values()].sort((a, b) => b.visits - a.visits).slice(0, MAX_SEGMENTS);
}
