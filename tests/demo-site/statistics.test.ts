import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Random } from "../../demo-site/history/random.js";
import { compare } from "../../demo-site/server/console/lift.js";
import {
  chiSquareTail,
  newcombe,
  normalQuantile,
  nps,
  relativeLift,
  sampleRatio,
  welch,
  wilson,
  zOf,
} from "../../demo-site/server/console/statistics.js";

const near = (actual: number | undefined, expected: number, digits: number, what = "") =>
  assert.equal(actual?.toFixed(digits), expected.toFixed(digits), what);

describe("the console's estimates", () => {
  it("give what their sources print", () => {
    const z = zOf(0.95);
    near(z, 1.959964, 6);
    near(normalQuantile(0.001), -3.090232, 6);
    // Newcombe 1998, Statistics in Medicine 17, 857: 81 of 263, and 15 of 148.
    const score = wilson(81, 263, z);
    near(score.low, 0.2553, 4);
    near(score.high, 0.3662, 4);
    // Newcombe 1998, Statistics in Medicine 17, 873: 56/70 - 48/80, method 10.
    const difference = newcombe(56, 70, 48, 80, z);
    near(difference.low, 0.0524, 4);
    near(difference.high, 0.3339, 4);
    // The same paper: 10/10 - 0/20, where others have an interval of no width.
    const extreme = newcombe(10, 10, 0, 20, z);
    near(extreme.low, 0.6791, 4);
    near(extreme.high, 1, 4);
    // Katz by hand: ln 2 ± z √(1/10 - 1/100 + 1/5 - 1/100).
    const ratio = relativeLift(10, 100, 5, 100, z);
    near(ratio?.low, 2 * Math.exp(-z * Math.sqrt(0.28)) - 1, 9);
    near(ratio?.high, 2 * Math.exp(z * Math.sqrt(0.28)) - 1, 9);
    // Tables of the chi-square distribution.
    for (const [x, freedom, tail] of [
      [3.841, 1, 0.05],
      [6.635, 1, 0.01],
      [9.488, 4, 0.05],
      [10.828, 1, 0.001],
    ] as const)
      near(chiSquareTail(x, freedom), tail, 4);
    near(nps(50, 20, 100, z)?.score, 30, 6);
  });

  it("hold their level: of 3,000 draws without a difference no more than 5 % and a bit claim one", () => {
    const random = new Random(7);
    const draw = (n: number, p: number): number => Array.from({ length: n }).filter(() => random.chance(p)).length;
    let claimed = 0;
    for (let i = 0; i < 3_000; i++) {
      const { low, high } = newcombe(draw(120, 0.07), 120, draw(400, 0.07), 400, zOf(0.95));
      if (low > 0 || high < 0) claimed += 1;
    }
    assert.ok(claimed > 60 && claimed < 190, `${claimed} of 3,000`);
  });

  it("say nothing where there is nothing", () => {
    assert.deepEqual(wilson(0, 0, 2), { low: 0, high: 1 });
    assert.equal(relativeLift(0, 100, 3, 100, 2), undefined);
    assert.equal(nps(0, 0, 0, 2), undefined);
    assert.equal(sampleRatio([10], [1]), undefined);
    assert.equal(sampleRatio([10, 12], [0, 0]), undefined);
    assert.equal(sampleRatio([0, 0], [1, 1]), undefined);
    const same = welch({ n: 10, sum: 20, squares: 40 }, { n: 10, sum: 20, squares: 40 }, 2);
    assert.deepEqual(same, { difference: 0, low: 0, high: 0 });
  });

  it("tell a split that is not as configured", () => {
    assert.ok((sampleRatio([5_000, 5_050], [50, 50]) ?? 0) > 0.5);
    assert.ok((sampleRatio([5_000, 5_500], [50, 50]) ?? 1) < 0.001);
    assert.ok((sampleRatio([1_000, 9_000], [10, 90]) ?? 0) > 0.99);
  });

  const arm = (variant: string, visitors: number, converted: number) => ({
    variant,
    visitors,
    converted,
    revenue: converted * 100,
    squares: converted * 10_000,
    percent: null,
  });

  it("compare with the held out, the control by name, or the variant that does nothing", () => {
    const verdicts = (...args: Parameters<typeof compare>) =>
      compare(...args).map(({ variant, verdict }) => `${variant} ${verdict}`);
    assert.deepEqual(verdicts([arm("heldOut", 1_000, 50), arm("open", 9_000, 720)], []), [
      "heldOut control",
      "open better",
    ]);
    assert.deepEqual(verdicts([arm("blue", 900, 90), arm("control", 900, 40), arm("red", 900, 41)], []), [
      "blue better",
      "control control",
      "red unclear",
    ]);
    assert.deepEqual(verdicts([arm("a", 900, 90), arm("none", 900, 140)], ["none"]), ["a worse", "none control"]);
  });

  it("keep silent on small samples, and share the error between several variants", () => {
    assert.equal(compare([arm("heldOut", 99, 20), arm("open", 9_000, 900)], [])[1]?.verdict, "notEnoughData");
    assert.equal(compare([arm("heldOut", 500, 3), arm("open", 500, 6)], [])[1]?.verdict, "notEnoughData");
    assert.equal(compare([arm("heldOut", 500, 3), arm("open", 500, 6)], [])[1]?.difference, undefined);
    const one = compare([arm("control", 900, 40), arm("a", 900, 60)], [])[1]?.difference;
    const three = compare([arm("control", 900, 40), arm("a", 900, 60), arm("b", 900, 40), arm("c", 900, 40)], [])[1]
      ?.difference;
    assert.ok(one && three && three.high - three.low > (one.high - one.low) * 1.15);
  });
});
