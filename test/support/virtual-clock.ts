import { MICROS_PER_MS, type Timestamp } from '../../src/domain/units.ts';
import type { Clock, Monotonic, Timer } from '../../src/ports/clock.ts';
import { at } from './a-market.ts';

type VirtualTimer = Timer & { readonly order: number; readonly run: () => void };

/** A clock that a test moves; timers run by time, then in order of setting. */
export class VirtualClock implements Clock {
  #monotonic = 0;
  /** Wall clock minus monotonic clock, µs. */
  #offset: number = at(0);
  #timers: VirtualTimer[] = [];
  #order = 0;

  now(): Timestamp {
    return (this.#monotonic + this.#offset) as Timestamp;
  }

  monotonic(): Monotonic {
    return this.#monotonic as Monotonic;
  }

  setTimer(delayMs: number, run: () => void): Timer {
    const dueAt = (this.#monotonic + Math.ceil(delayMs * MICROS_PER_MS)) as Monotonic;
    const timer: VirtualTimer = { dueAt, run, order: this.#order++ };
    this.#timers.push(timer);
    this.#timers.sort((a, b) => a.dueAt - b.dueAt || a.order - b.order);
    return timer;
  }

  clearTimer(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }

  /** How many timers wait: none, once everything is closed. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Sets the wall clock forward or back, as a time server or a person would. */
  stepWall(ms: number): void {
    this.#offset += ms * MICROS_PER_MS;
  }

  /** The program is away: time passes, and what is due runs late, with the next step. */
  stall(ms: number): void {
    this.#monotonic += Math.round(ms * MICROS_PER_MS);
  }

  /** Time passes, timers run; what they promise is not awaited. */
  advance(ms: number): void {
    const until = this.#monotonic + Math.round(ms * MICROS_PER_MS);
    while (this.#runNext(until));
    this.#monotonic = until;
  }

  /** The same, and between timers everything that is ready runs: promises, sockets' events. */
  async pass(ms: number): Promise<void> {
    const until = this.#monotonic + Math.round(ms * MICROS_PER_MS);
    await breathe();
    while (this.#runNext(until)) await breathe();
    this.#monotonic = until;
    await breathe();
  }

  #runNext(until: number): boolean {
    const [next] = this.#timers;
    if (next === undefined || next.dueAt > until) return false;
    this.#timers.shift();
    this.#monotonic = Math.max(this.#monotonic, next.dueAt);
    next.run();
    return true;
  }
}

/** Lets the event loop turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
