/** The estimates the console shows, each with its source. Counts in, intervals out. */

export interface Interval {
  low: number;
  high: number;
}

/** Quantile of the standard normal: Acklam's rational approximation (2003), relative error below 1.2e-9. */
export function normalQuantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  const horner = (list: number[], x: number): number => list.reduce((sum, value) => sum * x + value, 0);
  if (p < 0.02425 || p > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(p < 0.5 ? p : 1 - p));
    const x = horner(c, q) / (horner(d, q) * q + 1);
    return p < 0.5 ? x : -x;
  }
  const q = p - 0.5;
  const r = q * q;
  return (horner(a, r) * q) / (horner(b, r) * r + 1);
}

/** z of a two-sided interval; `comparisons` share the error (Bonferroni). */
export const zOf = (level: number, comparisons = 1): number => normalQuantile(1 - (1 - level) / (2 * comparisons));

/** Score interval of a proportion: Wilson (1927), JASA 22. */
export function wilson(count: number, n: number, z: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const p = count / n;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}

/** Difference p1 - p0 of two proportions: Newcombe (1998), Statistics in Medicine 17, method 10 (from Wilson's scores). */
export function newcombe(count1: number, n1: number, count0: number, n0: number, z: number): Interval {
  const [p1, p0] = [count1 / n1, count0 / n0];
  const [w1, w0] = [wilson(count1, n1, z), wilson(count0, n0, z)];
  const difference = p1 - p0;
  return {
    low: difference - Math.hypot(p1 - w1.low, w0.high - p0),
    high: difference + Math.hypot(w1.high - p1, p0 - w0.low),
  };
}

/** Ratio p1 / p0 less 1: Katz et al. (1978), Biometrics 34, on the logarithm. Undefined where an arm has none. */
export function relativeLift(
  count1: number,
  n1: number,
  count0: number,
  n0: number,
  z: number,
): (Interval & { lift: number }) | undefined {
  if (count1 === 0 || count0 === 0) return undefined;
  const ratio = count1 / n1 / (count0 / n0);
  const half = z * Math.sqrt(1 / count1 - 1 / n1 + 1 / count0 - 1 / n0);
  return { lift: ratio - 1, low: ratio * Math.exp(-half) - 1, high: ratio * Math.exp(half) - 1 };
}

/** A sum over visitors, as far as a mean and its spread need it. */
export interface Sample {
  n: number;
  sum: number;
  squares: number;
}

/** Difference of two means with unequal variances: Welch (1947), Biometrika 34; normal quantiles, so for samples in the hundreds. */
export function welch(one: Sample, zero: Sample, z: number): Interval & { difference: number } {
  const mean = ({ n, sum }: Sample): number => sum / n;
  const error = ({ n, sum, squares }: Sample): number => Math.max(0, (squares - (sum * sum) / n) / (n - 1)) / n;
  const difference = mean(one) - mean(zero);
  const half = z * Math.sqrt(error(one) + error(zero));
  return { difference, low: difference - half, high: difference + half };
}

/** Net promoter score of counts, -100 to 100, with the interval of a difference of two shares of one multinomial. */
export function nps(
  promoters: number,
  detractors: number,
  n: number,
  z: number,
): (Interval & { score: number }) | undefined {
  if (n === 0) return undefined;
  const [p, d] = [promoters / n, detractors / n];
  const half = z * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n);
  return { score: 100 * (p - d), low: Math.max(-100, 100 * (p - d - half)), high: Math.min(100, 100 * (p - d + half)) };
}

/** log Γ(x), x > 0: Lanczos (1964), g = 7. */
function logGamma(x: number): number {
  const g = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const t = x + 6.5;
  const sum = g.reduce((total, value, i) => total + value / (x + i), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Chance of a chi-square of `freedom` degrees above `x`: the incomplete gamma function by its series (A&S 6.5.29). */
export function chiSquareTail(x: number, freedom: number): number {
  if (x <= 0) return 1;
  const a = freedom / 2;
  const half = x / 2;
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && term > sum * 1e-15; n++) {
    term *= half / (a + n);
    sum += term;
  }
  return Math.max(0, 1 - sum * Math.exp(-half + a * Math.log(half) - logGamma(a)));
}

/** Chance of arms so far from their weights if the draw is sound: Pearson's chi-square. Below 0.001 the draw is not to be trusted. */
export function sampleRatio(counts: number[], weights: number[]): number | undefined {
  const all = counts.reduce((sum, n) => sum + n, 0);
  const whole = weights.reduce((sum, w) => sum + w, 0);
  if (counts.length < 2 || all === 0 || weights.some((w) => !(w > 0))) return undefined;
  const distance = counts.reduce((sum, n, i) => {
    const expected = (all * (weights[i] ?? 0)) / whole;
    return sum + (n - expected) ** 2 / expected;
  }, 0);
  return chiSquareTail(distance, counts.length - 1);
}
