// Whatever is wished, filled, canceled, settled or taken back, whenever the desk starts anew: no
// limit is ever exceeded, by a model that tries every way in which what is pending can turn out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClientOrderId, MarketIndex, TokenIndex } from '../../src/domain/ids.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Shares, Usd } from '../../src/domain/units.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { createRiskGate } from '../../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from '../../src/risk/risk-limits.ts';
import { at } from '../support/a-market.ts';
import { BECAUSE, openMarket, type Stage, stage, terms } from '../support/engine-stage.ts';
import { costOf, type NaiveLots, naiveLoss, noLots } from '../support/naive/naive-exposure.ts';
import { fillOf } from '../support/scripted-exchange.ts';
import { bookAt, resolveAt } from '../support/tape-builder.ts';

const DOLLAR = 1_000_000;
const LIMITS: RiskLimits = {
  ...DEFAULT_RISK_LIMITS,
  maxOrderSize: (30 * DOLLAR) as Shares,
  maxPosition: (80 * DOLLAR) as Shares,
  maxMarketExposure: (20 * DOLLAR) as Usd,
  maxGroupExposure: (25 * DOLLAR) as Usd,
  maxAssetExposure: (30 * DOLLAR) as Usd,
  maxStrategyExposure: (28 * DOLLAR) as Usd,
  maxExposure: (40 * DOLLAR) as Usd,
  maxOpenOrders: 6,
  maxOrdersPerSecond: 'unlimited',
  maxPriceThrough: 'unlimited',
  failedFillWait: 0,
  failures: 'unlimited',
};
/** Fills of parts round up, at most a few units each. */
const ROUNDING = 200n;

const named = (slug: string, asset: string, more = {}) =>
  openMarket({ slug, asset, tokens: [`${slug}1`, `${slug}2`] as never, ...more });
/** Three of which one wins, two of them of one asset; and one of that asset alone. */
const markets = [
  named('a', 'btc', { group: 'g', negativeRisk: true }),
  named('b', 'btc', { group: 'g', negativeRisk: true }),
  named('c', 'eth', { group: 'g', negativeRisk: true }),
  named('d', 'btc'),
];

const pick = fc.nat({ max: 9 });
type Step = {
  readonly kind: 'wish' | 'fill' | 'cancel' | 'reject' | 'settle' | 'fail' | 'resolve' | 'restart';
  readonly pick: number;
  readonly strategy: number;
  readonly token: number;
  readonly side: 'buy' | 'sell';
  readonly cents: number;
  readonly shares: number;
};
const often = (kind: Step['kind'], times: number) => new Array<Step['kind']>(times).fill(kind);
const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(
      ...[...often('wish', 12), ...often('fill', 10), ...often('settle', 6)],
      ...[...often('cancel', 2), 'reject', 'fail', 'fail', 'resolve', 'restart'],
    ) as fc.Arbitrary<Step['kind']>,
    pick,
    strategy: fc.nat({ max: 1 }),
    token: fc.nat({ max: 7 }),
    side: fc.constantFrom('buy', 'buy', 'buy', 'sell'),
    cents: fc.integer({ min: 2, max: 98 }),
    shares: fc.integer({ min: 5, max: 35 }),
  }),
  { maxLength: 120, size: 'max' },
);

/** A desk, and the model of what it holds: of the account (-1) and of each strategy. */
class World {
  readonly wishes: (() => void)[] = [];
  set: Stage;
  readonly lots = new Map<string, NaiveLots>();
  readonly unsettled = new Map<number, ReturnType<typeof fillOf> & { readonly strategy: number }>();
  cash: number;
  /** Cents of the first outcome, in every market. */
  mid = 50;
  second = 0;
  fills = 0;
  denied = 0;

  constructor(dollars = 10_000) {
    this.cash = dollars;
    this.set = this.#open({});
    this.pass();
  }

