import { type Result, refuse } from '../domain/result.ts';
import { inTime } from '../net/in-time.ts';
import type { Clock } from '../ports/clock.ts';

/** The answer, or a refusal when there is none in time. */
export async function withinMs<T>(
  clock: Clock,
  ms: number,
  asked: Promise<Result<T>>,
): Promise<Result<T>> {
  const told = await inTime(clock, ms, asked);
  return told ?? refuse('no_answer', `Gamma has not answered within ${ms / 1_000} s`);
}
