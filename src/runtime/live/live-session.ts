import type { RecordedEvent } from '../../archive/frame-log/event-text.ts';
import type { RecordingListener } from '../../archive/frame-log/recording-listener.ts';
import { LiveRows } from '../../archive/live-rows.ts';
import type { OperatorCommand } from '../../domain/command.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { KIND_OPEN } from '../../domain/tape.ts';
import {
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  NEVER,
  type Price,
  type Timestamp,
} from '../../domain/units.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Execution } from '../../ports/execution.ts';
import { StageTimes } from '../metrics/stage-times.ts';
import { AFTERMATH, type Session } from '../session.ts';
import { LifeTurns } from './life-turns.ts';
import { LiveUniverse } from './live-universe.ts';

export type LiveSessionOptions<X extends Execution> = {
  /** Puts the session together on the markets that the recorder comes to know. */
  readonly open: (universe: LiveUniverse) => Session<X>;
  /** Never tells a time twice: see StrictClock. */
  readonly clock: Clock;
  /** An error of the program or of a strategy: the session is over, nothing is traded any more. */
  readonly onFault: (error: unknown) => void;
};

/**
 * An engine that trades on what a recorder hears, as it is heard. Its decisions are those of a
 * backtest of the recording, to the hash: both see the same rows at the same times, and what is due
 * between two of them happens at its own time in both.
 */
export class LiveSession<X extends Execution> implements RecordingListener {
  readonly session: Session<X>;
  readonly universe = new LiveUniverse();
  /** How long it takes over what it hears. */
  readonly times = new StageTimes();
  readonly #options: LiveSessionOptions<X>;
  readonly #rows = new LiveRows();
  readonly #turns = new LifeTurns();
  #timer: { readonly due: Timestamp; readonly timer: Timer } | undefined;
  /** All that was due before this has happened. */
  actedUntil: Timestamp | undefined;
  /** It was stopped, or something broke: nothing is traded any more. */
  isOver = false;
  /** What broke in the program or in a strategy; undefined: nothing did. */
  fault: string | undefined;

  constructor(options: LiveSessionOptions<X>) {
    this.#options = options;
    this.session = options.open(this.universe);
  }

  /** Messages that could not be taken, by code. */
  get faults(): ReadonlyMap<string, number> {
    return this.#rows.faults;
  }

  declared(number: number, facts: MarketFacts, at: Timestamp): void {
    this.#hear(() => {
      const market = number as MarketIndex;
      // At equal times a replay tells what becomes known before it tells what opens.
      this.#turnUntil((at - 1) as Timestamp);
      this.universe.add(facts);
      this.#rows.list(market, at);
      this.#turns.plan(market, facts, at);
      this.#play();
      this.#turnUntil(at);
    });
  }

  event(event: RecordedEvent, at: Timestamp): void {
    const began = this.times.begin();
    this.#hear(() => {
      this.#turnUntil(at);
      if (event.kind === 'price') {
        const feed = this.universe.feedNumber(event.feed);
        this.#rows.reference(feed, event.tsEvent, at, event.value);
      } else this.#rows.take(event, at);
      this.#play();
    });
    this.times.decided(began);
  }

  resolved(market: number, { payout }: Resolution, at: Timestamp): void {
    this.#hear(() => {
      this.#turnUntil(at);
      this.#rows.resolve(market as MarketIndex, payout as Price, at);
      this.#play();
    });
  }

  forgotten(market: number): void {
    this.#rows.forget(market as MarketIndex);
  }

  /** Answers have come: they are taken now. */
  answered(): void {
    this.#hear(() => void this.#catchUp());
  }

  /** An operator's word; after what was due before it. */
  operate(command: OperatorCommand): void {
    this.#hear(() => {
      const now = this.#catchUp();
      this.session.engine.onCommand(command, now);
      // A replay plays a row of the same moment first.
      this.actedUntil = (now + 1) as Timestamp;
    });
  }

  /** What is still to come without us, closes and answers, is played as a replay plays it. */
  stopped(at: Timestamp): void {
    this.#hear(() => {
      this.#turnUntil(at);
      this.#rows.breakAll(at, 'recording_gap');
      this.#play();
      this.#turnUntil(NEVER);
      const { loop } = this.session;
      loop.finish((loop.lastRowAt + AFTERMATH) as Timestamp);
    });
    this.#end();
  }

  /** A fault of ours must not take the recorder with it; a session that has one trades no more. */
  #hear(work: () => void): void {
    if (this.isOver) return;
    try {
      work();
      this.#wakeInTime();
    } catch (error) {
      this.#end();
      this.fault = String(error);
      this.#options.onFault(error);
    }
  }

  #play(): void {
    const { tape } = this.#rows;
    if (tape.length > 0) this.session.loop.play(tape);
    this.#rows.clear();
  }

  #turnUntil(until: Timestamp): void {
    for (let turn = this.#turns.take(until); turn; turn = this.#turns.take(until)) {
      if (turn.kind === KIND_OPEN) this.#rows.open(turn.market, turn.at);
      else this.#rows.close(turn.market, turn.at);
      this.#play();
    }
  }

  /** Turns, timers and answers have their own times, at which nothing may be heard. */
  #wakeInTime(): void {
    const due = Math.min(this.session.loop.nextDue, this.#turns.next) as Timestamp;
    if (this.isOver || due === NEVER || due >= (this.#timer?.due ?? NEVER)) return;
    const { clock } = this.#options;
    if (this.#timer !== undefined) clock.clearTimer(this.#timer.timer);
    const delay = Math.max(0, Math.ceil((due + 1 - clock.now()) / MICROS_PER_MS));
    const timer = clock.setTimer(delay, () => this.#wake());
    this.#timer = { due, timer };
  }

  #wake(): void {
    this.#timer = undefined;
    this.#hear(() => void this.#catchUp());
  }

  #catchUp(): Timestamp {
    const now = this.#options.clock.now();
    const due = this.session.loop.nextDue;
    if (due <= now) this.times.late((now - due) / MICROS_PER_SECOND);
    this.#turnUntil(now);
    // What is due just now waits, as in a replay: a row of this very moment would come first.
    this.session.loop.advance((now - 1) as Timestamp);
    this.actedUntil = now;
    return now;
  }

  #end(): void {
    this.isOver = true;
    if (this.#timer !== undefined) this.#options.clock.clearTimer(this.#timer.timer);
    this.#timer = undefined;
  }
}