  #open(opening: object): Stage {
    const puppet = (index: number): Strategy => ({
      onBook: (_market, _view, desk) => {
        const wish = this.wishing;
        if (wish?.strategy !== index) return;
        this.wishing = undefined;
        desk.submit(terms(wish.side, wish.shares, wish.cents, wish.token), BECAUSE);
      },
      onOrder: ({ kind }) => void (kind === 'OrderDenied' && this.denied++),
    });
    const gate = createRiskGate(LIMITS);
    const setup = { markets, gate, dollars: this.cash, opening };
    const set = stage([puppet(0), puppet(1)], setup);
    set.exchange.onRequest = (request) => {
      if (request.kind === 'cancel') this.#canceled(request.order);
      if (request.kind !== 'submit') return;
      const { id, strategy, terms: wished } = request.order;
      set.exchange.say(request.at, { kind: 'OrderAccepted', order: id });
      const shares = BigInt(wished.size);
      // Without fees, and a price in whole cents of whole shares: nothing is rounded.
      const cost = (shares * BigInt(wished.price)) / 1_000_000n;
      for (const holder of [-1, strategy]) {
        const lots = this.of(holder, wished.token);
        if (wished.side === 'buy') lots.bids.set(id, { shares, cost });
        else lots.offers.set(id, shares);
      }
    };
    return set;
  }

  wishing: Step | undefined;

  /** What a kill takes out is gone within the second. */
  #canceled(id: ClientOrderId): void {
    const order = this.set.engine.state.orders.get(id);
    if (order === undefined) return;
    this.ended(order);
    const canceled = { kind: 'OrderCanceled', order: id, reason: 'requested' } as const;
    this.set.exchange.say(this.set.engine.state.now + 1_000, canceled);
  }

  of(holder: number, token: number): NaiveLots {
    const key = `${holder} ${token}`;
    const lots = this.lots.get(key) ?? noLots();
    this.lots.set(key, lots);
    return lots;
  }

  open(): Order[] {
    const { orders } = this.set.engine.state;
    return [...orders.values()].filter(({ status }) => status === 'accepted');
  }

  /** Lets a message come, a second later: strategies wish then. */
  pass(): void {
    this.second++;
    const books = markets.map((_, market) =>
      bookAt(at(this.second), [[this.mid - 1, 1_000]], [[this.mid + 1, 1_000]], { market }),
    );
    this.set.play(...books);
  }

  say(...said: Parameters<Stage['exchange']['say']>[1][]): void {
    for (const one of said) this.set.exchange.say(at(this.second), one);
    this.set.until(at(this.second));
  }

  ended(order: Order): void {
    for (const holder of [-1, order.strategy]) {
      const lots = this.of(holder, order.token);
      lots.bids.delete(order.id);
      lots.offers.delete(order.id);
    }
  }

  fill(order: Order, shares: number): void {
    const left = order.size - order.filled;
    const size = Math.min(shares * DOLLAR, left) as Shares;
    const fill = fillOf(++this.fills, { id: order.id, terms: order }, { size });
    this.unsettled.set(fill.id, { ...fill, strategy: order.strategy });
    const [part, amount] = [BigInt(size), BigInt(fill.amount)];
    for (const holder of [-1, order.strategy]) {
      const lots = this.of(holder, order.token);
      const bid = lots.bids.get(order.id);
      if (bid !== undefined) {
        lots.bought.set(fill.id, { shares: part, cost: amount });
        bid.cost -= (bid.cost * part) / bid.shares;
        bid.shares -= part;
        if (bid.shares === 0n) lots.bids.delete(order.id);
        continue;
      }
      const cost = costOf(lots, part);
      lots.sold.set(fill.id, { shares: part, cost });
      lots.settled -= part;
      lots.settledCost -= cost;
      const offered = (lots.offers.get(order.id) ?? 0n) - part;
      if (offered === 0n) lots.offers.delete(order.id);
      else lots.offers.set(order.id, offered);
    }
    this.say({ kind: 'OrderFilled', order: order.id, fill });
  }

  settle(id: number, fails: boolean): void {
    const fill = this.unsettled.get(id);
    if (fill === undefined) return;
    this.unsettled.delete(id);
    for (const holder of [-1, fill.strategy]) {
      const lots = this.of(holder, fill.token);
      const back = fill.side === 'buy' ? lots.bought.get(id) : lots.sold.get(id);
      lots.bought.delete(id);
      lots.sold.delete(id);
      // A buy comes when it is settled, a sale comes back when it fails.
      if (back === undefined || (fill.side === 'buy') === fails) continue;
      lots.settled += back.shares;
      lots.settledCost += back.cost;
    }
    const settlement = fails ? 'failed' : 'confirmed';
    this.say({ kind: 'FillSettled', order: fill.order, fillId: id, settlement });
  }

  /** All that the chain has not settled is settled first: no run begins before that. */
  restart(): void {
    for (const id of [...this.unsettled.keys()]) this.settle(id, false);
    for (const order of this.open()) this.ended(order);
    const { engine } = this.set;
    const positions = engine.state.sleeves.flatMap((sleeve, strategy) =>
      [...sleeve.positions()].flatMap(([token, { traded: shares, cost }]) => {
        const id = markets[token >> 1]?.tokens[token & 1];
        return shares === 0 ? [] : [{ token: id, strategy, shares, cost }];
      }),
    );
    this.cash = engine.state.account.cash / DOLLAR;
    // Of what a strategy sold the rest keeps its own cost: the account's is their sum from here on.
    for (let token = 0; token < 8; token++) {
      const own = [0, 1].map((strategy) => engine.state.sleeve(strategy as never));
      const cost = own.reduce((sum, sleeve) => sum + sleeve.cost(token as TokenIndex), 0);
      this.of(-1, token).settledCost = BigInt(cost);
    }
    const risk = engine.state.risk.standing;
    this.set = this.#open({ positions, firstOrder: engine.nextOrder, risk });
    this.fills = 0;
    this.pass();
  }

  resolve(market: number, payout: number): void {
    const { phases } = this.set.engine.state;
    if (phases[market] === 2) return;
    for (const order of this.open().filter(({ token }) => token >> 1 === market)) {
      this.ended(order);
      this.say({ kind: 'OrderCanceled', order: order.id, reason: 'market_closed' });
    }
    for (const [id, { token }] of this.unsettled) if (token >> 1 === market) this.settle(id, false);
    for (const holder of [-1, 0, 1]) {
      for (const token of [market * 2, market * 2 + 1])
        this.lots.set(`${holder} ${token}`, noLots());
    }
    this.second++;
    this.set.play(resolveAt(at(this.second), payout * DOLLAR, { market }));
  }

  /** What a holder loses where the first and where the second outcome of a market wins. */
  losses(holder: number, market: number): readonly [bigint, bigint] {
    const [first, second] = [this.of(holder, market * 2), this.of(holder, market * 2 + 1)];
    return [naiveLoss(first, second), naiveLoss(second, first)];
  }
}

