import type { ExchangeEvent } from '../domain/event.ts';
import { type MarketIndex, marketOf } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { Random } from '../domain/random.ts';
import type { RewardProgramme } from '../domain/reward-programme.ts';
import {
  adjustedMid,
  bookScores,
  makerScore,
  type SideScores,
  scorePerShare,
} from '../domain/reward-score.ts';
import { complement, type Price, SCALE, type Timestamp, type Usd } from '../domain/units.ts';
import type { DecisionLog } from './decision-log.ts';
import { type EngineState, PHASE_TRADING } from './state.ts';
import { DESK, SAMPLING, type Timers } from './timers.ts';

const MINUTE = 60 * SCALE;
const SAMPLES_A_DAY = 1_440;

type Parts = {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
  readonly seed: number;
};

/**
 * Liquidity rewards as a simulation accrues them: once a minute, at a moment drawn from the seed as
 * the venue draws its own, what rests is scored against what the book shows. For simulated
 * exchanges alone: of a real one the book has our own orders in it, and the venue says what it
 * pays.
 */
export class RewardSampler {
  readonly #parts: Parts;
  /** Where something of ours may rest that is rewarded. */
  readonly #markets = new Set<MarketIndex>();
  #isDue = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** An answer that is booked. */
  answered(event: ExchangeEvent): void {
    if (event.kind !== 'OrderAccepted') return;
    const order = this.#parts.state.orders.get(event.order);
    if (order === undefined) return;
    const market = marketOf(order.token);
    if (this.#programmeOf(market) === undefined) return;
    this.#markets.add(market);
    this.#await();
  }

  /** It is the moment of a sample. */
  due(): void {
    this.#isDue = false;
    for (const market of this.#markets) this.#sample(market);
    if (this.#markets.size > 0) this.#await();
  }

  #await(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const { state, timers, seed } = this.#parts;
    const minute = Math.floor(state.now / MINUTE);
    const first = momentIn(minute, seed);
    const next = first > state.now ? first : momentIn(minute + 1, seed);
    timers.add(next, DESK, SAMPLING);
  }

  #sample(market: MarketIndex): void {
    const { state, log } = this.#parts;
    const programme = this.#programmeOf(market);
    const orders = state.sleeves.flatMap((sleeve) => sleeve.openOrders(market));
    const isOver = state.phases[market] !== PHASE_TRADING || orders.length === 0;
    if (programme === undefined || isOver) {
      this.#markets.delete(market);
      return;
    }
    const { now: at } = state;
    const scores = this.#scores(market, programme, orders);
    if (scores === undefined) {
      const unknown = { mine: undefined, others: undefined, reward: undefined };
      log.append({ kind: 'RewardSampled', at, market, ...unknown });
    } else if (scores.mine > 0) {
      const share = scores.mine / (scores.mine + scores.others);
      const reward = Math.floor((programme.perDay / SAMPLES_A_DAY) * share) as Usd;
      log.append({ kind: 'RewardSampled', at, market, ...scores, reward });
    }
  }

  /** Undefined: what the book shows is not known well enough. */
  #scores(market: MarketIndex, programme: RewardProgramme, orders: readonly Order[]) {
    const book = this.#parts.state.books[market];
    if (book === undefined || !book.isTrusted || book.isCrossed) return undefined;
    const mid = adjustedMid(book, programme);
    if (mid === undefined) return undefined;
    const others = bookScores(book, programme, mid);
    if (others === undefined) return undefined;
    const own = this.#ownScores(programme, orders, mid);
    return { mine: makerScore(own, mid), others: makerScore(others, mid) };
  }

  #ownScores(
    { minimumSize, mostSpread, restFor = 0 }: RewardProgramme,
    orders: readonly Order[],
    mid: Price,
  ): SideScores {
    const { now } = this.#parts.state;
    let bids = 0;
    let asks = 0;
    for (const { status, submittedAt, token, side, price, size, filled } of orders) {
      const left = size - filled;
      const rests = status === 'accepted' && now - submittedAt >= restFor;
      if (!rests || left < minimumSize) continue;
      const isFirst = (token & 1) === 0;
      const at = isFirst ? price : complement(price);
      const isBid = (side === 'buy') === isFirst;
      const score = scorePerShare(isBid ? mid - at : at - mid, mostSpread) * (left / SCALE);
      if (isBid) bids += score;
      else asks += score;
    }
    return { bids, asks };
  }

  /** Undefined: nobody knows of any, or nothing is paid. */
  #programmeOf(market: MarketIndex): RewardProgramme | undefined {
    const programme = this.#parts.state.markets[market]?.rewards?.value;
    return programme === undefined || programme.perDay === 0 ? undefined : programme;
  }
}

/** When in a minute the sample is taken: the same whoever asks, and whenever. */
function momentIn(minute: number, seed: number): Timestamp {
  const random = new Random(seed, `reward sample of minute ${minute}`);
  return (minute * MINUTE + random.integer(MINUTE)) as Timestamp;
}
