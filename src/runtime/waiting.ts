import { SystemClock } from '../net/system-clock.ts';

const clock = new SystemClock();

/** Resolves after so long, however long that is: a timer of Node ends at once after 24.8 days. */
export function waited(ms: number): Promise<void> {
  return new Promise((resolve) => void clock.setTimer(ms, resolve));
}

/** Calls `run` after so long. Returns how to forget it. */
export function inMs(ms: number, run: () => void): () => void {
  const timer = clock.setTimer(ms, run);
  return () => clock.clearTimer(timer);
}
