import { InvariantError, invariant } from '../domain/invariant.ts';
import { FLAG_LAST, type Tape } from '../domain/tape.ts';
import { NEVER, type Timestamp } from '../domain/units.ts';
import type { Execution } from '../ports/execution.ts';
import type { Engine } from './engine.ts';
import { FeedDelay } from './feed-delay.ts';

/** How long market data travels to us, in µs; drawn once for each message. */
export type FeedLatency = { draw(): number };

/** A strategy and an exchange that answer each other without time passing would never end. */
const ACTIONS_PER_INSTANT = 100_000;

/**
 * Feeds the engine: market rows in their order, and between them, each at its own time, delayed
 * rows, answers and timers. At equal times all market data comes first, then answers, then timers;
 * so what is due at the time of a tape's last row waits for the next tape or {@link advance}.
 * Backtest, paper and live run this loop; only who fills the tapes differs.
 */
export class Loop {
  readonly #engine: Engine;
  readonly #execution: Execution;
  readonly #latency: FeedLatency | undefined;
  readonly #delay = new FeedDelay();
  #latencyOfMessage = 0;
  #betweenMessages = true;
  #started = false;
  #lastRowAt = 0;
  /** Rows played. */
  rows = 0;

  get lastRowAt(): Timestamp {
    return this.#lastRowAt as Timestamp;
  }

  /** When something is next due that is no row; NEVER when nothing is. */
  get nextDue(): Timestamp {
    return this.#due() as Timestamp;
  }

  /** Without `latency` a strategy sees a row when it is played. */
  constructor(engine: Engine, execution: Execution, latency?: FeedLatency) {
    this.#engine = engine;
    this.#execution = execution;
    this.#latency = latency;
  }

  /**
   * Plays a tape to its last row. Allocates nothing for a row, and never waits.
   * @throws InvariantError when a row is earlier than the one before it.
   */
  play(tape: Tape): void {
    const { length, tsInit } = tape;
    const engine = this.#engine;
    const execution = this.#execution;
    const latency = this.#latency;
    let last = this.#lastRowAt;
    if (length > 0 && !this.#started) this.#start(tsInit[0] as Timestamp);
    for (let row = 0; row < length; row++) {
      const at = tsInit[row] as number;
      if (at < last) throw backwardTape(row, at, last);
      last = at;
      if (this.#due() < at) this.#act((at - 1) as Timestamp);
      execution.onRow(tape, row);
      if (latency === undefined) engine.onRow(tape, row);
      else this.#send(latency, tape, row);
    }
    this.#lastRowAt = last;
    this.rows += length;
  }

  /**
   * Everything due at or before `until` happens, without new market data. To be called after the
   * last tape, and whenever live data pauses.
   * @throws InvariantError when `until` is no finite time.
   */
  advance(until: Timestamp): void {
    invariant(until < NEVER, 'advance() needs an end: timers may renew themselves for ever');
    if (this.#started) this.#act(until);
  }

  /**
   * The market data has ended. What is due at the time of the last row still happens as ever; then
   * what is on its way arrives, up to `until`, but orders are denied and no timer rings any more:
   * nobody trades a market that no longer moves.
   */
  finish(until: Timestamp): void {
    this.advance(this.#lastRowAt as Timestamp);
    this.#engine.endTrading();
    this.advance(until);
  }

  #start(first: Timestamp): void {
    this.#started = true;
    this.#engine.start((first - 1) as Timestamp);
  }

  #send(latency: FeedLatency, tape: Tape, row: number): void {
    if (this.#betweenMessages) this.#latencyOfMessage = latency.draw();
    this.#betweenMessages = ((tape.flags[row] as number) & FLAG_LAST) !== 0;
    this.#delay.push(tape, row, this.#latencyOfMessage);
  }

  #due(): number {
    const answer = this.#execution.nextDue;
    const timer = this.#engine.timers.next;
    const row = this.#delay.next;
    const first = answer < timer ? answer : timer;
    return row < first ? row : first;
  }

  #act(until: Timestamp): void {
    let instant = 0;
    let actions = 0;
    for (let due = this.#due(); due <= until; due = this.#due()) {
      if (due > instant) {
        instant = due;
        actions = 0;
      }
      if (++actions > ACTIONS_PER_INSTANT) throw runaway(instant);
      if (this.#delay.next === due) {
        // A message arrives whole: nobody acts on half a book.
        while ((this.#delay.deliver(this.#engine) & FLAG_LAST) === 0 && this.#delay.next === due);
      } else if (this.#execution.nextDue === due) {
        const event = this.#execution.poll(due as Timestamp);
        if (event !== undefined) this.#engine.onAnswer(event);
      } else {
        this.#engine.onTimer(due as Timestamp);
      }
    }
  }
}

// Texts of errors are made only when they are needed: a template would allocate for each row.
function backwardTape(row: number, at: number, last: number): InvariantError {
  return new InvariantError(
    `row ${row} is at ${at} µs, after a row at ${last} µs: a tape never goes back in time`,
  );
}

function runaway(at: number): InvariantError {
  return new InvariantError(
    `more than ${ACTIONS_PER_INSTANT} actions at ${at} µs: a strategy, its timers and the ` +
      'exchange chase each other without time passing',
  );
}
