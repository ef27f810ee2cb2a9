import { EXPIRATION_AHEAD, EXPIRATION_THRESHOLD } from '../../domain/order-rules.ts';
import { type Refusal, refuse } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';

/** How orders that do not expire state it. */
const NO_EXPIRATION = 0;

/**
 * What is stated to the venue, in unix seconds, so that it kills the order at `expiresAt`: later by
 * its threshold, and cut to a whole second, so that no order lives longer than asked.
 */
export function statedExpiration(expiresAt: Timestamp | undefined): number {
  if (expiresAt === undefined) return NO_EXPIRATION;
  return Math.floor((expiresAt + EXPIRATION_THRESHOLD) / MICROS_PER_SECOND);
}

/** Why the venue would refuse this statement now, or undefined. */
export function refuseExpiration(seconds: number, now: Timestamp): Refusal | undefined {
  if (seconds === NO_EXPIRATION) return undefined;
  const ahead = seconds * MICROS_PER_SECOND - now;
  if (ahead >= EXPIRATION_AHEAD) return undefined;
  const least = EXPIRATION_AHEAD / MICROS_PER_SECOND;
  return refuse(
    'expiration_too_near',
    `the expiration to state is ${ahead / MICROS_PER_SECOND} s ahead, the least is ${least} s`,
  );
}
