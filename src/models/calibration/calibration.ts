import type { Forecast } from '../../domain/forecast-score.ts';
import { ok, type Result } from '../../domain/result.ts';
import { corrupt, isNumbers } from '../saved.ts';
import { alongDeparture, type Departure, isDeparture } from './departure.ts';
import { alongIsotonic, fitIsotonic, type Isotonic } from './isotonic.ts';
import { alongPlatt, fitPlatt, type Platt } from './platt.ts';

/** How what a model says becomes a probability that comes true as often; plain JSON numbers. */
export type Calibration = { readonly kind: 'none' } | Platt | Isotonic | Departure;

export const UNCALIBRATED: Calibration = { kind: 'none' };

/** Settled markets that a line needs: source system S0, §1.5. */
const PLATT_FROM = 50;
/** And steps: formulas.md §11. Rows of one market share a label, so markets count, not rows. */
const ISOTONIC_FROM = 1_000;

/** However sure a model is: formulas.md §11. */
const LEAST = 0.01;

/** `forecasts` must be out of sample: what a model says of its own training is too sure. */
export function fitCalibration(forecasts: readonly Forecast[], markets: number): Calibration {
  if (markets < PLATT_FROM || forecasts.length === 0) return UNCALIBRATED;
  return markets < ISOTONIC_FROM ? fitPlatt(forecasts) : fitIsotonic(forecasts);
}

/** The calibrated probability, 0.01 to 0.99. `offset`: the log odds that the model began with. */
export function calibrated(calibration: Calibration, said: number, offset = 0): number {
  return Math.min(Math.max(along(calibration, said, offset), LEAST), 1 - LEAST);
}

function along(calibration: Calibration, said: number, offset: number): number {
  if (calibration.kind === 'departure') return alongDeparture(calibration, said, offset);
  if (calibration.kind === 'platt') return alongPlatt(calibration, said);
  return calibration.kind === 'isotonic' ? alongIsotonic(calibration, said) : said;
}

export function restoreCalibration(saved: unknown): Result<Calibration> {
  const one = (saved ?? {}) as Partial<Platt | Isotonic | Departure> | { kind?: 'none' };
  if (one.kind === 'none') return ok(UNCALIBRATED);
  if (one.kind === 'platt') {
    return isNumbers([one.slope, one.offset]) ? ok(one as Platt) : corrupt('calibration');
  }
  if (one.kind === 'departure') {
    return isDeparture(one) ? ok(one) : corrupt('calibration');
  }
  if (one.kind !== 'isotonic') return corrupt('calibration');
  const { centers, values } = one;
  if (!isNumbers(centers) || !isNumbers(values, centers.length)) return corrupt('calibration');
  const isSound = isRising(centers) && isRising(values) && centers.length > 0;
  return isSound ? ok({ kind: 'isotonic', centers, values }) : corrupt('calibration');
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((one, i) => i === 0 || one > (numbers[i - 1] as number));
}
