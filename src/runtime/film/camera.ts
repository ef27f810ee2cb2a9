import { type ClientOrderId, type MarketIndex, tokenIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Market } from '../../domain/market.ts';
import { endsMessage, KIND_REFERENCE, partOf, type Tape } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Loop } from '../../engine/loop.ts';
import type { Execution } from '../../ports/execution.ts';
import type { NewsRow } from '../../screen/desk-document.ts';
import type { Film, FilmFrame } from '../../screen/film.ts';
import type { LadderLevel } from '../../screen/market-document.ts';
import type { SimulatedExchange } from '../../sim/simulated-exchange.ts';
import { marketDocument } from '../screen/market-screen.ts';
import { NewsRows } from '../screen/news-rows.ts';
import type { Session } from '../session.ts';

/** Levels of a side in a picture. */
const LEVELS_MOST = 20;
const NEWS_AT_ONCE = 100;
/** More are not kept, and the film says so. */
const FRAMES_MOST = 50_000;
const NEWS_MOST = 50_000;

export type CameraOptions = {
  /** Slug of the market. */
  readonly market: string;
  /** Between two pictures at least, µs. */
  readonly step: number;
};

type Facts = Pick<Film, 'question' | 'labels' | 'opensAt' | 'closesAt' | 'payout' | 'strategies'>;

type Filmed = Pick<Session<Execution>, 'engine' | 'strategies' | 'universe'> & {
  readonly exchange: object;
  readonly loop: Pick<Loop, 'play' | 'advance'>;
};

/**
 * Takes pictures of one market while a run is played: after messages of its book, and whenever an
 * order of ours changed. It plays each tape in parts, which decides nothing: a tape may be cut
 * anywhere.
 */
export class Camera {
  readonly frames: FilmFrame[] = [];
  /** What was decided and answered in the market. */
  readonly news: NewsRow[] = [];
  readonly #options: CameraOptions;
  readonly #entries: JournalEntry[] = [];
  #facts: Facts | undefined;
  #index: MarketIndex | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #isNew = false;
  #isCut = false;

  constructor(options: CameraOptions) {
    this.#options = options;
  }

  /** The run is over: what is known of the market now is what the film says of it. */
  end(session: Filmed): void {
    const { engine, strategies, universe } = session;
    const index = this.#indexIn(session);
    if (index === undefined) return;
    const { state } = engine;
    const { question, labels, opensAt, closesAt } = universe.markets[index] as Market;
    const payout = state.payouts[index] ?? Number.NaN;
    this.#facts = {
      question: question ?? null,
      labels: [labels[0] ?? null, labels[1] ?? null],
      opensAt: opensAt ?? null,
      closesAt: closesAt ?? null,
      payout: Number.isNaN(payout) ? null : payout,
      strategies,
    };
  }

  /** Undefined: the run never heard of the market. */
  film(about: Pick<Film, 'provenance' | 'run' | 'isSame'>): Film | undefined {
    if (this.#facts === undefined) return undefined;
    const { market, step } = this.#options;
    const made = { isCut: this.#isCut, frames: this.frames, news: this.news, step };
    return { schema: 'polydesk.film', schemaVersion: 1, market, ...this.#facts, ...about, ...made };
  }

  /** Of the run's journal: to be told of each entry as it is made. */
  append(entry: JournalEntry): void {
    this.#entries.push(entry);
    this.#isNew = true;
  }

  /** A loop that plays as the session's own does, with the camera beside it. */
  loopOf(session: Filmed): Pick<Loop, 'play' | 'advance'> {
    const rows = new NewsRows({ state: session.engine.state, strategies: session.strategies });
    return {
      play: (tape) => this.#play(session, tape, rows),
      advance: (until) => {
        session.loop.advance(until);
        this.#look(session, until, rows);
      },
    };
  }

  #play(session: Filmed, tape: Tape, news: NewsRows): void {
    let from = 0;
    for (let row = 0; row < tape.length; row++) {
      if (!this.#isMoment(session, tape, row)) continue;
      session.loop.play(partOf(tape, from, row + 1));
      from = row + 1;
      this.#look(session, tape.tsInit[row] as Timestamp, news);
    }
    if (from < tape.length) {
      session.loop.play(from === 0 ? tape : partOf(tape, from, tape.length));
      this.#look(session, tape.tsInit[tape.length - 1] as Timestamp, news);
    }
  }

  /** A message of the market has ended, and the last picture is old enough. */
  #isMoment(session: Filmed, tape: Tape, row: number): boolean {
    if (!endsMessage(tape.flags[row] as number)) return false;
    if ((tape.tsInit[row] as number) < this.#last + this.#options.step) return false;
    if (tape.kind[row] === KIND_REFERENCE) return false;
    return tape.market[row] === this.#indexIn(session);
  }

  #look(session: Filmed, at: Timestamp, news: NewsRows): void {
    const { state } = session.engine;
    const index = this.#indexIn(session);
    const isDue = at >= this.#last + this.#options.step;
    this.#tell(news);
    if (index === undefined || state.books[index] === undefined || (!isDue && !this.#isNew)) return;
    if (this.frames.length >= FRAMES_MOST) {
      this.#isCut = true;
      return;
    }
    this.#isNew = false;
    this.#last = at;
    this.frames.push(frameOf(session, index, at));
  }

  #tell(rows: NewsRows): void {
    const { market } = this.#options;
    // A few at a time: only the newest rows are kept there.
    while (this.#entries.length > 0) {
      const known = rows.rows.at(-1)?.entry ?? -1;
      rows.append(this.#entries.splice(0, NEWS_AT_ONCE));
      const fresh = rows.rows.filter((row) => row.entry > known && row.market === market);
      const room = NEWS_MOST - this.news.length;
      if (fresh.length > room) this.#isCut = true;
      this.news.push(...fresh.slice(0, room));
    }
  }

  /** The source knows it before the strategies hear of it. */
  #indexIn({ universe }: Filmed): MarketIndex | undefined {
    if (this.#index !== undefined) return this.#index;
    const found = universe.markets.findLastIndex(({ slug }) => slug === this.#options.market);
    if (found >= 0) this.#index = found as MarketIndex;
    return this.#index;
  }
}

function frameOf(session: Filmed, index: MarketIndex, at: Timestamp): FilmFrame {
  const watched = { session: { session }, ahead: aheadIn(session), strikeOf: () => undefined };
  const document = marketDocument(watched, index, at, []);
  const { isTrusted, untrusted, mine, reference } = document;
  const { account } = session.engine.state;
  const shares = (outcome: 0 | 1) => account.position(tokenIndex(index, outcome))?.traded ?? 0;
  const book = { bids: columnOf(document.bids), asks: columnOf(document.asks) };
  return { at, isTrusted, untrusted, ...book, mine, held: [shares(0), shares(1)], reference };
}

function columnOf(levels: readonly LadderLevel[]): (number | null)[] {
  return levels.slice(0, LEVELS_MOST).flatMap(({ price, size }) => [price, size]);
}

/** Only a simulated exchange knows what stands before an order. */
function aheadIn({ exchange }: Filmed) {
  const simulated = exchange as Partial<Pick<SimulatedExchange, 'aheadOf'>>;
  return (order: ClientOrderId) => simulated.aheadOf?.(order);
}