/** What is won for sure is held against nothing. */
const most = (values: readonly bigint[]) => values.reduce((a, b) => (a > b ? a : b), 0n);
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

function step(world: World, one: Step): void {
  const orders = world.open();
  const order = orders[one.pick % orders.length];
  const fills = [...world.unsettled.keys()];
  const fill = fills[one.pick % fills.length];
  switch (one.kind) {
    case 'wish':
      world.wishing = one;
      world.pass();
      world.wishing = undefined;
      return;
    case 'fill':
      if (order !== undefined) world.fill(order, one.shares);
      return;
    case 'cancel':
    case 'reject':
      if (order === undefined) return;
      world.ended(order);
      world.say({ kind: 'OrderCanceled', order: order.id as ClientOrderId, reason: 'requested' });
      return;
    case 'settle':
    case 'fail':
      if (fill !== undefined) world.settle(fill, one.kind === 'fail');
      return;
    case 'resolve':
      if (one.pick === 0) world.resolve(one.token >> 1, one.token & 1);
      return;
    case 'restart':
      world.restart();
  }
}

function expectLimits(world: World): void {
  const within = (loss: bigint, cap: number | 'unlimited', what: string) =>
    expect([what, loss <= BigInt(cap) + ROUNDING, loss]).toEqual([what, true, loss]);
  const byMarket = markets.map((_, market) => world.losses(-1, market));
  const worsts = byMarket.map((losses) => most(losses));
  const { account, sleeves } = world.set.engine.state;
  for (const [market, worst] of worsts.entries()) {
    within(worst, LIMITS.maxMarketExposure, `market ${market}`);
    // The account counts as the model does.
    const counted = most([BigInt(account.exposureIn(market as MarketIndex))]);
    expect(counted - worst < ROUNDING && worst - counted < ROUNDING).toBe(true);
  }
  within(sum(worsts), LIMITS.maxExposure, 'account');
  within(sum([0, 1, 3].map((m) => worsts[m] as bigint)), LIMITS.maxAssetExposure, 'btc');
  // One of a, b and c wins, or none of them.
  const group = byMarket.slice(0, 3);
  const ends = [-1, 0, 1, 2].map((winner) =>
    sum(group.map(([first, second], market) => most([market === winner ? first : second]))),
  );
  within(most(ends), LIMITS.maxGroupExposure, 'group');
  for (const [strategy, sleeve] of sleeves.entries()) {
    const own = sum(markets.map((_, market) => most(world.losses(strategy, market))));
    within(own, LIMITS.maxStrategyExposure, `strategy ${strategy}`);
    const counted = BigInt(sleeve.exposure);
    expect(counted - own < ROUNDING && own - counted < ROUNDING).toBe(true);
  }
  expect(world.open().length).toBeLessThanOrEqual(6);
}

