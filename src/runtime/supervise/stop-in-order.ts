import { inTime } from '../../net/in-time.ts';
import type { Clock } from '../../ports/clock.ts';

/** A part of a run, and how long its stop may take, ms. */
export type Stop = {
  readonly name: string;
  readonly withinMs: number;
  readonly stop: () => Promise<unknown>;
};

/**
 * Stops one after the other, each whatever has become of those before: nothing that fails or hangs
 * at the end keeps what comes after it from ending. Returns what went wrong, for people.
 */
export async function stopInOrder(clock: Clock, stops: readonly Stop[]): Promise<string[]> {
  const troubles: string[] = [];
  for (const { name, withinMs, stop } of stops) {
    try {
      const done = await inTime(
        clock,
        withinMs,
        (async () => stop())().then(() => true),
      );
      if (!done) troubles.push(`${name} has not stopped within ${withinMs / 1_000} s`);
    } catch (error) {
      troubles.push(`${name}: ${error}`);
    }
  }
  return troubles;
}
