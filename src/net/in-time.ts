import type { Clock } from '../ports/clock.ts';

/** What the work gives; undefined when it takes longer than that. What it does goes on. */
export function inTime<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(ms, () => resolve(undefined));
    work.then(resolve, reject).finally(() => clock.clearTimer(timer));
  });
}
