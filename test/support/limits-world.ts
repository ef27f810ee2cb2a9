// A desk of two strategies on four markets, and a model of what it holds that tries every way in
// which what is pending can turn out.
import fc from 'fast-check';
import type { ClientOrderId, StrategyIndex, TokenIndex } from '../../src/domain/ids.ts';
import type { Order } from '../../src/domain/order.ts';
import { SCALE, type Shares, type Usd } from '../../src/domain/units.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { createRiskGate } from '../../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from '../../src/risk/risk-limits.ts';
import { at } from './a-market.ts';
import { BECAUSE, openMarket, type Stage, stage, terms } from './engine-stage.ts';
import { costOf, type NaiveLots, naiveLoss, noLots } from './naive/naive-exposure.ts';
import { fillOf } from './scripted-exchange.ts';
import { bookAt, resolveAt } from './tape-builder.ts';

const DOLLAR = 1_000_000;
export const LIMITS: RiskLimits = {
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

const named = (slug: string, asset: string, more = {}) =>
  openMarket({ slug, asset, tokens: [`${slug}1`, `${slug}2`] as never, ...more });
/** Three of which one wins, two of them of one asset; and one of that asset alone. */
export const markets = [
  named('a', 'btc', { group: 'g', negativeRisk: true }),
  named('b', 'btc', { group: 'g', negativeRisk: true }),
  named('c', 'eth', { group: 'g', negativeRisk: true }),
  named('d', 'btc'),
];

const pick = fc.nat({ max: 9 });
type Step = {
  readonly kind:
    | 'wish'
    | 'fill'
    | 'cancel'
    | 'reject'
    | 'settle'
    | 'fail'
    | 'resolve'
    | 'restart'
    | 'size';
  readonly pick: number;
  readonly strategy: number;
  readonly token: number;
  readonly side: 'buy' | 'sell';
  readonly cents: number;
  readonly shares: number;
};
const often = (kind: Step['kind'], times: number) => new Array<Step['kind']>(times).fill(kind);
export const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(
      ...[...often('wish', 12), ...often('fill', 10), ...often('settle', 6)],
      ...[
        ...often('cancel', 2),
        'reject',
        'fail',
        'fail',
        'resolve',
        'restart',
        ...often('size', 3),
      ],
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
export class LimitsWorld {
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
  /** What a strategy that an operator has sized down was denied for that. */
  readonly sizedDown: Step[] = [];

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
        this.wished = wish;
        desk.submit(terms(wish.side, wish.shares, wish.cents, wish.token), BECAUSE);
      },
      onOrder: (event) => {
        if (event.kind !== 'OrderDenied') return;
        this.denied++;
        if (event.code === 'sized_down') this.sizedDown.push(this.wished as Step);
      },
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
  wished: Step | undefined;

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

  /** Of its limits a strategy may use so many tenths; what rests is as it was. */
  size(strategy: number, tenths: number): void {
    const part = tenths * (SCALE / 10);
    const command = { kind: 'Resize', strategy: strategy as StrategyIndex, part } as const;
    this.set.engine.onCommand(command, at(this.second));
  }

  /** It holds one outcome alone, and bids for none: its sale gets it out, whatever others have. */
  getsOut({ strategy, token, side }: Step): boolean {
    const other = this.of(strategy, token ^ 1);
    const own = this.of(strategy, token);
    const has = other.settled !== 0n || other.bought.size > 0 || other.sold.size > 0;
    return side === 'sell' && !has && own.bids.size === 0 && other.bids.size === 0;
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

export function step(world: LimitsWorld, one: Step): void {
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
      return;
    case 'size':
      world.size(one.strategy, one.pick % 3 === 0 ? 0 : one.pick);
  }
}
