import type { StrategyIndex } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import { SCALE, type Timestamp } from '../domain/units.ts';
import type { StrategyLoop } from '../ports/strategy-loop.ts';
import type { DecisionLog } from './decision-log.ts';
import type { Seat } from './seat.ts';
import type { EngineState } from './state.ts';
import { messageOf } from './thrown-words.ts';
import { loopTimer, type Timers } from './timers.ts';
import type { WishCarrier } from './wish-carrier.ts';

/** A loop that fails once is tried again after so long, µs; each further time after twice that. */
const FIRST_WAIT = SCALE;
const LONGEST_WAIT = 60 * SCALE;

type Parts = {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
  readonly carrier: WishCarrier;
};

/**
 * Rings the loops of all strategies, each at multiples of its own interval. One that throws is
 * tried again sooner, then ever later, at least once a minute and never given up: exits must not
 * end because they failed for a while. Nothing else waits for it.
 */
export class StrategyLoops {
  readonly #parts: Parts;
  /** Rounds that failed in a row, by strategy and loop. */
  readonly #failures = new Map<StrategyIndex, number[]>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A strategy begins, or begins anew. @throws InvariantError when an interval is no time. */
  start(seat: Seat): void {
    const loops = seat.loops;
    for (const { name, every } of loops) {
      invariant(every >= 1 && Number.isInteger(every), `loop ${name} rings every ${every} µs`);
    }
    this.#failures.set(
      seat.index,
      loops.map(() => 0),
    );
    for (let i = 0; i < loops.length; i++) this.#ringAgain(seat, i, loops[i] as StrategyLoop);
  }

  /** How many rounds of a loop have failed in a row. */
  failuresOf(strategy: StrategyIndex, loop: number): number {
    return this.#failures.get(strategy)?.[loop] ?? 0;
  }

  ring(seat: Seat, index: number): void {
    const loop = seat.loops[index];
    // The strategy was halted, and nobody sits there.
    if (loop === undefined) return;
    const { state, log, carrier } = this.#parts;
    const { now: at } = state;
    const before = this.failuresOf(seat.index, index);
    const error = seat.runLoop(loop);
    const failures = error === undefined ? 0 : before + 1;
    (this.#failures.get(seat.index) as number[])[index] = failures;
    const entry = { at, strategy: seat.index, loop: loop.name };
    if (error === undefined) {
      if (before > 0) log.append({ kind: 'LoopRecovered', ...entry });
      this.#ringAgain(seat, index, loop);
      if (seat.desk.wishes.length > 0) carrier.flush(seat, loop.exits === true);
      return;
    }
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
    const retryAt = (at + wait) as Timestamp;
    log.append({ kind: 'LoopFailed', ...entry, message: messageOf(error.thrown), retryAt });
    this.#add(seat, index, retryAt);
  }

  #ringAgain(seat: Seat, index: number, { every }: StrategyLoop): void {
    const { now } = this.#parts.state;
    this.#add(seat, index, ((Math.floor(now / every) + 1) * every) as Timestamp);
  }

  #add(seat: Seat, index: number, at: Timestamp): void {
    const { carrier, timers } = this.#parts;
    if (!carrier.hasEnded) timers.add(at, seat.index, loopTimer(index));
  }
}
