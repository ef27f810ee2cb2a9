import { describe, expect, test } from 'vitest';
import { BECAUSE, openGate, stage, terms } from '../../test/support/engine-stage.ts';
import type { ScriptedExchange } from '../../test/support/scripted-exchange.ts';
import { bookAt, closeAt, printAt, resolveAt } from '../../test/support/tape-builder.ts';
import type { SetsNews } from '../domain/event.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from '../domain/ids.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { refuse } from '../domain/result.ts';
import { BID } from '../domain/side.ts';
import type { Shares, Timestamp, Usd } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';
import { stateHash } from './state-hash.ts';

const MARKET = 0 as MarketIndex;
const shares = (count: number) => (count * 1_000_000) as Shares;
const GAS = 5_000 as Usd;
const book = (at: number) => bookAt(at, [[28, 100]], [[32, 100]]);
const id = (number: number) => number as ClientOrderId;

/** On its first book it splits ten sets, on the second it merges four; keeps what it is told. */
function splitter(): { strategy: Strategy; told: SetsNews[] } {
  const told: SetsNews[] = [];
  let books = 0;
  const strategy: Strategy = {
    onBook: (market, _view, desk) => {
      books++;
      if (books === 1) desk.split(market, shares(10), BECAUSE);
      if (books === 2) desk.merge(market, shares(4), BECAUSE);
    },
    onSets: (_change, event) => void told.push(event),
  };
  return { strategy, told };
}

/** Each split and merge is done so many µs after it was asked for. */
function chain(exchange: ScriptedExchange, delay: number): void {
  exchange.setGas = GAS;
  exchange.onRequest = (request) => {
    if (request.kind !== 'sets') return;
    exchange.say(request.at + delay, { kind: 'SetsChanged', change: request.change.id, gas: GAS });
  };
}

const setEntries = (journal: readonly JournalEntry[]) =>
  journal.filter(({ kind }) => kind.startsWith('Sets'));

describe('a split', () => {
  test('passes the gate into the journal, is done later, booked and told', () => {
    const { strategy, told } = splitter();
    const set = stage([strategy]);
    chain(set.exchange, 30);
    const { account, sleeves } = set.engine.state;
    set.play(book(10));
    expect([account.cash, account.available]).toEqual([1000e6, 990e6 - GAS]);
    expect(set.exchange.requests).toMatchObject([
      { kind: 'sets', change: { id: 1, direction: 'split', shares: 10e6, price: 300_000 } },
    ]);
    set.until(40);
    expect(told.map(({ kind, change }) => [kind, change])).toEqual([['SetsChanged', 1]]);
    expect(account.cash).toBe(990e6 - GAS);
    expect(account.available).toBe(account.cash);
    for (const token of [0, 1] as TokenIndex[]) {
      expect(sleeves[0]?.position(token)).toBe(10e6);
      expect(sleeves[0]?.sellable(token)).toBe(10e6);
    }
    expect([sleeves[0]?.cost(0 as TokenIndex), sleeves[0]?.cost(1 as TokenIndex)]).toEqual([
      3_000_000, 7_000_000,
    ]);
    expect(set.kinds()).toEqual(['SetsRequested', 'SetsChanged']);
  });

  test('and the merge of its sets leave the equity as it was, but for the gas', () => {
    const { strategy } = splitter();
    const set = stage([strategy]);
    chain(set.exchange, 3);
    set.play(book(10), book(20));
    set.until(30);
    const { account, sleeves } = set.engine.state;
    const equity = account.cash + (sleeves[0]?.position(0 as TokenIndex) ?? 0);
    expect(equity).toBe(1000e6 - 2 * GAS);
    expect(sleeves[0]?.position(1 as TokenIndex)).toBe(6e6);
  });

  test('that the exchange refuses gives everything back, and says why', () => {
    const { strategy, told } = splitter();
    const set = stage([strategy]);
    set.play(book(10));
    const refused = { kind: 'SetsRefused', change: id(1), code: 'chain_unavailable' } as const;
    set.exchange.say(15, { ...refused, message: 'no chain' });
    set.until(15);
    expect(told).toMatchObject([{ kind: 'SetsRefused', code: 'chain_unavailable' }]);
    expect(set.engine.state.account.available).toBe(1000e6);
    expect([...set.engine.state.sets.open]).toEqual([]);
  });

  test('told again changes nothing; what was never asked for, or was refused, throws', () => {
    const { strategy, told } = splitter();
    const set = stage([strategy]);
    set.play(book(10));
    for (const at of [12, 14]) {
      set.exchange.say(at, { kind: 'SetsChanged', change: id(1), gas: GAS });
      set.until(at);
    }
    expect(told).toHaveLength(1);
    expect(set.engine.state.account.cash).toBe(990e6 - GAS);
    set.exchange.say(16, { kind: 'SetsRefused', change: id(1), code: 'late', message: 'late' });
    expect(() => set.until(16)).toThrow(/change 1, of which was said: SetsChanged/);
    set.exchange.say(18, { kind: 'SetsChanged', change: id(7), gas: GAS });
    expect(() => set.until(18)).toThrow(/change 7/);
  });

  test('divides its dollars evenly where the book has no two sides', () => {
    const { strategy } = splitter();
    const set = stage([strategy]);
    set.play(bookAt(10, [[28, 100]], []));
    expect(set.exchange.requests).toMatchObject([{ change: { price: 500_000 } }]);
  });
});

