import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { NEVER, SCALE, type Timestamp } from '../../domain/units.ts';
import type { SettledMarket } from '../../models/learning/examples.ts';
import type { LearningModel } from '../../models/learning/learning-model.ts';
import type { ModelAbstention } from '../../models/probability-model.ts';
import type { View } from '../../ports/view.ts';
import type { MarketFeatures } from '../../signals/features/market-features.ts';
import { joined, packedRows, rowsOf, type WaitingMarket } from './waiting-market.ts';

/** One market from before its window to its end: what was seen at its moments, and said then. */
export class WatchedMarket {
  readonly market: MarketIndex;
  /** In whose terms the market is told: Up, or the first outcome where that is not known. */
  readonly token: TokenIndex;
  readonly model: LearningModel;
  readonly slug: string;
  readonly closesAt: Timestamp;
  /** What stood in the way since the moment that is due. */
  obstacle = 'no_book';
  #features: MarketFeatures | undefined;
  readonly #moments: readonly number[];
  readonly #row: Float64Array;
  readonly #seen: Float32Array[] = [];
  readonly #said: number[] = [];
  #next = 0;
  #seenAt: Timestamp | undefined;
  #isResumed = false;

  /** `features`: undefined where the market is over. */
  constructor(
    place: Pick<WatchedMarket, 'market' | 'token' | 'slug' | 'closesAt'>,
    model: LearningModel,
    features: MarketFeatures | undefined,
    moments: readonly number[],
    width: number,
  ) {
    const { market, token, slug, closesAt } = place;
    this.market = market;
    this.token = token;
    this.slug = slug;
    this.closesAt = closesAt;
    this.model = model;
    this.#features = features;
    this.#moments = moments;
    this.#row = new Float64Array(width);
  }

  get hasSeen(): boolean {
    return this.#seen.length > 0;
  }

  /** Rows of it come from an earlier run, which cannot have learned from it. */
  get isResumed(): boolean {
    return this.#isResumed;
  }

  /** Goes on from what an earlier run has seen: at no moment is it looked at twice. */
  resume(left: WaitingMarket): void {
    this.#isResumed = true;
    this.#seenAt = left.seenAt;
    this.#seen.push(...(rowsOf(left, this.#row.length) ?? []));
    // What another model had said is none of this one's forecasts.
    if (left.subject === this.model.subject) this.#said.push(...left.said);
    while (this.#next < this.#moments.length - 1 && this.#at(this.#next) <= left.seenAt)
      this.pass();
  }

  /** For a later run; undefined: nothing was seen. */
  save(): WaitingMarket | undefined {
    const { slug: market, closesAt, model } = this;
    if (this.#seenAt === undefined) return undefined;
    return {
      market,
      subject: model.subject,
      closesAt,
      seenAt: this.#seenAt,
      looks: this.#seen.length,
      rows: packedRows(this.#seen, this.#row.length),
      said: this.#said,
    };
  }

  /** What is read of it; undefined once it is closed. */
  get features(): MarketFeatures | undefined {
    return this.#features;
  }

  /** The market is over: what was seen waits for its end, and nothing more is. */
  close(): void {
    this.#features = undefined;
  }

  /** When the moment that is due, or comes next, is over; NEVER after the last. */
  get nextEnd(): Timestamp {
    return (this.#moments[this.#next + 1] ?? NEVER) as Timestamp;
  }

  /** A moment is due that nothing was seen of yet. */
  isDue(now: Timestamp): boolean {
    const isLeft = this.#next < this.#moments.length - 1;
    return isLeft && now >= this.#at(this.#next) && now < this.nextEnd;
  }

  /** Nothing was seen of the moment that is over now. */
  pass(): void {
    this.#next++;
    this.obstacle = 'no_book';
  }

  /** What the model says at any time, or why nothing: nothing is kept of it. */
  ask(view: View): number | ModelAbstention {
    return this.model.say(this.#read(view));
  }

  /**
   * Looks once in this moment: what the model says of its token, or why nothing. `counts`: it will
   * be scored by what comes.
   */
  look(view: View, counts: boolean): number | ModelAbstention {
    const row = this.#read(view);
    this.#seen.push(row);
    this.#seenAt = view.now;
    this.pass();
    const said = this.model.say(row);
    if (counts && typeof said === 'number') this.#said.push(said);
    return said;
  }

  /** The market is settled; `payout`: what a share of its token paid. A draw teaches nothing. */
  learn(payout: number, view: View): void {
    const { opensAt, closesAt } = view.markets[this.market] ?? {};
    if (payout !== 0 && payout !== SCALE) return;
    if (opensAt === undefined || closesAt === undefined || this.#seen.length === 0) return;
    this.model.learn(this.#settled(payout === SCALE, opensAt, closesAt), this.#said, view.now);
  }

  /** As it is asked of the model and kept, so that it learns what it was asked. */
  #read(view: View): Float32Array {
    invariant(this.#features !== undefined, 'a market that is closed is not looked at');
    this.#features.write(view, this.#row);
    return Float32Array.from(this.#row);
  }

  #settled(happened: boolean, from: Timestamp, until: Timestamp): SettledMarket {
    return { values: joined(this.#seen, this.#row.length), happened, from, until };
  }

  #at(moment: number): number {
    return this.#moments[moment] as number;
  }
}
