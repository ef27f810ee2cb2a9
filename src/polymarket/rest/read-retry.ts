import { Backoff } from '../../net/backoff.ts';
import { pause } from '../../net/pause.ts';
import { type Clock, elapsedMs } from '../../ports/clock.ts';
import type { VenueOutcome } from './outcome.ts';

/** How long a question is repeated. Only questions are: an order that was sent twice is two. */
export type RetryRule = {
  readonly attemptsMost: number;
  /** No attempt begins later than this after the first, ms. */
  readonly withinMs: number;
  readonly firstMs: number;
  readonly mostMs: number;
};

export const READ_RETRY: RetryRule = {
  attemptsMost: 4,
  withinMs: 20_000,
  firstMs: 500,
  mostMs: 8_000,
};

/**
 * Asks until there is an answer that another attempt would not change, the bound is reached, or
 * nobody wants to know any more.
 */
export async function askUntilTold<T>(
  attempt: () => Promise<VenueOutcome<T>>,
  rule: RetryRule,
  clock: Clock,
  random: () => number,
  signal?: AbortSignal,
): Promise<VenueOutcome<T>> {
  const started = clock.monotonic();
  const { firstMs, mostMs } = rule;
  const backoff = new Backoff({ leastMs: firstMs / 2, firstMs, mostMs }, random);
  for (;;) {
    const outcome = await attempt();
    const wishedMs = wishOf(outcome);
    if (wishedMs === undefined) return outcome;
    const waitMs = Math.max(wishedMs, backoff.next());
    const isLate = elapsedMs(started, clock.monotonic()) + waitMs > rule.withinMs;
    if (backoff.failures >= rule.attemptsMost || isLate) return outcome;
    await pause(clock, waitMs, signal);
    if (signal?.aborted) return outcome;
  }
}

/** How long the answer itself asks to wait; undefined: asking again changes nothing. */
function wishOf(outcome: VenueOutcome<unknown>): number | undefined {
  switch (outcome.kind) {
    case 'rateLimited':
    case 'restarting':
      return outcome.retryAfterMs ?? 0;
    case 'unknown':
      return LASTING.has(outcome.cause) ? undefined : 0;
    default:
      return undefined;
  }
}

/** What will be the same next time, or was wanted so. */
const LASTING: ReadonlySet<string> = new Set([
  'aborted',
  'redirected',
  'tooLarge',
  'unreadable',
  'unclear',
]);
