import type { OrderEvent } from '../../domain/event.ts';
import {
  type MarketIndex,
  marketOf,
  type Outcome,
  outcomeOf,
  type TokenIndex,
  tokenIndex,
} from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import {
  MICROS_PER_SECOND,
  mulDiv,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import type { SettledDecision } from '../../signals/source-weights.ts';

/** Who voted for what was bought; undefined: nobody knows any more. */
export type Voters = readonly string[] | undefined;

/** What was bought in a market that has not paid yet; plain JSON. */
export type HeldDecision = {
  /** Its name: an index is of one run. */
  readonly market: string;
  readonly outcome: Outcome;
  readonly sources?: Voters;
  readonly shares: Shares;
  readonly cost: Usd;
  /** When this was last so. */
  readonly at: Timestamp;
};

export type SavedDecisions = {
  readonly held: readonly HeldDecision[];
  /** Decisions of which nobody will know what they came to, or who had voted for them. */
  readonly lost: number;
};

/** Waited for in vain for so long, it is lost. */
const PATIENCE = 30 * 86_400 * MICROS_PER_SECOND;

/** Decisions whose markets have not paid yet, of this run and of those before it. */
export class HeldDecisions {
  readonly #held = new Map<MarketIndex, HeldDecision>();
  /** Of earlier runs, by the names of markets that this one has not listed yet. */
  readonly #awaited: Map<string, HeldDecision>;
  #lost: number;

  constructor({ held, lost }: SavedDecisions = { held: [], lost: 0 }) {
    this.#awaited = new Map(held.map((one) => [one.market, one]));
    this.#lost = lost;
  }

  /** Markets that this is held in, by slug. */
  get markets(): readonly string[] {
    return [...this.#all()].map(({ market }) => market);
  }

  /**
   * A market becomes known. What an earlier run had decided in it goes on; where it has paid
   * meanwhile this says what came of it.
   */
  listed(market: MarketIndex, view: View): SettledDecision | undefined {
    const before = this.#take(market, view);
    if (before !== undefined && view.payout(market) !== undefined) {
      this.#held.set(market, before);
      return this.paid(market, view);
    }
    for (const outcome of [0, 1] as const) {
      const sources = before?.outcome === outcome ? before.sources : undefined;
      this.#note(tokenIndex(market, outcome), view, () => sources);
    }
    if (before === undefined || this.#held.has(market)) return undefined;
    // A wallet's shares of what is over are none of its runs, but how it ended is heard all the
    // same. Where it is still traded, somebody has sold them.
    if (isOver(market, view)) this.#held.set(market, before);
    else this.#lost++;
    return undefined;
  }

  /** News of an order; who had voted for what it bought is asked the first time. */
  heard(event: OrderEvent, view: View, votersFor: (token: TokenIndex) => Voters): void {
    if (event.kind !== 'OrderFilled' && event.kind !== 'FillSettled') return;
    const token = event.kind === 'OrderFilled' ? event.fill.token : view.order(event.order)?.token;
    if (token !== undefined) this.#note(token, view, () => votersFor(token));
  }

  /** What has been over for too long is not waited for any more. */
  dropOverdue(view: View): void {
    const isLate = (since: number) => view.now - since > PATIENCE;
    for (const [slug, { at }] of this.#awaited) if (isLate(at)) this.#lose(this.#awaited, slug);
    for (const [market, { at }] of this.#held) {
      const { closesAt = at } = view.markets[market] as Market;
      if (isOver(market, view) && isLate(Math.max(at, closesAt))) this.#lose(this.#held, market);
    }
  }

  /** What a market's decision has come to; undefined: none was made, or neither side won. */
  paid(market: MarketIndex, view: View): SettledDecision | undefined {
    const held = this.#held.get(market);
    this.#held.delete(market);
    const payout = view.payout(market);
    if (held === undefined || payout === undefined) return undefined;
    const { outcome, sources, shares, cost } = held;
    const own = outcome === 0 ? payout : ((SCALE - payout) as Price);
    if (own !== 0 && own !== SCALE) return undefined;
    if (sources === undefined) {
      this.#lost++;
      return undefined;
    }
    const profit = mulDiv(shares, own, SCALE, 'down') - cost;
    return { sources, isWon: own === SCALE, profit: profit / SCALE };
  }

  save(): SavedDecisions {
    return { held: [...this.#all()], lost: this.#lost };
  }

  get lost(): number {
    return this.#lost;
  }

  *#all(): Iterable<HeldDecision> {
    yield* this.#awaited.values();
    yield* this.#held.values();
  }

  /** What an earlier run has left; for one in the past of that it is the future, and nothing. */
  #take(market: MarketIndex, { markets, now }: View): HeldDecision | undefined {
    const { slug } = markets[market] as Market;
    const before = this.#awaited.get(slug);
    if (before === undefined || before.at > now) return undefined;
    this.#awaited.delete(slug);
    return before;
  }

  #lose<K>(from: Map<K, HeldDecision>, key: K): void {
    from.delete(key);
    this.#lost++;
  }

  /** What is held of a token now. Once it has paid its shares are cash: what was held counts. */
  #note(token: TokenIndex, view: View, votersOf: () => Voters): void {
    const market = marketOf(token);
    const outcome = outcomeOf(token);
    const before = this.#held.get(market);
    if (view.payout(market) !== undefined) return;
    if (before !== undefined && before.outcome !== outcome) return;
    const shares = view.position(token);
    if (shares === 0) {
      this.#held.delete(market);
      return;
    }
    const { slug } = view.markets[market] as Market;
    const sources = before === undefined ? votersOf() : before.sources;
    const [cost, at] = [view.cost(token), view.now];
    this.#held.set(market, { market: slug, outcome, sources, shares, cost, at });
  }
}

function isOver(market: MarketIndex, view: View): boolean {
  const { closesAt } = view.markets[market] as Market;
  return !view.isOpen(market) || (closesAt !== undefined && closesAt <= view.now);
}
