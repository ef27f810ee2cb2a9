import type { OrderEvent } from '../../domain/event.ts';
import { complementOf, type MarketIndex, marketOf, outcomeOf } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import type { Order } from '../../domain/order.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { MemoryFacts, Strategy } from '../../ports/strategy.ts';
import type { StrategyLoop } from '../../ports/strategy-loop.ts';
import type { View } from '../../ports/view.ts';
import {
  factsOf,
  NOTHING_YET,
  type Remembered,
  type SavedTouch,
  writeMemory,
} from './directional-memory.ts';
import { type Entry, weighEntry } from './entry.ts';
import { weighExit } from './exit.ts';
import { type Fair, fairOf } from './fair-market.ts';
import { isTouch } from './fair-price.ts';
import { type FollowedMarket, notePrice, readMarket } from './followed-market.ts';
import type { Thought } from './own-trades/own-trade.ts';
import { OwnTradeReview } from './own-trades/own-trade-review.ts';
import type { DirectionalRule } from './parameters.ts';
import { SpotFollower } from './spot-follower.ts';

/** An entry that has passed all that its own market can say. */
type Candidate = { readonly followed: FollowedMarket; readonly entry: Entry };

/**
 * Trades questions about the price of an asset, by how likely a walk from its spot answers them: at
 * each cycle it looks at every market for an edge that has lasted, and at a quicker pace at what it
 * holds for a reason to sell. Source system S1, §2.11.
 */
export class DirectionalTrader implements Strategy {
  readonly loops: readonly StrategyLoop[];
  readonly #rule: DirectionalRule;
  readonly #spots: SpotFollower;
  readonly #followed = new Map<MarketIndex, FollowedMarket>();
  /** Why markets that are not open yet cannot be followed. */
  readonly #unread = new Map<MarketIndex, string>();

  readonly learnedUntil: Timestamp | undefined;
  /** By slug, of markets that an earlier run has followed; those of this run are taken out. */
  readonly #touches: Map<string, SavedTouch>;
  readonly #review: OwnTradeReview;