test('no sequence of wishes, fills, cancels, settlements and restarts exceeds a limit', () => {
  const seen = { denied: 0, fills: 0 };
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const one of all) {
        step(world, one);
        seen.fills = Math.max(seen.fills, world.fills);
        expectLimits(world);
      }
      seen.denied += world.denied;
    }),
    { numRuns: 150 },
  );
  // A model that nothing comes near to would show nothing.
  expect(seen.denied).toBeGreaterThan(100);
  expect(seen.fills).toBeGreaterThan(5);
}, 60_000);

/** What a desk that may not buy has bought nevertheless, and what it has left open. */
function strayed({ set }: World): unknown[] {
  const strays: unknown[] = [];
  // The last change of mode before counts for what follows.
  let isStopped = false;
  for (const entry of set.journal) {
    if (entry.kind === 'RiskModeChanged') {
      isStopped = entry.mode === 'killed' || entry.mode === 'cooling';
      const isDeep = entry.equity * 4 <= entry.highWater * 3;
      if (entry.mode === 'killed' && entry.before !== 'cooling' && !isDeep) strays.push(entry);
    }
    const isBuy = entry.kind === 'Submitted' && entry.command.terms.side === 'buy';
    if (isStopped && isBuy) strays.push(entry);
  }
  const { mode } = set.engine.state.risk.standing;
  const { reserved } = set.engine.state.account;
  return mode === 'cooling' && reserved > 0 ? [...strays, reserved] : strays;
}

test('whatever happens, nothing is bought after a kill, and none that would rests', () => {
  const seen = { kills: 0, denied: 0 };
  fc.assert(
    fc.property(steps, fc.array(fc.integer({ min: 3, max: 97 }), { minLength: 1 }), (all, mids) => {
      const world = new World(60);
      for (const [i, one] of all.entries()) {
        world.mid = mids[Math.floor(i / 4) % mids.length] as number;
        step(world, one);
        expect(strayed(world)).toEqual([]);
      }
      for (const entry of world.set.journal) {
        if (entry.kind === 'RiskModeChanged' && entry.mode === 'killed') seen.kills++;
        if (entry.kind === 'Denied' && entry.code === 'killed') seen.denied++;
      }
    }),
    { numRuns: 100 },
  );
  expect(seen.kills).toBeGreaterThan(5);
  expect(seen.denied).toBeGreaterThan(20);
}, 60_000);
