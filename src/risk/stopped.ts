import { refuse } from '../domain/result.ts';
import { dayLossOf, drawdownOf, isStopped, type RiskStanding } from '../domain/risk-standing.ts';
import { formatDecimal, MICROS_PER_SECOND, type Timestamp } from '../domain/units.ts';
import type { Check } from './check.ts';

/** After a kill nothing is bought until it is over. Sales pass: they get us out. */
export const checkNotStopped: Check = ({ terms }, { risk, now }) => {
  if (terms.side === 'sell' || !isStopped(risk)) return undefined;
  return refuse('killed', lossInWords(risk, now));
};

/** What was lost, and how long nothing is opened at least. */
export function lossInWords(standing: RiskStanding, now: Timestamp): string {
  const { cause, equity, highWater, dayEquity, until } = standing;
  const told = (usd: number | undefined) => (usd === undefined ? 'unknown' : formatDecimal(usd));
  const lost =
    cause === 'day_loss'
      ? `${formatDecimal(dayLossOf(standing))} dollars of today's ${told(dayEquity)} are lost`
      : `equity ${told(equity)} is ${formatDecimal(drawdownOf(standing))} ` +
        `of the highest ${told(highWater)} down`;
  const left = ((until ?? now) - now) / MICROS_PER_SECOND;
  return left > 0 ? `${lost}; nothing is opened for ${left} s` : lost;
}
