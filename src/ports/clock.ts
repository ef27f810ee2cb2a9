import type { Timestamp } from '../domain/units.ts';

declare const reading: unique symbol;

/** A reading of the monotonic clock in integer µs; only the difference of two means anything. */
export type Monotonic = number & { readonly [reading]: 'monotonic' };

/** A callback that waits for its time. */
export type Timer = { readonly dueAt: Monotonic };

/**
 * Time for adapters. The wall clock may be set back or forward by the machine at any moment, so it
 * only stamps; whatever lasts is measured and awaited on the monotonic clock.
 */
export interface Clock {
  /** Wall clock, µs UTC. */
  now(): Timestamp;
  /** Never goes back, whatever happens to the wall clock. */
  monotonic(): Monotonic;
  /** Calls `run` once, `delayMs` or more from now; never before this call has returned. */
  setTimer(delayMs: number, run: () => void): Timer;
  /** Forgets the timer; nothing happens when it has run or was cleared before. */
  clearTimer(timer: Timer): void;
}

/** Milliseconds from one reading to a later one. */
export function elapsedMs(from: Monotonic, to: Monotonic): number {
  return (to - from) / 1_000;
}
