// Time for clients that wait half a minute: the exchange's and theirs together run many times as
// fast, by turns of the event loop, so that a busy machine makes nothing late.
import { vi } from 'vitest';

/** What a turn of the loop is worth where not told otherwise, ms. A request takes a few turns. */
const TURN_MS = 40;

/** Every clock and timer of this process runs fast from now on; returns how to end it. */
export function runFast(turnMs = TURN_MS): () => void {
  const { setInterval, clearInterval } = globalThis;
  vi.useFakeTimers({
    now: Date.now(),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const turns = setInterval(() => vi.advanceTimersByTime(turnMs), 1);
  return () => {
    clearInterval(turns);
    vi.useRealTimers();
  };
}
