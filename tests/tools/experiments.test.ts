import assert from "node:assert/strict";
import { describe, mock, test } from "node:test";
import { GrowthBook } from "@growthbook/growthbook";
import { ask } from "../support/command-line.ts";
import { dice } from "../support/dice.ts";

// `waymark experiment` beside GrowthBook's own package, on generated features, experiments and redirects.
const count = Number(process.env.EXPERIMENTS ?? 1_500);
const seed = Number(process.env.SEED ?? 2026);

type Members = { [name: string]: unknown };

// GrowthBook says there what it thinks of a broken pattern.
mock.method(console, "error", () => {});

const roll = dice(seed);
const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
/** Members, each there as often as its chance in ten says. */
const some = (members: { [name: string]: [number, () => unknown] }): Members =>
  Object.fromEntries(
    Object.entries(members)
      .filter(([, [chance]]) => roll(10) < chance)
      .map(([name, [, make]]) => [name, make()]),
  );
const list = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const share = () => pick([0, 0.05, 0.1, 0.25, 0.33, 0.5, 0.75, 0.9, 1]);

const attributes = () =>
  some({
    id: [9, () => pick(["1", "2", "user-7", "é", "", 42, "a b", `u${roll(1_000)}`])],
    device: [6, () => pick(["d1", "d2", 7, ""])],
    plan: [7, () => pick(["free", "pro", null])],
    age: [7, () => roll(60)],
  });
const condition = () => pick([{ plan: "pro" }, { age: { $gte: 30 } }, { $not: { plan: "free" } }, {}]);
const range = () => [share(), share()].sort((a, b) => a - b);
const filters = () =>
  list(1 + roll(2), () => ({
    seed: pick(["f", "g"]),
    ranges: list(1 + roll(2), range),
    ...some({ hashVersion: [6, () => pick([1, 2])], attribute: [4, () => pick(["id", "device", "none"])] }),
  }));
const parents = () =>
  list(1, () => ({
    id: pick(["base", "switch", "round", "missing"]),
    condition: pick([{ value: true }, { value: { $gt: 1 } }, { value: "on" }, {}]),
    ...some({ gate: [5, () => true] }),
  }));

/** What an experiment and the rule of a feature have in common. */
const assignment = (n: number) =>
  some({
    weights: [5, () => pick([list(n, () => 1 / n), list(n, (i) => (i === 0 ? 0.9 : 0.1 / (n - 1))), [0.1, 0.2]])],
    coverage: [4, () => pick([share(), 0.5, 1.5])],
    hashVersion: [6, () => pick([1, 2])],
    hashAttribute: [4, () => pick(["id", "device", "none"])],
    fallbackAttribute: [3, () => pick(["device", "id"])],
    seed: [4, () => pick(["s1", "s2"])],
    namespace: [3, () => [pick(["ns", "other"]), ...range()]],
    filters: [2, filters],
    ranges: [2, () => list(n, range)],
    condition: [3, condition],
    parentConditions: [2, parents],
    meta: [
      4,
      () => list(n, (i) => ({ key: `v${i}`, ...some({ name: [3, () => `name ${i}`], passthrough: [1, () => true] }) })),
    ],
    disableStickyBucketing: [1, () => true],
    bucketVersion: [2, () => roll(3)],
    minBucketVersion: [1, () => roll(3)],
  });
const experiment = (): Members => {
  const n = 2 + roll(3);
  return {
    key: pick(["exp-a", "exp-b", "exp-c"]),
    variations: list(n, (i) => pick([i, `v${i}`, { n: i }])),
    ...assignment(n),
    ...some({
      active: [1, () => pick([true, false])],
      force: [1, () => roll(n)],
      status: [1, () => pick(["draft", "running", "stopped"])],
      urlPatterns: [1, () => [{ type: "simple", include: true, pattern: pick(["/shop/*", "shop.example/"]) }]],
    }),
  };
};
const rule = (): Members => {
  if (roll(2)) {
    return {
      force: pick([true, 0, "on", null, { a: 1 }]),
      ...some({
        id: [3, () => "rule-1"],
        condition: [4, condition],
        coverage: [4, share],
        range: [2, range],
        seed: [3, () => "s"],
        hashVersion: [5, () => pick([1, 2])],
        hashAttribute: [3, () => pick(["id", "device", "none"])],
        fallbackAttribute: [2, () => "device"],
        filters: [2, filters],
        parentConditions: [3, parents],
      }),
    };
  }
  const n = 2 + roll(2);
  return {
    variations: list(n, (i) => pick([i, `v${i}`])),
    ...some({ key: [5, () => "exp-f"], id: [3, () => "rule-2"] }),
    ...assignment(n),
  };
};
const features = () => ({
  base: { defaultValue: pick([true, false, 2]) },
  switch: { defaultValue: "off", rules: [{ condition: condition(), force: "on" }] },
  round: { defaultValue: 1, rules: [{ parentConditions: [{ id: "f", condition: {} }], force: 2 }] },
  f: { defaultValue: pick([false, "no", 0]), rules: list(1 + roll(3), rule) },
});
const url = () =>
  pick([
    "https://shop.example/",
    "https://shop.example/shop/toys?exp-a=1&page=2",
    "http://shop.example/shop/?exp-b=0#exp-c=1",
    "https://shop.example/?exp-f=1",
  ]);
