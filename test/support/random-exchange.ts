import { Account } from '../../src/domain/account.ts';
import type { ChangeSets, SubmitOrder } from '../../src/domain/command.ts';
import { FREE, takerFee } from '../../src/domain/fee.ts';
import type { Fill } from '../../src/domain/fill.ts';
import { type ClientOrderId, marketOf, type TokenIndex } from '../../src/domain/ids.ts';
import type { Random } from '../../src/domain/random.ts';
import type { SettlementEventKind } from '../../src/domain/settlement.ts';
import { KIND_CLOSE, KIND_RESOLVE, type Tape } from '../../src/domain/tape.ts';
import { notional, type Price, type Shares, type Usd } from '../../src/domain/units.ts';
import { type Answer, fillOf, type Request, ScriptedExchange } from './scripted-exchange.ts';

export const RANDOM_FEE = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 } as const;

type Open = { readonly order: SubmitOrder; left: number };

/**
 * A venue that does anything that a venue may do, by the seed: rejects, rests, fills in parts and
 * at better prices, refuses cancels, reports a fill before the acceptance or after the cancel,
 * settles late, twice or not at all, and answers long after the market is resolved. What it may
 * not do it does not: it keeps an account of its own, so no dollar and no share is traded twice.
 */
export class RandomExchange extends ScriptedExchange {
  readonly account: Account;
  readonly fills: Fill[] = [];
  readonly #random: Random;
  readonly #open = new Map<ClientOrderId, Open>();
  readonly #closed = new Set<number>();
  readonly #resolved = new Set<number>();
  /** Splits and merges that were done. */
  changes = 0;
  /** Of the latest answer: answers keep their order on the way. */
  #arrival = 0;

  constructor(random: Random, cash: Usd) {
    super();
    this.#random = random;
    this.account = new Account(cash);
    this.setGas = 7_001 as Usd;
    this.onRequest = (request) => this.#answer(request);
    this.onMarketRow = (tape, row) => this.#see(tape, row);
  }

