import { type Result, refuse } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';

/** The answer, or a refusal when there is none in time. */
export function withinMs<T>(
  clock: Clock,
  ms: number,
  asked: Promise<Result<T>>,
): Promise<Result<T>> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(ms, () => {
      resolve(refuse('no_answer', `Gamma has not answered within ${ms / 1_000} s`));
    });
    asked.then(resolve, reject).finally(() => clock.clearTimer(timer));
  });
}
