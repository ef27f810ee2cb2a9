import { SCALE, type Shares } from '../domain/units.ts';

/**
 * How much of an unexplained decrease of a level (canceled, not traded) happened behind a resting
 * order. `riskAverse`: all of it, as far as possible. The others follow hftbacktest's probability
 * models (queue.rs, 2025-12) with F shares ahead and B behind:
 * power B^n/(B^n+F^n), log ln(1+B)/(ln(1+B)+ln(1+F)), log2 ln(1+B)/ln(1+B+F),
 * power2 B^n/(B+F)^n, power3 1-(F/(F+B))^n.
 */
export type QueueModel =
  | { readonly kind: 'riskAverse' }
  | { readonly kind: 'log' | 'log2' }
  | { readonly kind: 'power' | 'power2' | 'power3'; readonly n: number };

/**
 * Nobody knows how cancels fall: no feed of the venue has order ids, and n can be fitted only to
 * own live fills, which a first backtest does not have. So cancels do not help us by default: the
 * fills at rest are then a lower bound, not a guess.
 */
export const RISK_AVERSE: QueueModel = { kind: 'riskAverse' };

/** The queue ahead in a level whose size the recording does not tell: no print can consume it. */
export const UNKNOWN_FRONT = Number.MAX_SAFE_INTEGER as Shares;

/** Millionths of a share below which a float's error is no share: 43.2 is not 43.200001. */
const NOISE = 0.001;

/**
 * The part of a decrease that happened behind us, in [0, 1]; `front` and `behind` in shares.
 * What is no number (an empty level, powers that overflow) counts as 1: we do not advance.
 */
export function shareBehind(model: QueueModel, front: number, behind: number): number {
  const share = rawShareBehind(model, front, behind);
  return Number.isNaN(share) ? 1 : share;
}

function rawShareBehind(model: QueueModel, front: number, behind: number): number {
  switch (model.kind) {
    case 'riskAverse':
      return 1;
    case 'power': {
      const b = power(behind, model.n);
      return b / (b + power(front, model.n));
    }
    case 'log': {
      const b = Math.log(1 + behind);
      return b / (b + Math.log(1 + front));
    }
    case 'log2':
      return Math.log(1 + behind) / Math.log(1 + behind + front);
    case 'power2':
      return power(behind, model.n) / power(behind + front, model.n);
    case 'power3':
      return 1 - power(front / (front + behind), model.n);
  }
}

/**
 * The shares ahead of us after a level went from `before` to `after`, of which `traded` were
 * printed since the last update and have left the front already. All in units of 1e-6.
 *
 * With chg = before - after - traded and B = before - F:
 * F' = min(F - (1-pr) chg + min(B - pr chg, 0), after); without a decrease F' = min(F, after).
 * Rounded up to the millionth of a share, and never below 0: a cancel fills nobody. Nothing
 * decreases from a `before` of UNKNOWN_SIZE.
 * Source: formulas sheet §5 (hftbacktest).
 */
export function frontAfter(
  model: QueueModel,
  front: Shares,
  before: Shares,
  after: Shares,
  traded: Shares,
): Shares {
  const change = before - after - traded;
  if (change <= 0) return Math.min(front, after) as Shares;
  const pr = shareBehind(model, front / SCALE, (before - front) / SCALE);
  // Where B - pr chg is negative the sum is after + traded, and `after` is what counts: no term.
  const next = front - (1 - pr) * change;
  return Math.max(0, Math.min(Math.ceil(next - NOISE), after)) as Shares;
}

/** Whole exponents by multiplication, which gives the same bits on every machine. */
function power(base: number, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 16) return base ** n;
  let product = base;
  for (let i = 1; i < n; i++) product *= base;
  return product;
}
