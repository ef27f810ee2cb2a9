import { abstain, type Lean, type Reading, type Strength, strengthBy } from './signal.ts';

export type PutCallOptions = {
  /** From here on so many puts are held that it counts as bullish: the crowd is afraid. */
  readonly bullish: number;
  /** From here down it counts as bearish. */
  readonly bearish: number;
};

/** Source system S3, §4.2. */
export const PUT_CALL: PutCallOptions = { bullish: 1.2, bearish: 0.7 };

/** Open interest of puts by that of calls, against the crowd. Undefined: not heard, or too old. */
export function putCallRatio(
  ratio: number | undefined,
  { bullish, bearish }: PutCallOptions,
): Reading {
  if (ratio === undefined) return abstain('reference_missing');
  if (ratio >= bullish) {
    return reading('up', strengthBy(ratio, 1.6, 1.4, bullish), (ratio - bullish) / bullish);
  }
  if (ratio > bearish) return abstain('calm');
  const strength = ratio <= 0.45 ? 4 : ratio <= 0.55 ? 3 : 2;
  return reading('down', strength, (bearish - ratio) / bearish);
}

function reading(lean: Lean, strength: Strength, beyond: number): Reading {
  return { lean, strength, confidence: Math.min(0.8, 0.57 + 0.15 * beyond) };
}
