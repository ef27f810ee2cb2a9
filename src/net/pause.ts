import type { Clock } from '../ports/clock.ts';

/** Resolves after so long, or when the signal says that nobody waits any more. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const over = () => {
      clock.clearTimer(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = clock.setTimer(ms, over);
    signal?.addEventListener('abort', over);
  });
}
