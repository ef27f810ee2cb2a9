import { type Clock, elapsedMs } from '../../ports/clock.ts';

/**
 * Once so much has gone by, those that are left are asked another time: trading waits for one more
 * at most. Ten strategies took 0.3 to 0.5 ms, when first asked up to 22 ms (2026-11-27).
 */
const ASKING_MS = 0.5;

/** Begins to ask strategies what they think. @returns whether the time for that is over. */
export function askingTime(clock: Pick<Clock, 'monotonic'>): () => boolean {
  const began = clock.monotonic();
  return () => elapsedMs(began, clock.monotonic()) >= ASKING_MS;
}
