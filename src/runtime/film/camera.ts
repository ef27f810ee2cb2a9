import { type ClientOrderId, type MarketIndex, tokenIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Market } from '../../domain/market.ts';
import { type Result, refuse } from '../../domain/result.ts';
import { endsMessage, KIND_REFERENCE, partOf, type Tape } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Loop } from '../../engine/loop.ts';
import type { Execution } from '../../ports/execution.ts';
import type { Film, FilmFrame, FilmNews } from '../../screen/film.ts';
import type { LadderLevel } from '../../screen/market-document.ts';
import type { SimulatedExchange } from '../../sim/simulated-exchange.ts';
import { nearestName } from '../nearest-name.ts';
import { marketDocument } from '../screen/market-screen.ts';
import type { Session } from '../session.ts';
import { FilmNewsRows } from './film-news-rows.ts';
import { FilmWriter } from './film-writer.ts';

/** Levels of a side in a picture. */
const LEVELS_MOST = 20;
/** Among so many names that is looked for which was meant, and so many are told. */
const NAMES_MOST = 2_000;
const NAMED_MOST = 3;

export type CameraOptions = {
  /** Slug of the market. */
  readonly market: string;
  /** Between two pictures at least, µs. */
  readonly step: number;
  /** Of the file that the film becomes. */
  readonly path: string;
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
  readonly #options: CameraOptions;
  readonly #writer: FilmWriter;
  readonly #entries: JournalEntry[] = [];
  #facts: Facts | undefined;
  #rows: FilmNewsRows | undefined;
  #session: Filmed | undefined;
  /** Slugs, the newest last. */
  #heard: readonly string[] = [];
  #index: MarketIndex | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #isNew = false;

  constructor(options: CameraOptions) {
    this.#options = options;
    this.#writer = new FilmWriter(options.path, options.market);
  }

  /** The run is over: what is known of the market now is what the film says of it. */
  end(session: Filmed): void {
    const { engine, strategies, universe } = session;
    this.#heard = universe.markets.flatMap(({ slug }) => slug ?? []);
    const index = this.#indexIn(session);
    if (index === undefined) return;
    const { state } = engine;
    this.#lookLast(session, index);
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

  /** Refuses `unknown_market`, which the run never heard of, and `cannot_write`. */
  deliver(about: Pick<Film, 'provenance' | 'run' | 'isSame'>): Result<Film> {
    if (this.#facts !== undefined) {
      return this.#writer.end({ ...this.#facts, ...about, step: this.#options.step });
    }
    this.#writer.abandon();
    const { market } = this.#options;
    return refuse('unknown_market', `the run never heard of ${market}${this.#heardInWords()}`);
  }

  #heardInWords(): string {
    const { market } = this.#options;
    const nearest = nearestName(market, this.#heard.slice(-NAMES_MOST));
    if (nearest !== undefined) return ` (did you mean ${nearest}?)`;
    const some = this.#heard.slice(-NAMED_MOST).join(', ');
    return some === '' ? ': it heard of none' : `: it heard of ${this.#heard.length}, as ${some}`;
  }

  /** Of the run's journal: to be told of each entry as it is made. */
  append(entry: JournalEntry): void {
    this.#entries.push(entry);
    this.#isNew = true;
    if (entry.kind === 'Answered') this.#lookAtAnswer(entry);
  }

  /** A loop that plays as the session's own does, with the camera beside it. */
  loopOf(session: Filmed): Pick<Loop, 'play' | 'advance'> {
    const { state } = session.engine;
    const watched = { state, strategies: session.strategies };
    const rows = new FilmNewsRows(watched, this.#options.market);
    this.#rows = rows;
    this.#session = session;
    return {
      play: (tape) => this.#play(session, tape, rows),
      advance: (until) => {
        session.loop.advance(until);
        this.#look(session, until, rows);
      },
    };
  }

  #play(session: Filmed, tape: Tape, news: FilmNewsRows): void {
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

  #look(session: Filmed, at: Timestamp, news: FilmNewsRows): void {
    const { state } = session.engine;
    const index = this.#indexIn(session);
    const told = this.#tell(news);
    if (index === undefined || state.books[index] === undefined) return;
    const isDue = at >= this.#last + this.#options.step;
    if (!isDue && !this.#isNew) return;
    this.#isNew = false;
    const frame = frameOf(session, index, at);
    // What was written down may be of another market: then it waits for its time.
    if (!isDue && told.length === 0 && !isOursOther(frame, this.#writer.last)) return;
    this.#last = at;
    this.#writer.picture(frame);
  }

  /** What is ours is other from the answer on, not from the next message of the book. */
  #lookAtAnswer({ at, event }: Extract<JournalEntry, { kind: 'Answered' }>): void {
    const [rows, session] = [this.#rows, this.#session];
    if (rows === undefined || session === undefined) return;
    this.#tell(rows);
    const index = this.#indexIn(session);
    if (index === undefined || !rows.knows(event.order)) return;
    if (session.engine.state.books[index] === undefined) return;
    this.#writer.picture(frameOf(session, index, at));
  }

  /** @returns what was told of the market. */
  #tell(rows: FilmNewsRows): readonly FilmNews[] {
    if (this.#entries.length === 0) return [];
    const told = rows.of(this.#entries.splice(0));
    for (const row of told) this.#writer.tell(row);
    for (const mark of rows.marksOf(told)) this.#writer.mark(mark);
    return told;
  }

  /** What was on its way when the recording ended has arrived since. */
  #lookLast(session: Filmed, index: MarketIndex): void {
    const last = this.#rows === undefined ? undefined : this.#tell(this.#rows).at(-1);
    if (last === undefined || session.engine.state.books[index] === undefined) return;
    const at = Math.max(last.at, this.#writer.last?.at ?? last.at) as Timestamp;
    this.#writer.picture(frameOf(session, index, at));
  }

  /** The source knows it before the strategies hear of it. */
  #indexIn({ universe }: Filmed): MarketIndex | undefined {
    if (this.#index !== undefined) return this.#index;
    const found = universe.markets.findLastIndex(({ slug }) => slug === this.#options.market);
    if (found >= 0) this.#index = found as MarketIndex;
    return this.#index;
  }
}

/** Our orders, or what we hold, are not as they were. */
function isOursOther({ mine, held }: FilmFrame, last: FilmFrame | undefined): boolean {
  const before = last === undefined ? undefined : [last.mine, last.held];
  return JSON.stringify([mine, held]) !== JSON.stringify(before);
}

function frameOf(session: Filmed, index: MarketIndex, at: Timestamp): FilmFrame {
  const watched = { session: { session }, ahead: aheadIn(session), strikeOf: () => undefined };
  const document = marketDocument(watched, index, at, []);
  const { isTrusted, untrusted, tick, mine, reference } = document;
  const { account } = session.engine.state;
  const shares = (outcome: 0 | 1) => account.position(tokenIndex(index, outcome))?.traded ?? 0;
  const book = { bids: columnOf(document.bids), asks: columnOf(document.asks) };
  return { at, isTrusted, untrusted, ...book, tick, mine, held: [shares(0), shares(1)], reference };
}

function columnOf(levels: readonly LadderLevel[]): (number | null)[] {
  return levels.slice(0, LEVELS_MOST).flatMap(({ price, size }) => [price, size]);
}

/** Only a simulated exchange knows what stands before an order. */
function aheadIn({ exchange }: Filmed) {
  const simulated = exchange as Partial<Pick<SimulatedExchange, 'aheadOf'>>;
  return (order: ClientOrderId) => simulated.aheadOf?.(order);
}
