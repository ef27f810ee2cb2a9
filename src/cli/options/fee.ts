import { type FeeSchedule, FREE } from '../../domain/fee.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseDecimal, SCALE } from '../../domain/units.ts';

/** A fee for every market instead of its own, or what each market says. */
export type FeeOverride = Omit<FeeSchedule, 'makerRebatePpm'> | 'market';

/** The rebate of crypto markets (venue docs "trading/fees", read 2026-10). */
export const DEFAULT_REBATE_PPM = 200_000;

/** `market`, `none`, `0.07`, or `0.25^2` for a squared p(1-p). */
export function parseFee(text: string): Result<FeeOverride> {
  if (text === 'market') return ok('market');
  if (text === 'none') return ok({ ratePpm: FREE.ratePpm, exponent: FREE.exponent });
  const [rate = '', exponent, ...rest] = text.split('^');
  const ratePpm = parseShare(rate);
  const known = exponent === undefined || exponent === '1' || exponent === '2';
  if (!ratePpm.ok || !known || rest.length > 0) {
    return refuse('bad_fee', `"${text}" is none of market, none, a rate like 0.07, or 0.25^2`);
  }
  return ok({ ratePpm: ratePpm.value, exponent: exponent === '2' ? 2 : 1 });
}

/** A part of one, 0 to 1, as parts per million. */
export function parseShare(text: string): Result<number> {
  const parsed = parseDecimal(text);
  if (!parsed.ok) return parsed;
  if (parsed.value < 0 || parsed.value > SCALE) {
    return refuse('out_of_range', `"${text}" is outside 0 to 1`);
  }
  return parsed;
}
