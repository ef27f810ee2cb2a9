import { invariant } from './invariant.ts';

/** Beyond it the tail is below the smallest number that is told apart from 0. */
const FAR = 37;
/** From here on the continued fraction is the better form. */
const SPLIT = 7.071_067_811_865_47;

/**
 * The normal distribution function: off by 2e-15 at most, and in the tails by the 1e-8th part of
 * itself. Hart 1968 in the form of West 2005, "Better approximations to cumulative normal
 * functions".
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z);
  const tail = x > FAR ? 0 : Math.exp((-x * x) / 2) * scaledNormalTail(x);
  return z > 0 ? 1 - tail : tail;
}

/** What lies above `x`, from 0 on, without its factor exp(-x^2 / 2): it never underflows. */
export function scaledNormalTail(x: number): number {
  return x < SPLIT ? ratio(x) : fraction(x);
}

const ABOVE = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
] as const;
const BELOW = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
] as const;

function ratio(x: number): number {
  return polynomial(ABOVE, x) / polynomial(BELOW, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  // By place: an iterator would allocate each number.
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + (coefficients[i] as number);
  return sum;
}

function fraction(x: number): number {
  return 1 / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / Math.sqrt(2 * Math.PI);
}

/** Acklam's rational approximation of the quantile, good to 1.15e-9 of itself; 2010. */
const MIDDLE = [
  [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ],
  [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
    -13.28068155288572, 1,
  ],
] as const;
const TAIL = [
  [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ],
  [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
] as const;
/** Below it, and above its complement, the tail's form is the better one. */
const TAIL_BEGINS = 0.02425;

/** The z that {@link normalBelow} gives `probability` for; infinite at 0 and 1. */
export function normalQuantile(probability: number): number {
  invariant(probability >= 0 && probability <= 1, `no probability: ${probability}`);
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability === 0) return Number.NEGATIVE_INFINITY;
  const rough = roughQuantile(probability);
  // One step of Halley's method brings it to the precision of normalBelow.
  const off = (normalBelow(rough) - probability) * Math.sqrt(2 * Math.PI);
  const step = off * Math.exp((rough * rough) / 2);
  return rough - step / (1 + (rough * step) / 2);
}

function roughQuantile(probability: number): number {
  if (probability < TAIL_BEGINS) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return polynomial(TAIL[0], q) / polynomial(TAIL[1], q);
  }
  const q = probability - 0.5;
  return (polynomial(MIDDLE[0], q * q) * q) / polynomial(MIDDLE[1], q * q);
}
