import type { LevelEvent, RecordedEvent, TokenNumber } from '../../archive/frame-log/event-text.ts';
import type { Recording } from '../../archive/frame-log/recording.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import type { Refusal } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { BookMark, FrameOrigin, MarketSink } from '../../polymarket/sockets/market-sink.ts';
import type { LevelChange, MarketMessage } from '../../ports/venue-wire.ts';
import type { Backfill, Print } from './backfill.ts';

/** What the venue says of a market's life: not recorded, a reason to look. */
export type MarketHint = Extract<MarketMessage, { kind: 'MarketListed' | 'MarketResolved' }>;

/** `source` of frames of the market channel. */
const MARKET_FRAMES = 'clob/market';

/** How far earlier runs of the recorder have heard of markets, with the last prints of each. */
export type EarlierEnds = ReadonlyMap<
  ConditionId,
  { readonly until: Timestamp; readonly prints: readonly Print[] }
>;

/** Writes down what the market channel delivers: frames as they came, and the events in them. */
export class MarketRecorder implements MarketSink {
  /** Parts of frames that could not be read; the log has the frames, and why. */
  refusals = 0;
  readonly #recording: Recording;
  /** The last that came: what is refused is a part of it. */
  #frame = '';
  readonly #numbers = new Map<TokenId, TokenNumber>();
  readonly #conditions = new Map<TokenId, ConditionId>();
  readonly #backfill: Backfill | undefined;
  readonly #onHint: (hint: MarketHint) => void;
  /** Books that have come in this run, each with its first. */
  readonly #first = new Map<TokenId, Timestamp>();
  #earlier: EarlierEnds = new Map();

  /** `backfill` hears of prints and of gaps; it answers through {@link missed}. */
  constructor(
    recording: Recording,
    backfill?: Backfill,
    onHint: (hint: MarketHint) => void = () => {},
  ) {
    this.#onHint = onHint;
    this.#recording = recording;
    this.#backfill = backfill;
  }

  /** Names a market before its first frame comes; returns its number in the recording. */
  declare(facts: MarketFacts, at: Timestamp): number {
    const number = this.#recording.declare(facts, at);
    for (const [outcome, token] of facts.tokens.entries()) {
      if (token === undefined) continue;
      this.#numbers.set(token, number * 2 + outcome);
      if (facts.conditionId !== undefined) this.#conditions.set(token, facts.conditionId);
    }
    return number;
  }

  /** Its tokens were let go: nothing of their books will be heard. */
  release(number: number, { conditionId }: MarketFacts, at: Timestamp): void {
    this.#recording.release(number, at);
    if (conditionId !== undefined) this.#backfill?.left(conditionId, at);
  }

  /** The market is over, and its tokens were let go. */
  forget(number: number, facts: MarketFacts, at: Timestamp): void {
    this.#recording.forget(number, at);
    for (const token of facts.tokens) {
      if (token === undefined) continue;
      this.#numbers.delete(token);
      this.#conditions.delete(token);
      this.#first.delete(token);
    }
    if (facts.conditionId !== undefined) this.#backfill?.forget(facts.conditionId);
  }

  frame(text: string, { connection, receivedAt }: Readonly<FrameOrigin>): void {
    this.#frame = text;
    this.#recording.frame(MARKET_FRAMES, connection, text, receivedAt);
  }

  message(message: MarketMessage, { receivedAt }: Readonly<FrameOrigin>): void {
    if (message.kind === 'MarketListed' || message.kind === 'MarketResolved') {
      this.#onHint(message);
      return;
    }
    const event = this.#eventOf(message);
    if (event !== undefined) this.#recording.event(event, receivedAt);
    if (message.kind !== 'TradePrinted') return;
    const condition = this.#conditions.get(message.token);
    if (condition !== undefined) this.#backfill?.heard(condition, message);
  }

  /** A print that a gap had hidden. */
  missed({ token, tsEvent, side, price, size }: Print, at: Timestamp): void {
    const number = this.#numbers.get(token);
    if (number === undefined) return;
    const event = { kind: 'trade', token: number, tsEvent, side, price, size } as const;
    this.#recording.event({ ...event, isLate: true }, at);
  }

  /** Says where earlier runs left off, once it is known: between that and now is a gap too. */
  heardBefore(ends: EarlierEnds): void {
    this.#earlier = ends;
    for (const [token, at] of this.#first) this.#askSinceEarlier(token, at);
  }

  refused(refusal: Refusal, { receivedAt }: Readonly<FrameOrigin>): void {
    this.refusals++;
    this.#recording.refused(MARKET_FRAMES, refusal, this.#frame, receivedAt);
  }

  mark(mark: BookMark): void {
    if (mark.kind === 'trusted') this.#regained(mark.token, mark.gap.to);
    if (mark.kind !== 'untrusted') return;
    const token = this.#numbers.get(mark.token);
    if (token === undefined) return;
    const { at, since = at, reason } = mark;
    this.#recording.event({ kind: 'gap', token, from: since, reason }, at);
    const condition = this.#conditions.get(mark.token);
    if (condition !== undefined) this.#backfill?.lost(condition, mark.token, since);
  }

  #regained(token: TokenId, at: Timestamp): void {
    if (this.#backfill?.regained(token, at) === true || this.#first.has(token)) return;
    this.#first.set(token, at);
    this.#askSinceEarlier(token, at);
  }

  #askSinceEarlier(token: TokenId, to: Timestamp): void {
    const condition = this.#conditions.get(token);
    const end = condition === undefined ? undefined : this.#earlier.get(condition);
    if (condition === undefined || end === undefined || end.until >= to) return;
    this.#backfill?.gap(condition, end.until, to, end.prints);
  }

  #eventOf(message: MarketMessage): RecordedEvent | undefined {
    const { tsEvent } = message;
    if (message.kind === 'LevelsChanged') {
      const changes = this.#levelsOf(message.changes);
      return changes.length === 0 ? undefined : { kind: 'levels', tsEvent, changes };
    }
    const token = 'token' in message ? this.#numbers.get(message.token) : undefined;
    if (token === undefined) return undefined;
    switch (message.kind) {
      case 'BookSnapshot': {
        const { tick, bids, asks } = message;
        return { kind: 'book', token, tsEvent, tick, bids, asks };
      }
      case 'TradePrinted': {
        const { side, price, size } = message;
        return { kind: 'trade', token, tsEvent, side, price, size, isLate: false };
      }
      case 'TickSizeChanged':
        return { kind: 'tick', token, tsEvent, tick: message.tick };
      // The changes of levels say it too; a market's life is the catalogue's matter.
      default:
        return undefined;
    }
  }

  /** Those of tokens that were declared. */
  #levelsOf(changes: readonly LevelChange[]): LevelEvent[] {
    // As long as it can be: one that grows takes room for more than nearly all have.
    const levels = new Array<LevelEvent>(changes.length);
    let count = 0;
    for (const { token, side, price, size } of changes) {
      const number = this.#numbers.get(token);
      if (number !== undefined) levels[count++] = { token: number, side, price, size };
    }
    levels.length = count;
    return levels;
  }
}