  #answer(request: Request): void {
    switch (request.kind) {
      case 'submit':
        this.#arrive(request.order, request.at);
        break;
      case 'cancel':
        this.#cancel(request.order, request.at);
        break;
      case 'sets':
        this.#change(request.change, request.at);
        break;
      case 'cancelAll':
        for (const id of [...this.#open.keys()]) this.#end(id, request.at, 'requested');
    }
  }

  #arrive(order: SubmitOrder, at: number): void {
    const { id, terms } = order;
    const isRefused =
      this.#closed.has(marketOf(terms.token)) ||
      this.#chance(0.1) ||
      !this.account.reserve(id, terms, RANDOM_FEE).ok;
    if (isRefused) {
      this.#say(at, { kind: 'OrderRejected', order: id, code: 'refused', message: 'refused' });
      return;
    }
    this.#open.set(id, { order, left: terms.size });
    const isFirst = this.#chance(0.8);
    if (isFirst) this.#say(at, { kind: 'OrderAccepted', order: id });
    if (this.#chance(0.7)) this.#fillPart(id, at);
    if (!isFirst) this.#say(at, { kind: 'OrderAccepted', order: id });
    if (this.#chance(0.4)) this.#fillPart(id, at);
    if (this.#chance(0.1)) this.#end(id, at, 'killed');
  }

  /** Done at once or not at all, and told later, maybe twice. */
  #change(change: ChangeSets, at: number): void {
    const { id, market } = change;
    const isRefused = this.#resolved.has(market) || this.#chance(0.1);
    if (isRefused || !this.account.reserveSets(change, this.setGas).ok) {
      const why = { code: 'refused', message: 'refused' };
      this.#say(at, { kind: 'SetsRefused', change: id, ...why });
      return;
    }
    this.changes++;
    this.account.changeSets(change, this.setGas);
    const done = { kind: 'SetsChanged', change: id, gas: this.setGas } as const;
    this.#say(at, done);
    if (this.#chance(0.2)) this.#say(at, done);
  }

  #fillPart(id: ClientOrderId, at: number): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    const { side, price: limit } = open.order.terms;
    const size = (this.#chance(0.5) ? open.left : 1 + this.#random.integer(open.left)) as Shares;
    const room = side === 'buy' ? limit : 1_000_000 - limit;
    const better = this.#random.integer(Math.floor(room / 10_000) + 1) * 5_000;
    const price = (side === 'buy' ? limit - better : limit + better) as Price;
    const fill = fillOf(this.fills.length + 1, open.order, {
      size,
      price,
      amount: notional(size, price, side === 'buy' ? 'up' : 'down'),
      fee: takerFee(this.#chance(0.5) ? RANDOM_FEE : FREE, size, price),
    });
    open.left -= size;
    this.account.fill(fill);
    this.fills.push(fill);
    // Only of buys: shares sold behind a reported cancel could be promised twice by two strategies.
    if (open.left > 0 && side === 'buy' && this.#chance(0.2)) this.#end(id, at, 'overtaken');
    this.#say(at, { kind: 'OrderFilled', order: id, fill });
    if (open.left === 0) this.#drop(id);
    this.#settle(fill);
  }

  #settle(fill: Fill): void {
    const words: SettlementEventKind[] = this.#chance(0.5) ? ['mined', 'retrying', 'mined'] : [];
    const end = this.#random.integer(10);
    if (end < 8) words.push('confirmed');
    if (end === 8) words.push('failed');
    if (this.#chance(0.3)) words.push(...words.slice(-1));
    for (const settlement of words) {
      const about = { order: fill.order, fillId: fill.id, settlement };
      this.#say(this.#arrival, { kind: 'FillSettled', ...about });
      this.account.settle(fill, settlement);
    }
  }

  #cancel(id: ClientOrderId, at: number): void {
    if (!this.#open.has(id) || this.#chance(0.2)) {
      this.#say(at, { kind: 'CancelRejected', order: id, code: 'cannot' });
      return;
    }
    if (this.#chance(0.3)) this.#fillPart(id, at);
    this.#end(id, at, 'requested');
  }

  #end(id: ClientOrderId, at: number, reason: string): void {
    if (!this.#open.has(id)) return;
    this.#drop(id);
    if (this.#chance(0.1)) this.#say(at, { kind: 'OrderExpired', order: id });
    else this.#say(at, { kind: 'OrderCanceled', order: id, reason });
  }

  #drop(id: ClientOrderId): void {
    this.#open.delete(id);
    this.account.release(id);
  }

  #see(tape: Tape, row: number): void {
    const market = tape.market[row] as number;
    const at = tape.tsInit[row] as number;
    const kind = tape.kind[row];
    if (kind !== KIND_CLOSE && kind !== KIND_RESOLVE) {
      for (const id of [...this.#open.keys()]) if (this.#chance(0.1)) this.#fillPart(id, at);
      return;
    }
    this.#closed.add(market);
    for (const [id, { order }] of [...this.#open]) {
      if (marketOf(order.terms.token) === market) this.#end(id, at, 'market_closed');
    }
    if (kind !== KIND_RESOLVE) return;
    this.#resolved.add(market);
    const price = tape.price[row] as Price;
    const payouts =
      tape.outcome[row] === 0 ? [price, 1_000_000 - price] : [1_000_000 - price, price];
    payouts.forEach((payout, o) => {
      this.account.resolve((market * 2 + o) as TokenIndex, payout as Price);
    });
  }

  #say(at: number, answer: Answer): void {
    const slow = this.#chance(0.1) ? 200 : 5;
    this.#arrival = Math.max(this.#arrival, at + this.#random.integer(slow));
    this.say(this.#arrival, answer);
  }

  #chance(share: number): boolean {
    return this.#random.float() < share;
  }
}