const context = () => ({
  attributes: attributes(),
  features: features(),
  url: url(),
  ...some({
    forcedVariations: [1, () => ({ "exp-a": roll(3), "exp-f": 1 })],
    qaMode: [1, () => true],
    enabled: [1, () => pick([true, false])],
  }),
});
const assignments = () =>
  Object.fromEntries(
    [
      ["id", "1"],
      ["id", "2"],
      ["device", "d1"],
      ["device", "7"],
    ]
      .filter(() => roll(2))
      .map(([attributeName, attributeValue]) => [
        `${attributeName}||${attributeValue}`,
        {
          attributeName,
          attributeValue,
          assignments: Object.fromEntries(
            ["exp-a__0", "exp-a__1", "exp-b__0", "exp-f__0", "f__0", "exp-c__2"]
              .filter(() => roll(3) === 0)
              .map((key) => [key, pick(["v0", "v1", "v2", "gone"])]),
          ),
        },
      ]),
  );

const service = {
  getAssignments: async () => null,
  saveAssignments: async () => undefined,
  getAllAssignments: async () => ({}),
  getAssignmentsSync: () => null,
  getKey: (a: string, b: string) => `${a}||${b}`,
};
const theirs = (given: Members, sticky?: unknown) =>
  new GrowthBook({
    ...structuredClone(given),
    ...(sticky ? { stickyBucketService: service, stickyBucketAssignmentDocs: structuredClone(sticky) } : {}),
  } as never);
const plain = (value: unknown): Members => JSON.parse(JSON.stringify(value));

/** What both answer, but for what only one of them says. */
function compare(questions: unknown[], wanted: Members[]) {
  const got = ask(["experiment"], questions);
  assert.equal(got.length, wanted.length);
  const odd: string[] = [];
  wanted.forEach((one, i) => {
    const { stickyBucketAssignmentDocs, ...answer } = got[i] as Members;
    try {
      assert.deepEqual(answer, one);
    } catch {
      odd.push(`${JSON.stringify(questions[i])}\n  ours ${JSON.stringify(answer)}\n  theirs ${JSON.stringify(one)}`);
    }
  });
  assert.equal(odd.length, 0, `${odd.length} differ:\n${odd.slice(0, 4).join("\n")}`);
}

describe("GrowthBook's experiments, generated", () => {
  for (const sticky of [false, true]) {
    const stuck = sticky ? ", with sticky buckets" : "";
    test(`run${stuck}`, () => {
      const questions = list(count, () => ({
        ...context(),
        ...(sticky ? { stickyBucketAssignmentDocs: assignments() } : {}),
        experiment: experiment(),
      }));
      const wanted = questions.map(({ experiment: asked, ...given }) =>
        plain(theirs(given, (given as Members).stickyBucketAssignmentDocs).run(structuredClone(asked) as never)),
      );
      compare(questions, wanted);
      const inside = wanted.filter((one) => one.inExperiment).length;
      assert.ok(inside > count / 5 && inside < count, String(inside));
    });

    test(`features${stuck}`, () => {
      const questions = list(count, () => ({
        ...context(),
        ...(sticky ? { stickyBucketAssignmentDocs: assignments() } : {}),
        feature: "f",
      }));
      const wanted = questions.map(({ feature, ...given }) =>
        plain(theirs(given, (given as Members).stickyBucketAssignmentDocs).evalFeature(feature)),
      );
      compare(questions, wanted);
      const sources = new Set(wanted.map((one) => one.source));
      assert.deepEqual([...sources].sort(), [
        "cyclicPrerequisite",
        "defaultValue",
        "experiment",
        "force",
        "prerequisite",
      ]);
    });
  }

  test("redirects", () => {
    const pattern = () =>
      pick([
        { type: "simple", include: true, pattern: pick(["/shop/*", "shop.example/", "*.example/SHOP/", "/*?page=2", "/#exp-c=1", "/shop/toys"]) },
        { type: "simple", include: false, pattern: pick(["/shop/*", "other.example/*"]) },
        { type: "regex", include: true, pattern: pick(["^https://shop", "/shop/?$", "page=\\d", "("]) },
      ]); // biome-ignore format: a kind a line
    const redirect = (i: number) => ({
      key: `exp-${i}`,
      ...assignment(2),
      urlPatterns: list(1 + roll(2), pattern),
      variations: [
        {},
        { urlRedirect: pick(["https://shop.example/new", "http://other.example/a?page=9&b=%20c", "https://shop.example/shop/x", "/relative"]) },
      ], // biome-ignore format: an address a line
      ...some({ persistQueryString: [5, () => true], manual: [1, () => true] }),
    });
    const questions = list(count, () => {
      const { features: _, ...given } = context();
      return {
        ...given,
        experiments: list(1 + roll(3), redirect),
        ...some({ disableCrossOriginUrlRedirectExperiments: [2, () => true] }),
      };
    });
    let sent = 0;
    const got = ask(["experiment"], questions) as unknown as Members[][];
    questions.forEach((one, i) => {
      let to = "";
      const book = new GrowthBook({ ...structuredClone(one), navigate: (url: string) => { to = url; } } as never); // biome-ignore format: short
      book.destroy();
      sent += to ? 1 : 0;
      assert.equal((got[i]?.[0]?.urlWithParams as string) ?? "", to, JSON.stringify(one));
    });
    assert.ok(sent > count / 100, String(sent));
  });
});
