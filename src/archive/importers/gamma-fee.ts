import { z } from 'zod';
import type { FeeSchedule } from '../../domain/fee.ts';
import { parseDecimal } from '../../domain/units.ts';

const share = z.number().min(0).max(1);
const schedule = z.object({
  rate: share,
  exponent: z.union([z.literal(1), z.literal(2)]),
  rebateRate: share,
  takerOnly: z.literal(true),
});

/**
 * Gamma's feeSchedule as recorded beside a market; undefined when it is not of the form that we
 * charge (the taker alone pays), so that nobody trades on a guess.
 */
export function gammaFee(value: unknown): FeeSchedule | undefined {
  const parsed = schedule.safeParse(value);
  if (!parsed.success) return undefined;
  const rate = parseDecimal(String(parsed.data.rate));
  const rebate = parseDecimal(String(parsed.data.rebateRate));
  if (!rate.ok || !rebate.ok) return undefined;
  // Shares at 1e-6 are parts per million.
  return {
    ratePpm: rate.value,
    exponent: parsed.data.exponent,
    makerRebatePpm: rebate.value,
  };
}
