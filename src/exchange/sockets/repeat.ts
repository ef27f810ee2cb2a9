import type { Clock, Timer } from '../../ports/clock.ts';

/** Does something again and again, from `everyMs` on; returns how to stop it. */
export function repeat(clock: Clock, everyMs: number, run: () => void): () => void {
  let timer: Timer = clock.setTimer(everyMs, again);
  function again(): void {
    timer = clock.setTimer(everyMs, again);
    run();
  }
  return () => clock.clearTimer(timer);
}
