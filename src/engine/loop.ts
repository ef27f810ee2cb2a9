import { invariant } from '../domain/invariant.ts';
import { FLAG_LAST, type Tape } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Execution } from '../ports/execution.ts';
import type { Engine } from './engine.ts';
import { FeedDelay } from './feed-delay.ts';

/** How long market data travels to us, in µs; drawn once for each message. */
export type FeedLatency = { draw(): number };

/** A strategy and an exchange that answer each other without time passing would never end. */
const ACTIONS_PER_INSTANT = 100_000;

/**
 * Feeds the engine: market rows in their order, and between them, each at its own time, delayed
 * rows, answers and timers. At equal times market data comes first, then answers, then timers.
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
  /** Rows played. */
  rows = 0;

  /** Without `latency` a strategy sees a row when it is played. */
  constructor(engine: Engine, execution: Execution, latency?: FeedLatency) {
    this.#engine = engine;
    this.#execution = execution;
    this.#latency = latency;
  }

  /** Plays a tape to its end. Allocates nothing for a row, and never waits. */
  play(tape: Tape): void {
    const { length, tsInit, flags } = tape;
    const engine = this.#engine;
    const execution = this.#execution;
    const latency = this.#latency;
    if (length > 0 && !this.#started) this.#start(tsInit[0] as Timestamp);
    for (let row = 0; row < length; row++) {
      if (this.#due() < (tsInit[row] as number))
        this.#act(((tsInit[row] as number) - 1) as Timestamp);
      execution.onRow(tape, row);
      if (latency === undefined) engine.onRow(tape, row);
      else this.#send(latency, tape, row);
      if (((flags[row] as number) & FLAG_LAST) !== 0 && this.#due() <= (tsInit[row] as number)) {
        this.#act(tsInit[row] as Timestamp);
      }
    }
    this.rows += length;
  }

  /** Everything due at or before `until` happens, without new market data. */
  advance(until: Timestamp): void {
    if (this.#started) this.#act(until);
  }

  /**
   * The events have ended: what is still on its way, up to `until`, arrives, but nobody may act on
   * a market that no longer moves. Timers are not called any more.
   */
  finish(until: Timestamp): void {
    if (!this.#started) return;
    this.#engine.endTrading();
    while (this.#delay.next <= until || this.#execution.nextDue <= until) {
      if (this.#delay.next <= this.#execution.nextDue) this.#delay.deliver(this.#engine);
      else {
        const event = this.#execution.poll(this.#execution.nextDue);
        if (event !== undefined) this.#engine.onAnswer(event);
      }
    }
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
      actions++;
      invariant(
        actions < ACTIONS_PER_INSTANT,
        `${ACTIONS_PER_INSTANT} actions at ${instant} µs: a strategy and the exchange chase each other`,
      );
      if (this.#delay.next === due) {
        // A message arrives whole: nobody acts on half a book.
        while ((this.#delay.deliver(this.#engine) & FLAG_LAST) === 0 && this.#delay.next === due);
      } else if (this.#execution.nextDue === due) {
        const event = this.#execution.poll(due as Timestamp);
        if (event !== undefined) this.#engine.onAnswer(event);
      } else {
        this.#engine.onTimers(due as Timestamp);
      }
    }
  }
}
