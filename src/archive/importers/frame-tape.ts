import { ASK, BID } from '../../domain/side.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { FrameReading, LevelChange, MarketMessage } from '../../ports/venue-wire.ts';
import type { At, SourceRow, UnitWriter } from '../importer.ts';
import { BestPrices } from './best-prices.ts';
import type { KnownToken } from './session-markets.ts';

/** A book that nothing was heard of for longer is not known to hold: the recorder samples. */
const LONGEST_SILENCE = 5 * MICROS_PER_SECOND;

type Token = KnownToken & {
  readonly best: BestPrices;
  /** Receipt of the last message about it, and the round of connections it came in. */
  heard: number;
  round: number;
};

/** Folds a session's market frames into its markets, with a gap for every break. */
export class FrameTape {
  readonly #tokens: ReadonlyMap<string, Token>;
  readonly #writer: UnitWriter;

  constructor(tokens: ReadonlyMap<string, KnownToken>, writer: UnitWriter) {
    const start = (known: KnownToken): Token => ({
      ...known,
      best: new BestPrices(),
      heard: Number.NaN,
      round: 0,
    });
    this.#tokens = new Map([...tokens].map(([id, known]) => [id, start(known)]));
    this.#writer = writer;
  }

  frame(
    reading: FrameReading,
    tsInit: number,
    round: number,
    source: SourceRow,
    payload: string,
  ): void {
    for (const name of reading.ignored) this.#writer.defect(`event_not_read: ${name}`);
    for (const refusal of reading.refusals) {
      this.#writer.quarantine(source, refusal.code, refusal.message, payload);
    }
    for (const message of reading.messages) this.#message(message, tsInit, round, source, payload);
    // A part that could not be read may have been about any token.
    if (reading.refusals.length > 0) this.#breakAll(tsInit, 'bad_rows');
  }

  /** The recording ends: what the books do afterwards is unknown. */
  finish(): void {
    for (const token of this.#tokens.values()) {
      if (Number.isNaN(token.heard)) continue;
      this.#gap(token, token.heard, undefined, 'recording_gap');
      if (token.heard < token.opensAt) this.#writer.defect('token_heard_only_before_its_window');
    }
  }

  #message(
    message: MarketMessage,
    tsInit: number,
    round: number,
    source: SourceRow,
    payload: string,
  ): void {
    if (message.kind === 'LevelsChanged') {
      const ids = new Set(message.changes.map((change) => change.token));
      for (const id of ids) {
        const changes = message.changes.filter((change) => change.token === id);
        const token = this.#known(id, source, payload);
        if (token === undefined) continue;
        this.#hear(token, tsInit, round);
        this.#deltas(token, changes, message.tsEvent, tsInit, source, payload);
      }
      return;
    }
    if (message.kind === 'MarketListed' || message.kind === 'MarketResolved') {
      const name = message.kind === 'MarketListed' ? 'new_market' : 'market_resolved';
      this.#writer.defect(`event_not_read: ${name}`);
      return;
    }
    const token = this.#known(message.token, source, payload);
    if (token === undefined) return;
    this.#hear(token, tsInit, round);
    const at: At = { ...token, tsEvent: message.tsEvent, tsInit, source };
    const raw = () => payload;
    switch (message.kind) {
      case 'BookSnapshot':
        if (this.#writer.book(at, message.bids, message.asks, message.tick, raw)) {
          token.best.replace(message.bids, message.asks);
        } else token.best.forget();
        return;
      case 'TradePrinted': {
        const hit = message.side === 'buy' ? ASK : BID;
        this.#writer.trade(at, hit, message.price, message.size, raw);
        return;
      }
      case 'TickSizeChanged':
        this.#writer.tick(at, message.tick);
        token.best.forget();
        return;
      case 'BestChanged':
        this.#writer.defect('event_not_read: best_bid_ask');
    }
  }

  #deltas(
    token: Token,
    changes: readonly LevelChange[],
    tsEvent: number,
    tsInit: number,
    source: SourceRow,
    payload: string,
  ): void {
    const at: At = { ...token, tsEvent, tsInit, source };
    for (const [i, { side, price, size }] of changes.entries()) {
      const last = i === changes.length - 1;
      if (this.#writer.delta(at, side, price, size, last, () => payload)) {
        token.best.set(side, price, size);
      }
    }
    if (token.best.isCrossed) {
      this.#writer.defect('book_crossed_by_deltas');
      this.#gap(token, tsInit, undefined, 'crossed');
    }
  }

  #known(id: string, source: SourceRow, payload: string): Token | undefined {
    const token = this.#tokens.get(id);
    if (token === undefined) {
      const message = `token ${id} is not of a market of this session`;
      this.#writer.quarantine(source, 'unknown_token', message, payload);
    }
    return token;
  }

  #hear(token: Token, tsInit: number, round: number): void {
    const silence = tsInit - token.heard;
    if (silence > LONGEST_SILENCE || (silence >= 0 && token.round !== round)) {
      this.#gap(token, token.heard, tsInit, 'disconnected');
    }
    token.heard = tsInit;
    token.round = round;
  }

  #breakAll(tsInit: number, reason: 'bad_rows'): void {
    for (const token of this.#tokens.values()) this.#gap(token, tsInit, undefined, reason);
  }

  #gap(
    token: Token,
    from: number,
    to: number | undefined,
    reason: 'disconnected' | 'recording_gap' | 'crossed' | 'bad_rows',
  ): void {
    this.#writer.gap(
      token.market,
      token.outcome,
      from as Timestamp,
      to as Timestamp | undefined,
      reason,
    );
    token.best.forget();
  }
}
