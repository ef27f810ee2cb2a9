import type { Outcome } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import {
  FLAG_LAST,
  KIND_CLOSE,
  KIND_LIST,
  KIND_REFERENCE,
  KIND_RESOLVE,
  type Tape,
} from '../../domain/tape.ts';
import type { Price, Timestamp } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import type { MarketDataSource } from '../../ports/market-data.ts';
import { canonicalPrice } from '../../sim/canonical.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { recordedListing } from './recorded-listing.ts';
import { RecordedReference } from './recorded-reference.ts';
import type { TapesAhead } from './tapes-ahead.ts';

/**
 * Plays a recording on an exchange, at the times of its rows on the exchange's own clock: its
 * markets, books, prints, ends and reference prices. Message by message, never half a book; when
 * the machine is late, everything in order and at its own time, and before an order that came
 * later.
 */
export class RecordingDriver {
  /** Rows played. */
  rows = 0;
  /** Those of them that were read after something later was done: they happened then. */
  late = 0;
  readonly #venue: LocalVenue;
  readonly #source: Pick<MarketDataSource, 'markets' | 'knownAhead'>;
  readonly #tapes: TapesAhead;
  readonly #reference: RecordedReference;
  #tape: Tape | undefined;
  #row = 0;
  #playedUntil = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;
  #isRunning = false;

  constructor(
    venue: LocalVenue,
    source: Pick<MarketDataSource, 'markets' | 'knownAhead' | 'feeds'>,
    tapes: TapesAhead,
  ) {
    this.#venue = venue;
    this.#source = source;
    this.#tapes = tapes;
    this.#reference = new RecordedReference(source.feeds);
  }

  /** Whether all of the recording has been played. */
  get isOver(): boolean {
    return this.#tape === undefined && this.#tapes.next === undefined && this.#tapes.isOver;
  }

  /** Prices that are none of the exchange's reference, and were told to nobody. */
  get untold(): number {
    return this.#reference.untold;
  }

  start(): void {
    const venue = this.#venue;
    this.#isRunning = true;
    for (let index = 0; index < this.#source.knownAhead; index++) this.#list(index, venue.now());
    venue.follow((until) => this.#playUntil(until));
    this.#wake();
  }

  /** Nothing of the recording happens any more. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#clearTimer();
    await this.#tapes.close();
  }

  #wake(): void {
    if (!this.#isRunning) return;
    this.#playUntil(this.#venue.now());
    const { time } = this.#venue;
    this.#clearTimer();
    const next = this.#tape?.tsInit[this.#row];
    // Until the next tape is there: it wakes us itself.
    if (next === undefined) return;
    this.#timer = time.setTimer(next as Timestamp, () => {
      this.#timer = undefined;
      this.#wake();
    });
  }

  #clearTimer(): void {
    if (this.#timer !== undefined) this.#venue.time.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  #playUntil(until: Timestamp): void {
    if (!this.#isRunning) return;
    for (let tape = this.#here(); tape !== undefined; tape = this.#here()) {
      if (this.#at(tape) > until) break;
      this.#playMessage(tape);
    }
    this.#playedUntil = Math.max(this.#playedUntil, until);
  }

  /** The tape that the next row is on; undefined while there is none. */
  #here(): Tape | undefined {
    if (this.#tape === undefined || this.#row >= this.#tape.length) {
      this.#tape = this.#tapes.take(() => this.#wake());
      this.#row = 0;
    }
    return this.#tape;
  }

  /** When the next row happens: at its time, or after what was done while it was not read yet. */
  #at(tape: Tape): Timestamp {
    const at = tape.tsInit[this.#row] as Timestamp;
    return Math.max(at, this.#playedUntil) as Timestamp;
  }

  #playMessage(tape: Tape): void {
    const from = this.#row;
    const at = this.#at(tape);
    let to = from;
    do {
      if ((tape.tsInit[to] as number) < at) {
        tape.tsInit[to] = at;
        this.late++;
      }
      to++;
    } while (to < tape.length && ((tape.flags[to - 1] as number) & FLAG_LAST) === 0);
    // Before it happens: whoever hears of it may ask what happened until then.
    this.#row = to;
    this.rows += to - from;
    this.#venue.at(at, () => this.#happen(tape, from, to, at));
  }

  #happen(tape: Tape, from: number, to: number, at: Timestamp): void {
    const venue = this.#venue;
    const index = tape.market[from] as number;
    switch (tape.kind[from]) {
      case KIND_LIST:
        this.#list(index, at);
        break;
      case KIND_CLOSE:
        venue.close(venue.markets.at(index));
        break;
      case KIND_RESOLVE: {
        const outcome = tape.outcome[from] as Outcome;
        const payout = canonicalPrice(outcome, tape.price[from] as Price);
        venue.resolve(venue.markets.at(index), payout);
        break;
      }
      case KIND_REFERENCE:
        this.#refer(tape, from, at);
        break;
      default:
        venue.play(tape, from, to);
    }
  }

  #list(index: number, at: Timestamp): void {
    const venue = this.#venue;
    const market = this.#source.markets[index];
    invariant(market !== undefined, `market ${index} is in no recording`);
    const listed = venue.list(recordedListing(market, index, venue.ids, at), 'untold');
    invariant(listed.index === index, `market ${index} of a recording is the ${listed.index}th`);
  }

  #refer(tape: Tape, row: number, at: Timestamp): void {
    const told = tape.tsEvent[row] as Timestamp;
    const when = Number.isNaN(told) ? at : told;
    const news = this.#reference.newsOf(tape.market[row] as number, tape.size[row] as number, when);
    if (news !== undefined) this.#venue.reference(news);
  }
}