describe('nothing is promised twice', () => {
  test('neither dollars under way, nor shares of a merge, nor those of another strategy', () => {
    const wishes: [string, string][] = [];
    const greedy: Strategy = {
      onBook: (market, view, desk) => {
        if (view.position(0 as TokenIndex) === 0) {
          desk.split(market, shares(6), BECAUSE);
          desk.split(market, shares(6), BECAUSE);
          desk.submit(terms('buy', 10, 50), BECAUSE);
          return;
        }
        desk.merge(market, shares(6), BECAUSE);
        desk.merge(market, shares(1), BECAUSE);
        desk.submit(terms('sell', 1, 50, 1), BECAUSE);
      },
    };
    const thief: Strategy = {
      onBook: (market, _view, desk) => void desk.merge(market, shares(1), BECAUSE),
    };
    const set = stage([greedy, thief], { dollars: 10 });
    chain(set.exchange, 3);
    set.play(book(10), book(20));
    for (const entry of set.journal) {
      if (entry.kind === 'SetsDenied') wishes.push([entry.command.direction, entry.code]);
      if (entry.kind === 'Denied') wishes.push([entry.command.terms.side, entry.code]);
    }
    expect(wishes).toEqual([
      ['split', 'not_enough_cash'],
      ['buy', 'not_enough_cash'],
      ['merge', 'not_enough_shares'],
      ['merge', 'not_enough_shares'],
      ['sell', 'not_enough_shares'],
      ['merge', 'not_enough_shares'],
    ]);
  });
});

describe('is denied', () => {
  const changer = (direction: 'split' | 'merge', market = MARKET): Strategy => ({
    onBook: (_market, _view, desk) => void desk[direction](market, shares(1), BECAUSE),
  });
  const codes = (journal: readonly JournalEntry[]) =>
    journal.flatMap((entry) => (entry.kind === 'SetsDenied' ? entry.code : []));

  test('by the gate, with its code and words, and the strategy is told at once', () => {
    const { strategy, told } = splitter();
    const gate = { ...openGate, checkSets: () => refuse('too_many', '3 of 2') };
    const set = stage([strategy], { gate });
    set.play(book(10));
    expect(setEntries(set.journal)).toMatchObject([
      { kind: 'SetsDenied', at: 10, code: 'too_many', message: '3 of 2', command: { id: 1 } },
    ]);
    expect(told).toMatchObject([{ kind: 'SetsDenied', code: 'too_many' }]);
    expect(set.exchange.requests).toEqual([]);
  });

  test('a market that is not listed', () => {
    const set = stage([changer('split', 7 as MarketIndex)]);
    set.play(book(10));
    expect(codes(set.journal)).toEqual(['unknown_market']);
  });

  test.each([
    ['split', ['paused']],
    ['merge', []],
  ] as const)('while it is paused: a %s %o', (direction, expected) => {
    const set = stage([changer(direction)]);
    const { account, sleeves } = set.engine.state;
    for (const token of [0, 1] as TokenIndex[]) {
      account.open(token, shares(5), 0 as Usd);
      sleeves[0]?.open(token, shares(5), 0 as Usd);
    }
    set.play(bookAt(5, [], [], { market: 1 }));
    set.engine.onCommand({ kind: 'Pause', strategy: undefined }, 6 as Timestamp);
    set.journal.length = 0;
    set.play(book(10));
    expect(codes(set.journal)).toEqual(expected);
  });

  test('once the data has ended, both', () => {
    let answers = 0;
    const once: Strategy = {
      ...splitter().strategy,
      onSets: (_change, _event, _view, desk) => {
        if (++answers > 1) return;
        desk.split(MARKET, shares(1), BECAUSE);
        desk.merge(MARKET, shares(1), BECAUSE);
      },
    };
    const set = stage([once]);
    chain(set.exchange, 30);
    set.play(book(10));
    set.loop.finish(100 as Timestamp);
    expect(codes(set.journal)).toEqual(['data_ended', 'data_ended']);
  });
});

describe('at the end of a market', () => {
  test.each([1_000_000, 500_000, 0])(
    'a change that is told late ends as one in time: %s',
    (pay) => {
      const end = (delay: number) => {
        const { strategy } = splitter();
        const set = stage([strategy]);
        chain(set.exchange, delay);
        set.play(book(10), book(20), closeAt(30), resolveAt(40, pay));
        set.until(100);
        return [set.engine.state.account.cash, set.engine.state.account.available];
      };
      // The merge of the slow one finds no settled shares: its split is six sets richer, and paid.
      expect(end(2)).toEqual([1000e6 - 2 * GAS, 1000e6 - 2 * GAS]);
      expect(end(50)).toEqual([1000e6 - GAS, 1000e6 - GAS]);
    },
  );
});

test('a strategy that fails is started anew when its splits are answered', () => {
  let made = 0;
  const failing = (): Strategy => {
    const isFirst = made++ === 0;
    return {
      onBook: (market, _view, desk) => {
        if (isFirst) desk.split(market, shares(1), BECAUSE);
      },
      onTrade: () => {
        throw new Error('broken');
      },
    };
  };
  const set = stage([failing], { mayFail: true });
  chain(set.exchange, 5_000_000);
  set.play(book(10), printAt(20, BID, [28, 1]));
  set.until(20_000_000);
  expect(set.journal.map(({ kind, at }) => [kind, at])).toEqual([
    ['SetsRequested', 10],
    ['StrategyHalted', 20],
    ['SetsAnswered', 5_000_010],
    // It was looked at each second from the first on.
    ['StrategyRestarted', 5_000_020],
  ]);
});

test('what is under way is in the hash of the state, and in that of the decisions', () => {
  const { strategy } = splitter();
  const set = stage([strategy]);
  const before = set.engine.log.digest();
  set.play(book(10));
  const under = stateHash(set.engine.state);
  const idle = stage([{}]);
  idle.play(book(10));
  expect(under).not.toBe(stateHash(idle.engine.state));
  expect(set.engine.log.digest()).not.toBe(before);
});
