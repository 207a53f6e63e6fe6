/** What visitors answered: NPS, CSAT and CES over time, and in their own words. */
import type { Facts } from "./facts.js";
import { bucketOf, buckets, type Range, WITHIN, within } from "./range.js";
import type { ShopConfig } from "./shop-config.js";
import { nps, wilson, zOf } from "./statistics.js";

/** Scale of each kind of question (docs/messages.md). */
const SCALES = { nps: [0, 10], csat: [1, 5], ces: [1, 7] } as const;
type Kind = keyof typeof SCALES;
const KINDS = Object.keys(SCALES) as Kind[];
const MAX_QUESTIONS = 20;
const MAX_WORDS = 30;
const MAX_WORDS_LENGTH = 500;

/** Questions by kind: those of the configuration, and those simply named after it. */
function questionsOf(kind: Kind, config: ShopConfig): string[] {
  const ids = config.rules.flatMap(({ questions }) =>
    Object.entries(questions).flatMap(([id, type]) => (type === kind ? [id] : [])),
  );
  return [...new Set([kind, ...ids])].slice(0, MAX_QUESTIONS);
}

/** JSON pointer (RFC 6901) to an answer: unlike a JSON path it takes any id. */
const pointer = (id: string): string => `/answers/${id.replaceAll("~", "~0").replaceAll("/", "~1")}`;

async function score(facts: Facts, range: Range, kind: Kind, config: ShopConfig) {
  const [low, high] = SCALES[kind];
  const pointers = questionsOf(kind, config).map(pointer);
  const rows = await facts.ask(
    `SELECT ${bucketOf({ ...range, bucket: range.bucket === "hour" ? "hour" : "week" })} AS bucket, answer::INT AS answer, count(*)::DOUBLE AS count FROM (
      SELECT happened, TRY_CAST(unnest(json_extract_string(detail, from_json($3, '["VARCHAR"]'))) AS DOUBLE) AS answer
      FROM console_facts WHERE ${WITHIN} AND name = 'Message Submitted' AND detail IS NOT NULL)
      WHERE answer BETWEEN ${low} AND ${high} AND answer = floor(answer) GROUP BY ALL`,
    within(range, JSON.stringify(pointers)),
  );
  const names = buckets({ ...range, bucket: range.bucket === "hour" ? "hour" : "week" });
  const counts = Array.from({ length: high - low + 1 }, (_, i) =>
    rows.filter((row) => row.answer === low + i).reduce((sum, row) => sum + Number(row.count), 0),
  );
  const of = (name: string) =>
    rows.filter((row) => row.bucket === name).map((row) => [Number(row.answer), Number(row.count)] as const);
  return {
    counts,
    ...figure(
      kind,
      counts.map((count, i) => [low + i, count] as const),
    ),
    series: names.map((name) => ({ bucket: name, ...figure(kind, of(name)) })),
  };
}

/** NPS -100 to 100; CSAT the share of 4 and 5; CES the mean of 1 to 7. Each with its 95 % interval. */
function figure(kind: Kind, answers: (readonly [number, number])[]) {
  const n = answers.reduce((sum, [, count]) => sum + count, 0);
  const where = (test: (answer: number) => boolean): number =>
    answers.filter(([answer]) => test(answer)).reduce((sum, [, count]) => sum + count, 0);
  const z = zOf(0.95);
  if (n === 0) return { n, score: null, low: null, high: null };
  if (kind === "nps")
    return {
      n,
      ...nps(
        where((a) => a >= 9),
        where((a) => a <= 6),
        n,
        z,
      ),
    };
  if (kind === "csat") {
    const good = where((a) => a >= 4);
    const interval = wilson(good, n, z);
    return { n, score: (100 * good) / n, low: 100 * interval.low, high: 100 * interval.high };
  }
  const mean = answers.reduce((sum, [answer, count]) => sum + answer * count, 0) / n;
  const variance = answers.reduce((sum, [answer, count]) => sum + count * (answer - mean) ** 2, 0) / Math.max(1, n - 1);
  const half = z * Math.sqrt(variance / n);
  return { n, score: mean, low: Math.max(1, mean - half), high: Math.min(7, mean + half) };
}

export async function feedback(facts: Facts, range: Range, config: ShopConfig) {
  const scores = {} as Record<Kind, Awaited<ReturnType<typeof score>>>;
  for (const kind of KINDS) scores[kind] = await score(facts, range, kind, config);
  const submitted = await facts.ask(
    `SELECT strftime(happened, '%Y-%m-%dT%H:%M:%SZ') AS happened, rule, detail FROM console_facts
      WHERE ${WITHIN} AND name = 'Message Submitted' AND template = 'survey' ORDER BY position DESC LIMIT 600`,
    within(range),
  );
  const [asked = {}] = await facts.ask<Record<string, number>>(
    `SELECT count_if(name = 'Message Shown')::DOUBLE AS shown, count_if(name = 'Message Submitted')::DOUBLE AS answered
      FROM console_facts WHERE ${WITHIN} AND template = 'survey'`,
    within(range),
  );
  return { scores, asked, words: words(submitted) };
}

/** Answers people wrote themselves, the newest first, with the score they gave along with them. */
function words(rows: Record<string, unknown>[]) {
  const out: { happened: string; rule: string; question: string; text: string; nps: number | null }[] = [];
  for (const { happened, rule, detail } of rows) {
    const answers = (JSON.parse(String(detail)) as { answers?: unknown } | null)?.answers;
    if (typeof answers !== "object" || answers === null) continue;
    const entries = Object.entries(answers);
    const score = entries.find(([id]) => id === "nps")?.[1];
    for (const [question, text] of entries) {
      if (typeof text !== "string" || text.trim().length < 3) continue;
      out.push({
        happened: String(happened),
        rule: String(rule),
        question: question.slice(0, 80),
        text: text.slice(0, MAX_WORDS_LENGTH),
        nps: typeof score === "number" ? score : null,
      });
      if (out.length === MAX_WORDS) return out;
    }
  }
  return out;
}
