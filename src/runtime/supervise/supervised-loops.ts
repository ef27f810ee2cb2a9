import type { Clock } from '../../ports/clock.ts';
import type { AlarmListener } from './alarm.ts';
import { stopInOrder } from './stop-in-order.ts';
import { type LoopHealth, type LoopOptions, SupervisedLoop } from './supervised-loop.ts';

type Shared = Pick<LoopOptions, 'clock' | 'random'> & { readonly onAlarm: AlarmListener };

/** What takes longer has failed, and a stop does not wait longer for it, ms. */
const WITHIN_MS = 5_000;

/** The loops beside the trading: they stop in the order that undoes that of their start. */
export class SupervisedLoops {
  readonly #shared: Shared;
  readonly #clock: Clock;
  readonly #loops: SupervisedLoop[] = [];

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#clock = shared.clock;
  }

  start(name: string, everyMs: number, work: () => unknown): void {
    const loop = new SupervisedLoop({ ...this.#shared, name, everyMs, work, withinMs: WITHIN_MS });
    this.#loops.push(loop);
    loop.start();
  }

  get health(): readonly LoopHealth[] {
    return this.#loops.map(({ health }) => health);
  }

  /** Returns what has not stopped in time, for people. */
  stop(): Promise<string[]> {
    const stops = this.#loops.toReversed().map((loop) => ({
      name: loop.health.name,
      withinMs: WITHIN_MS,
      stop: () => loop.stop(),
    }));
    return stopInOrder(this.#clock, stops);
  }
}