  constructor(rule: DirectionalRule, remembered: Remembered = NOTHING_YET) {
    this.#rule = rule;
    this.#spots = new SpotFollower(rule, remembered);
    this.#touches = new Map(remembered.touches.map((one) => [one.market, one]));
    this.#review = new OwnTradeReview(remembered.ownTrades);
    this.learnedUntil = factsOf(remembered).learnedUntil;
    const cycle: StrategyLoop = {
      name: 'entries',
      every: rule.cycleEvery,
      run: (view, desk) => this.#enter(view, desk),
    };
    const exits: StrategyLoop = {
      name: 'exits',
      every: rule.exitEvery,
      exits: true,
      run: (view, desk) => this.#exit(view, desk),
    };
    this.loops = [cycle, ...(rule.hasExits ? [exits] : []), this.#review.loop];
  }

  onMarketListed(market: MarketIndex, view: View): void {
    this.#review.book.listed(market, view);
    const read = readMarket(market, view.markets[market] as Market, this.#rule, view.now);
    if (typeof read === 'string') {
      this.#unread.set(market, read);
      return;
    }
    this.#recall(read, (view.markets[market] as Market).slug);
    this.#followed.set(market, read);
    this.#spots.follow(read.feed);
  }

  onMarketOpened(market: MarketIndex, _view: View, desk: Desk): void {
    const code = this.#unread.get(market);
    if (code !== undefined) desk.skip(market, { code, numbers: {} });
    this.#unread.delete(market);
  }

  onReference(feed: string, price: number, view: View): void {
    if (!this.#spots.hear(feed, price, view.now)) return;
    for (const followed of this.#followed.values()) {
      if (followed.feed === feed) notePrice(followed, price, view.now);
    }
  }

  onOrder(event: OrderEvent, view: View, desk: Desk): void {
    this.#review.book.heard(event, view);
    if (event.kind !== 'OrderDenied') return;
    for (const followed of this.#followed.values()) {
      if (followed.asked !== event.order) continue;
      followed.asked = undefined;
      followed.confirmed = 0;
      desk.skip(followed.market, { code: 'risk_rejected', numbers: {} });
    }
  }

  onMarketClosed(market: MarketIndex): void {
    this.#touches.delete(this.#followed.get(market)?.slug ?? '');
    this.#followed.delete(market);
    this.#unread.delete(market);
  }

  onMarketResolved(market: MarketIndex, view: View): void {
    this.onMarketClosed(market);
    this.#review.book.paid(market, view);
  }

  memory(): string {
    return writeMemory(this.#remembered);
  }

  memoryFacts(): MemoryFacts {
    return factsOf(this.#remembered);
  }

  get #remembered(): Remembered {
    const touches = new Map(this.#touches);
    for (const { slug, question, isTouched, isFromBelow } of this.#followed.values()) {
      if (!isTouch(question) || isFromBelow === undefined) continue;
      touches.set(slug, { market: slug, isTouched, isFromBelow });
    }
    const ownTrades = this.#review.save();
    return {
      ...this.#spots.save(),
      touches: [...touches.values()].slice(-MOST_TOUCHES),
      ownTrades,
    };
  }

  /** What the price has done before this run, no later price tells. */
  #recall(followed: FollowedMarket, slug: string): void {
    const before = this.#touches.get(slug);
    if (before === undefined) return;
    followed.isTouched = before.isTouched;
    followed.isFromBelow = before.isFromBelow;
  }

  /** What the next cycle would find, but for what is held and for how long an edge has lasted. */
  opinion(market: MarketIndex, view: View): Opinion | undefined {
    const followed = this.#followed.get(market);
    if (followed === undefined) {
      const facts = view.markets[market];
      if (facts === undefined) return undefined;
      const read = readMarket(market, facts, this.#rule, view.now);
      return { code: typeof read === 'string' ? read : 'market_closed', ...NOTHING };
    }
    const fair = this.#fairOf(followed, view);
    if (fair.yes === undefined) return { code: fair.code, token: undefined, numbers: fair.numbers };
    const probability = ofFirst(followed, fair.yes);
    const entry = this.#entryOf(followed, fair, view);
    const numbers = { ...fair.numbers, ...entry.numbers };
    return { code: entry.code, token: entry.token, probability, numbers };
  }

  #enter(view: View, desk: Desk): void {
    const candidates: Candidate[] = [];
    for (const followed of this.#followed.values()) {
      if (!view.isOpen(followed.market)) continue;
      const entry = this.#look(followed, view, desk);
      if (entry !== undefined) candidates.push({ followed, entry });
    }
    // Where two exclude each other the larger edge is bought.
    const edgeOf = ({ entry }: Candidate) => entry.numbers.edge as number;
    candidates.sort((a, b) => edgeOf(b) - edgeOf(a) || a.followed.market - b.followed.market);
    this.#buy(candidates, view, desk);
  }

  /** An entry that has been confirmed; undefined after saying why there is none. */
  #look(followed: FollowedMarket, view: View, desk: Desk): Entry | undefined {
    const { market } = followed;
    const fair = this.#fairOf(followed, view);
    if (fair.yes !== undefined && fair.code === 'priced') {
      const model = `${followed.question.asset} ${this.#modelOf(followed)}`;
      const mid = view.mid((market * 2) as typeof followed.yes);
      desk.forecast(market, { probability: ofFirst(followed, fair.yes), mid, model });
    }
    const entry = this.#entryOf(followed, fair, view);
    const skip = (code: string) => {
      desk.skip(market, { code, numbers: { ...fair.numbers, ...entry.numbers } });
      return undefined;
    };
    const hasBid = this.#reviewBids(followed, entry, view, desk);
    followed.confirmed = confirmedBy(followed, entry);
    if (entry.token === undefined) return skip(entry.code);
    if (hasBid) return skip('order_open');
    if (isHeld(followed, view)) return skip('held');
    if (Math.abs(followed.confirmed) < this.#rule.confirmations) return skip('confirming');
    if (entry.terms === undefined) return skip(entry.code);
    return { ...entry, numbers: { ...fair.numbers, ...entry.numbers } };
  }

  /** A volatility of the future is none, nor is what was touched by then. */
  #fairOf(followed: FollowedMarket, view: View): Fair {
    if (view.now >= (this.learnedUntil ?? 0)) {
      return fairOf(followed, this.#rule, this.#spots, view);
    }
    return { yes: undefined, code: 'learned_later', numbers: {} };
  }

  #entryOf(followed: FollowedMarket, fair: Fair, view: View): Entry {
    const nothing = { token: undefined, terms: undefined, numbers: {} };
    if (fair.yes === undefined || fair.code !== 'priced') return { code: fair.code, ...nothing };
    if (followed.deadline - view.now < this.#rule.leastLeft)
      return { code: 'ends_soon', ...nothing };
    return weighEntry(followed, fair.yes, this.#rule, view);
  }

  /** Cancels bids that would not be placed again so. Says whether one was there. */
  #reviewBids(followed: FollowedMarket, entry: Entry, view: View, desk: Desk): boolean {
    const bids = view.openOrders(followed.market).filter(({ side }) => side === 'buy');
    for (const bid of bids) {
      if (isStillWanted(bid, entry)) continue;
      const code = entry.token === bid.token ? 'requote' : entry.code;
      desk.cancel(bid.id, { code, numbers: entry.numbers });
    }
    return bids.length > 0;
  }

  #buy(candidates: readonly Candidate[], view: View, desk: Desk): void {
    const out = [...this.#followed.values()].filter(
      (some) => isHeld(some, view) || view.openOrders(some.market).length > 0,
    );
    const clusters = new Set(out.map(({ cluster }) => cluster));
    let count = out.length;
    for (const { followed, entry } of candidates) {
      const { market, cluster } = followed;
      const refuse = (code: string) => desk.skip(market, { code, numbers: entry.numbers });
      if (clusters.has(cluster)) refuse('same_cluster');
      else if (count >= this.#rule.maxPositions) refuse('exposure_limit');
      else if (entry.terms !== undefined) {
        followed.asked = desk.submit(entry.terms, { code: 'trade', numbers: entry.numbers });
        this.#review.book.asked(followed.asked, thoughtOf(followed, entry));
        clusters.add(cluster);
        count++;
      }
    }
  }

  /** Sells what has a reason to be sold; bids for more of it go first. */
  #exit(view: View, desk: Desk): void {
    for (const followed of this.#followed.values()) {
      if (!view.isOpen(followed.market) || !isHeld(followed, view)) continue;
      const { yes } = this.#fairOf(followed, view);
      for (const token of [followed.yes, complementOf(followed.yes)]) {
        const wins = token === followed.yes || yes === undefined ? yes : 1 - yes;
        const exit = weighExit(token, wins, this.#rule, view);
        if (exit === undefined) continue;
        const { code, numbers, terms } = exit;
        for (const order of view.openOrders(marketOf(token)))
          desk.cancel(order.id, { code, numbers });
        desk.submit(terms, { code, numbers });
        followed.confirmed = 0;
      }
    }
  }

  #modelOf({ question }: FollowedMarket): 'touch' | 'terminal' {
    const { model } = this.#rule;
    if (question.relation === 'between') return 'terminal';
    if (model !== 'by-question') return model;
    return isTouch(question) ? 'touch' : 'terminal';
  }
}

/** That are remembered; of more, those of this run and the latest before. */
const MOST_TOUCHES = 1_000;
const NOTHING = { token: undefined, numbers: {} } as const;

function ofFirst({ yes }: FollowedMarket, probability: number): number {
  return outcomeOf(yes) === 0 ? probability : 1 - probability;
}

function isHeld({ yes }: FollowedMarket, view: View): boolean {
  return view.position(yes) > 0 || view.position(complementOf(yes)) > 0;
}

function thoughtOf({ yes }: FollowedMarket, { token, numbers }: Entry): Thought {
  const { wins, edge } = numbers as { wins: number; edge: number };
  return { isYes: token === yes, probability: wins, edge };
}

/** Cycles in a row with an edge, positive for Yes; another side or none begins anew. */
function confirmedBy({ confirmed, yes }: FollowedMarket, { token }: Entry): number {
  if (token === undefined) return 0;
  const sign = token === yes ? 1 : -1;
  return Math.sign(confirmed) === sign ? confirmed + sign : sign;
}

function isStillWanted({ token, price }: Order, entry: Entry): boolean {
  return entry.token === token && entry.numbers.limit === price;
}
