import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { aSetChange } from '../../test/support/a-set-change.ts';
import { tapeOf } from '../../test/support/tape-rows.ts';
import { universeOf } from '../../test/support/universe-of.ts';
import type { Approved, ChangeSets } from '../domain/command.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from '../domain/ids.ts';
import { FLAG_LAST, KIND_CLOSE, KIND_RESOLVE } from '../domain/tape.ts';
import { NEVER, type Shares, type Timestamp, type Usd } from '../domain/units.ts';
import { CHAIN_DEFAULTS, CHAIN_DELAY } from './chain.ts';
import type { ExchangeOptions } from './options.ts';
import { SimulatedExchange } from './simulated-exchange.ts';

const start = at(0);
const micros = (count: number) => (start + count) as Timestamp;

function exchange(options: Partial<ExchangeOptions> = {}): SimulatedExchange {
  return new SimulatedExchange(universeOf([aMarket()]), { cash: 100e6 as Usd, ...options });
}

const change = (changes: Partial<ChangeSets> = {}) => aSetChange(changes) as Approved<ChangeSets>;
const merge = (shares: number) =>
  change({ id: 2 as ClientOrderId, direction: 'merge', shares: (shares * 1e6) as Shares });

/** "kind code venue-time>our-time", in µs after the start. */
function heard(made: SimulatedExchange, until: Timestamp): string[] {
  const lines: string[] = [];
  for (let event = made.poll(until); event; event = made.poll(until)) {
    const what = 'code' in event ? `${event.kind} ${event.code}` : event.kind;
    lines.push(`${what} ${event.tsEvent - start}>${event.tsInit - start}`);
  }
  return lines;
}

function feed(made: SimulatedExchange, count: number, kind: number, price = 0): void {
  made.onRow(tapeOf([{ kind, at: micros(count), price, flags: FLAG_LAST }]), 0);
}

const held = ({ account }: SimulatedExchange) =>
  [0, 1].map((token) => (account.position(token as TokenIndex)?.settled ?? 0) / 1e6);

describe('a split', () => {
  test('is done when the chain has it, some seconds after it has arrived', () => {
    const made = exchange();
    made.changeSets(change(), start);
    expect(made.account.available).toBe(100e6);
    expect(heard(made, micros(CHAIN_DELAY - 1))).toEqual([]);
    expect([made.account.cash, made.account.available]).toEqual([100e6, 90e6 - made.setGas]);
    expect(heard(made, micros(CHAIN_DELAY))).toEqual(['SetsChanged 3000000>3000000']);
    expect(made.account.cash).toBe(90e6 - CHAIN_DEFAULTS.gas);
    expect([held(made), made.nextDue]).toEqual([[10, 10], NEVER]);
    expect(made.totalCash()).toBe(100e6);
  });

  test('travels as an order does, and its answer as any', () => {
    const made = exchange({
      orderEntry: { kind: 'constant', micros: 30 },
      response: { kind: 'constant', micros: 50 },
      chain: { delay: { kind: 'constant', micros: 1_000 }, gas: 0 as Usd },
    });
    made.changeSets(change(), start);
    expect(heard(made, micros(1e9))).toEqual(['SetsChanged 1030>1080']);
  });

  test('is refused on its arrival where the cash is gone, or the market unknown', () => {
    const made = exchange();
    made.changeSets(change({ shares: 100e6 as Shares }), start);
    made.changeSets(change({ id: 2 as ClientOrderId, market: 4 as MarketIndex }), start);
    expect(heard(made, start)).toEqual([
      'SetsRefused not_enough_cash 0>0',
      'SetsRefused unknown_market 0>0',
    ]);
    expect(made.account.available).toBe(100e6);
  });
});

describe('a merge', () => {
  test('makes dollars of settled shares of both outcomes', () => {
    const made = exchange();
    made.changeSets(change(), start);
    heard(made, micros(1e9));
    made.changeSets(merge(4), micros(5_000_000));
    expect(heard(made, micros(1e9))).toEqual(['SetsChanged 8000000>8000000']);
    expect([made.account.cash, held(made)]).toEqual([94e6 - 2 * made.setGas, [6, 6]]);
    made.changeSets(merge(7), micros(9_000_000));
    expect(heard(made, micros(1e9))).toEqual(['SetsRefused not_enough_shares 9000000>9000000']);
    expect(made.totalCash()).toBe(100e6);
  });

  test('is done also after the close, and refused once its market has paid', () => {
    const made = exchange();
    made.changeSets(change(), start);
    heard(made, micros(1e9));
    feed(made, 4_000_000, KIND_CLOSE);
    made.changeSets(merge(4), micros(4_000_000));
    expect(heard(made, micros(7_000_000))).toEqual(['SetsChanged 7000000>7000000']);
    made.changeSets(change({ ...merge(6), id: 3 as ClientOrderId }), micros(8_000_000));
    expect(heard(made, micros(9_000_000))).toEqual([]);
    feed(made, 9_000_000, KIND_RESOLVE, 1_000_000);
    expect(heard(made, micros(1e9))).toEqual(['SetsRefused market_resolved 11000000>11000000']);
    expect(made.account.cash).toBe(100e6 - 2 * made.setGas);
    expect(made.account.available).toBe(made.account.cash);
    made.changeSets(change({ id: 4 as ClientOrderId }), micros(12_000_000));
    expect(heard(made, micros(1e9))).toEqual(['SetsRefused market_resolved 12000000>12000000']);
    expect(made.totalCash()).toBe(100e6);
  });
});
