import { invariant } from '../../domain/invariant.ts';
import { normalBelow } from '../../domain/normal-distribution.ts';

/**
 * Student's distribution function with `degrees` of freedom, infinite ones included: off by 1e-12
 * at most up to a thousand degrees, and in the tails by as small a part of itself.
 */
export function studentBelow(t: number, degrees: number): number {
  invariant(degrees > 0, `no degrees of freedom: ${degrees}`);
  if (degrees === Number.POSITIVE_INFINITY) return normalBelow(t);
  if (t === Number.POSITIVE_INFINITY) return 1;
  if (t === Number.NEGATIVE_INFINITY) return 0;
  const square = t * t;
  // Of the two forms of one ratio the small one is told, so that tails keep their digits.
  const tail =
    square > degrees
      ? incompleteBeta(degrees / (degrees + square), degrees / 2, 0.5) / 2
      : (1 - incompleteBeta(square / (degrees + square), 0.5, degrees / 2)) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * The same for a variable of variance one. Student's own variance is nu / (nu - 2), so z is
 * stretched by sqrt(nu / (nu - 2)). (Source system S1 shrinks it by the inverse, which makes the
 * price's deviation nu / (nu - 2) times what was measured: half as much again at nu = 6.)
 */
export function unitStudentBelow(z: number, degrees: number): number {
  invariant(degrees > 2, `no variance with ${degrees} degrees of freedom`);
  if (degrees === Number.POSITIVE_INFINITY) return normalBelow(z);
  return studentBelow(z * Math.sqrt(degrees / (degrees - 2)), degrees);
}

/** Regularized incomplete beta function (DLMF 8.17), by its continued fraction (8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; above it the complement does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(logFront) / a) * betaFraction(x, a, b);
}

const LEAST = 1e-300;
const MOST_TERMS = 1_000;

/** Modified Lentz (Thompson and Barnett 1986). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < Number.EPSILON) return value;
  }
  return value;
}

/** Never 0, which could not be divided by. */
function away(value: number): number {
  return Math.abs(value) < LEAST ? LEAST : value;
}

/** Lanczos 1964, g = 7 with nine terms: good to 1e-15 of itself. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

function logGamma(x: number): number {
  const z = x - 1;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (z + i);
  const t = z + 7.5;
  return Math.log(2 * Math.PI) / 2 + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
