import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import { complementOf, marketOf, outcomeOf } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Market } from '../../domain/market.ts';
import { ok } from '../../domain/result.ts';
import type { BookSide } from '../../domain/side.ts';
import {
  MICROS_PER_SECOND,
  NEVER,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import { judged } from '../../models/cold-start.ts';
import { LearningModel, type LearningOptions } from '../../models/learning/learning-model.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { MemoryFacts, Strategy, StrategyDefinition } from '../../ports/strategy.ts';
import type { View } from '../../ports/view.ts';
import { FEATURE_SETS } from '../../signals/features/feature-set.ts';
import { MarketFeatures } from '../../signals/features/market-features.ts';
import { PriceFeeds } from '../../signals/features/price-feeds.ts';
import { toldToken } from '../../signals/up-token.ts';
import { ML_EARLIER_NAMES } from './earlier-names.ts';
import {
  factsOf,
  latest,
  lessonsOf,
  type MlMemory,
  modelBackTo,
  type ReadMemory,
  readMemory,
} from './ml-memory.ts';
import { type MomentRule, momentsOf } from './moments.ts';
import { buyingOf, learningOf, ML_PARAMETERS, momentRuleOf } from './parameters.ts';
import { type Advice, SelectiveBuyer } from './selective-buyer.ts';
import { overdue, type WaitingMarket } from './waiting-market.ts';
import { WatchedMarket } from './watched-market.ts';

const SET = FEATURE_SETS.desk;
/** So long before a window opens its book is looked at: moves of five minutes are known then. */
const LEAD = 600 * MICROS_PER_SECOND;
/** Forecasts settled, before their accuracy says something: source system S0, §1.7. */
const LEAST_TRIED = 20;
const POOLED = 'all';

type MlRule = {
  readonly learning: LearningOptions;
  readonly scope: 'asset' | 'pooled';
  readonly labels: 'any' | 'official';
  readonly moments: MomentRule;
};

/** Learns from each market that settles, and buys in others where every filter passes. */
class Ml implements Strategy {
  readonly learnedUntil: Timestamp | undefined;
  readonly #rule: MlRule;
  readonly #buyer: SelectiveBuyer;
  readonly #feeds = new PriceFeeds();
  readonly #models = new Map<string, LearningModel>();
  /** End of the windows that each model had learned when it began: they teach it nothing again. */
  readonly #learnedBefore = new Map<LearningModel, Timestamp>();
  readonly #watched = new Map<MarketIndex, WatchedMarket>();
  /** What an earlier run has seen of markets that this one does not know yet, by slug. */
  readonly #left = new Map<string, WaitingMarket>();
  #dropped: number;
  /** Each model as text, until it learns: it is written out often, and long. */
  readonly #texts = new Map<LearningModel, string>();

  constructor(rule: MlRule, buyer: SelectiveBuyer, { models, waiting, dropped }: ReadMemory) {
    this.#rule = rule;
    this.#buyer = buyer;
    this.learnedUntil = latest(models);
    for (const left of waiting) this.#left.set(left.market, left);
    this.#dropped = dropped;
    for (const model of models) {
      this.#models.set(model.subject, model);
      const { windowsUntil } = model;
      if (windowsUntil !== undefined) this.#learnedBefore.set(model, windowsUntil);
    }
  }

  onStart(view: View): void {
    this.#dropOverdue(view.now);
  }

  onMarketListed(market: MarketIndex, view: View, desk: Desk): void {
    // Not when one closes: a run that is stopped plays the ends of its markets ahead of time.
    this.#dropOverdue(view.now);
    const facts = view.markets[market];
    invariant(facts !== undefined, 'a market that is listed is known');
    const { asset, opensAt } = facts;
    const code =
      asset === undefined
        ? 'asset_unknown'
        : opensAt === undefined || momentsOf(facts, this.#rule.moments) === undefined
          ? 'life_unknown'
          : undefined;
    if (code !== undefined) desk.skip(market, { code, numbers: {} });
    else if (this.#leftOf(facts, view) !== undefined) this.#resume(market, view, desk);
    else desk.wakeAt(Math.max(0, (opensAt as number) - LEAD) as Timestamp, market);
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    const watched = this.#watched.get(market);
    if (watched === undefined) return;
    watched.features?.onBook(view);
    if (watched.isDue(view.now)) this.#look(watched, view, desk);
  }

  onTrade(token: TokenIndex, hit: BookSide, price: Price, size: Shares, view: View): void {
    const watched = this.#watched.get(marketOf(token));
    watched?.features?.onTrade(outcomeOf(token), hit, price, size, view);
  }

  onReference(feed: string, price: number, view: View): void {
    this.#feeds.hear(feed, price, view.now);
  }

  onTimer(market: MarketIndex, view: View, desk: Desk): void {
    const watched = this.#watched.get(market) ?? this.#watch(market, view, desk);
    if (watched === undefined) return;
    while (view.now >= watched.nextEnd) {
      this.#skip(watched, watched.obstacle, desk);
      watched.pass();
    }
    if (Number.isFinite(watched.nextEnd)) desk.wakeAt(watched.nextEnd, market);
  }

  opinion(market: MarketIndex, view: View): Opinion | undefined {
    const watched = this.#watched.get(market);
    if (watched === undefined) return undefined;
    const { token, model } = watched;
    const obstacle = obstacleOf(watched, view);
    const said = obstacle ?? this.#tooEarly(view) ?? watched.ask(view);
    const numbers = { examples: model.settled };
    if (typeof said === 'string') return { code: said, token: undefined, numbers };
    const probability = outcomeOf(token) === 0 ? said : 1 - said;
    const buy = this.#buyer.weigh(market, adviceOf(watched, said, view), view);
    const code = this.#isHeld(market, token, view) ? 'held_already' : buy.failed[0];
    const chosen = code === undefined ? buy.token : undefined;
    return { code: code ?? 'ml', token: chosen, probability, numbers: buy.numbers };
  }

  onMarketClosed(market: MarketIndex): void {
    this.#watched.get(market)?.close();
  }

  onMarketResolved(market: MarketIndex, view: View, desk: Desk): void {
    const watched = this.#watched.get(market);
    this.#watched.delete(market);
    const payout = view.payout(market);
    if (watched === undefined || payout === undefined) return;
    if (!watched.isResumed && this.#isLearned(market, watched.model, view)) return;
    if (view.isHalted(market)) this.#skip(watched, 'label_disputed', desk);
    else if (this.#rule.labels === 'official' && !view.isOfficial(market)) {
      this.#skip(watched, 'label_unofficial', desk);
    } else {
      this.#texts.delete(watched.model);
      watched.learn(outcomeOf(watched.token) === 0 ? payout : SCALE - payout, view);
    }
  }

  memory(): string {
    const memory: Omit<MlMemory, 'models'> = {
      schema: 'polydesk.ml',
      version: 1,
      features: SET.names,
      waiting: [...this.#left.values(), ...this.#seen().flatMap((one) => one.save() ?? [])],
      dropped: this.#dropped,
    };
    const models = [...this.#models.values()].map((model) => this.#textOf(model));
    return `${JSON.stringify(memory).slice(0, -1)},"models":[${models.join(',')}]}`;
  }

  memoryFacts(): MemoryFacts {
    const models = [...this.#models.values()];
    const awaits = [...this.#left.keys(), ...this.#seen().map(({ slug }) => slug)];
    return factsOf({ models, awaits, dropped: this.#dropped }, SET.names);
  }

  #textOf(model: LearningModel): string {
    const text = this.#texts.get(model) ?? JSON.stringify(model.save());
    this.#texts.set(model, text);
    return text;
  }

  #seen(): readonly WatchedMarket[] {
    return [...this.#watched.values()].filter(({ hasSeen }) => hasSeen);
  }

  /** Of a run in the past of what was seen, that is the future: it sees for itself. */
  #leftOf({ slug }: Market, { now }: View): WaitingMarket | undefined {
    const left = this.#left.get(slug);
    return left === undefined || left.seenAt > now ? undefined : left;
  }

  /** A market that an earlier run was looking at is known: its outcome may be, too. */
  #resume(market: MarketIndex, view: View, desk: Desk): void {
    this.#watch(market, view, desk);
    if (view.payout(market) !== undefined) this.onMarketResolved(market, view, desk);
    else this.onTimer(market, view, desk);
  }

  #dropOverdue(now: Timestamp): void {
    const closed = [...this.#watched.values()].filter(({ features }) => features === undefined);
    for (const one of overdue([...this.#left.values(), ...closed], now)) {
      if (one instanceof WatchedMarket) this.#watched.delete(one.market);
      else this.#left.delete(one.market);
      if (!(one instanceof WatchedMarket) || one.hasSeen) this.#dropped++;
    }
  }

  #watch(market: MarketIndex, view: View, desk: Desk): WatchedMarket | undefined {
    const facts = view.markets[market];
    const moments = facts && momentsOf(facts, this.#rule.moments);
    if (facts?.asset === undefined || moments === undefined) return undefined;
    const left = this.#leftOf(facts, view);
    if (left === undefined && view.payout(market) !== undefined) return undefined;
    const isOpen = view.isOpen(market);
    const features = isOpen ? new MarketFeatures(SET, market, view, this.#feeds) : undefined;
    const model = this.#modelOf(this.#rule.scope === 'pooled' ? POOLED : facts.asset);
    const token = toldToken(market, view);
    const { slug, closesAt = NEVER } = facts;
    const place = { market, token, slug, closesAt };
    const watched = new WatchedMarket(place, model, features, moments, SET.length);
    if (left !== undefined) watched.resume(left);
    this.#left.delete(slug);
    // Of looks that were over before this run knew the market one word is enough, if none is left.
    while (view.now >= watched.nextEnd) watched.pass();
    if (watched.nextEnd === NEVER) this.#skip(watched, 'joined_late', desk);
    this.#watched.set(market, watched);
    return watched;
  }

  #modelOf(subject: string): LearningModel {
    let model = this.#models.get(subject);
    if (model === undefined) {
      model = new LearningModel(subject, SET.length, this.#rule.learning);
      this.#models.set(subject, model);
    }
    return model;
  }

  #look(watched: WatchedMarket, view: View, desk: Desk): void {
    const { market, token } = watched;
    const obstacle = obstacleOf(watched, view);
    if (obstacle !== undefined) {
      watched.obstacle = obstacle;
      return;
    }
    const early = this.#tooEarly(view);
    const said = watched.look(view, early === undefined);
    const code = typeof said === 'number' ? early : said;
    if (code === undefined) this.#tell(watched, said as number, view, desk);
    if (this.#isHeld(market, token, view)) return;
    if (code !== undefined) this.#skip(watched, code, desk);
    else this.#buyer.decide(market, adviceOf(watched, said as number, view), view, desk);
  }

  #tell({ market, token, model }: WatchedMarket, said: number, view: View, desk: Desk): void {
    const first = outcomeOf(token) === 0 ? token : complementOf(token);
    desk.forecast(market, {
      probability: first === token ? said : 1 - said,
      mid: view.mid(first),
      model: `${this.#rule.learning.kind} ${model.subject}`,
    });
  }

  /** One buy in a market: it is held to the settlement. */
  #isHeld(market: MarketIndex, token: TokenIndex, view: View): boolean {
    const held = view.position(token) > 0 || view.position(complementOf(token)) > 0;
    return held || view.openOrders(market).length > 0;
  }

  #isLearned(market: MarketIndex, model: LearningModel, { markets }: View): boolean {
    const { closesAt = NEVER } = markets[market] ?? {};
    return closesAt <= (this.#learnedBefore.get(model) ?? 0);
  }

  /** What was learned from the future of this moment decides nothing. */
  #tooEarly({ now }: View): string | undefined {
    return now < (this.learnedUntil ?? 0) ? 'learned_later' : undefined;
  }

  #skip({ market, model }: WatchedMarket, code: string, desk: Desk): void {
    desk.skip(market, { code, numbers: { examples: model.settled } });
  }
}

/** Why a market cannot be looked at now. */
function obstacleOf({ market, token }: WatchedMarket, view: View): string | undefined {
  if (!view.isOpen(market)) return 'market_closed';
  if (!view.isTrusted(market)) return 'book_untrusted';
  return view.mid(token) === undefined ? 'one_sided_book' : undefined;
}

function adviceOf({ token, model }: WatchedMarket, said: number, view: View): Advice {
  const mid = view.mid(token);
  const prior = model.options.offset === undefined || mid === undefined ? 0.5 : mid / SCALE;
  const judgement = judged(said, model.settled, prior);
  invariant(typeof judgement !== 'string', 'what is said is no abstention');
  const { accuracy, settled: examples } = model;
  const isKnown = accuracy !== undefined && accuracy.of > LEAST_TRIED;
  return { ...judgement, token, examples, accuracy: isKnown ? accuracy.share : undefined };
}

export const ml: StrategyDefinition = {
  name: 'ml',
  summary: 'learns from each settled market, and buys where every filter passes',
  parameters: ML_PARAMETERS,
  earlierNames: ML_EARLIER_NAMES,
  create(parameters, _seed, memory) {
    const learning = learningOf(parameters);
    const before = memory === undefined ? undefined : restored(memory, learning);
    const rule: MlRule = {
      learning,
      scope: parameters.scope as MlRule['scope'],
      labels: parameters.labels as MlRule['labels'],
      moments: momentRuleOf(parameters),
    };
    const buyer = new SelectiveBuyer(buyingOf(parameters));
    return new Ml(rule, buyer, before ?? { models: [], waiting: [], dropped: 0 });
  },
  readMemory(memory) {
    const read = readMemory(memory, SET.names);
    if (!read.ok) return read;
    const awaits = read.value.waiting.map(({ market }) => market);
    return ok(factsOf({ ...read.value, awaits }, SET.names));
  },
  lessonsOf,
  modelBackTo: (memory, model, version) => modelBackTo(memory, SET.names, model, version),
};

function restored(memory: string, learning: LearningOptions): ReadMemory {
  const read = readMemory(memory, SET.names, learning);
  invariant(read.ok, read.ok ? '' : read.message);
  return read.value;
}
