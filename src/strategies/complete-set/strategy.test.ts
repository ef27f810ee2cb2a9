import { describe, expect, test } from 'vitest';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { ClientOrderId, TokenIndex } from '../../domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { completeSet } from './strategy.ts';

const FIRST = 0 as TokenIndex;
const SECOND = 1 as TokenIndex;

/** A book that crosses itself: the venue shows none, a recording can. */
function crossed(texts: Readonly<Record<string, string>> = {}): StrategyBench {
  const bench = new StrategyBench(completeSet, texts);
  bench.view.setGas = 5_000 as Usd;
  bench.quote(1, '0.55', '0.45');
  return bench;
}

const deeds = (bench: StrategyBench) => bench.story.filter((line) => !line.includes('skip'));

test('where the books do not cross a dollar it does nothing, and says so at the close', () => {
  const bench = new StrategyBench(completeSet);
  bench.quote(1, '0.45', '0.46');
  bench.quote(2, '0.46', '0.47');
  bench.quote(3, '', '0.47');
  bench.pass(300);
  bench.close();
  expect(bench.story).toEqual(['300s skip 0: never_crossed']);
  expect(bench.wishes.at(-1)?.reason.numbers).toEqual({ books: 3, crossings: 0 });
});

describe('buys both and merges', () => {
  test('what both legs bought, once it is settled', () => {
    const bench = crossed({ way: 'buy_merge' });
    expect(bench.story).toEqual([
      '1s buy 50 of 0 at 0.45 FAK: buy_merge',
      '1s buy 50 of 1 at 0.45 FAK: buy_merge',
    ]);
    bench.view.sellables.set(SECOND, 0 as Shares);
    bench.fill(1);
    bench.fill(2);
    expect(deeds(bench)).toHaveLength(2);
    bench.view.sellables.delete(SECOND);
    bench.quote(2, '0.45', '0.46');
    expect(deeds(bench).slice(2)).toEqual(['2s merge 50: complete_sets']);
    bench.changeSets(3);
    expect([bench.view.position(FIRST), bench.view.position(SECOND)]).toEqual([0, 0]);
  });

  test.each<[string, Readonly<Record<string, string>>, (bench: StrategyBench) => void, string[]]>([
    [
      'a leg that fills in part leaves shares alone: sold at once',
      {},
      (bench) => {
        bench.fill(1);
        bench.fill(2, '30');
        bench.cancel(2, 'unfilled_rest');
      },
      ['1s merge 30: complete_sets', '1s sell 20 of 0 at 0.53 FAK: leg_alone'],
    ],
    [
      'or held to the end',
      { leg: 'hold' },
      (bench) => {
        bench.fill(1);
        bench.fill(2, '30');
        bench.cancel(2, 'unfilled_rest');
      },
      ['1s merge 30: complete_sets'],
    ],
    [
      'a leg that fails leaves the other one alone',
      { unwindTicks: '0' },
      (bench) => {
        bench.reject(1, 'no_match');
        bench.fill(2);
      },
      ['1s sell 50 of 1 at 0.55 FAK: leg_alone'],
    ],
    [
      'both fail: nothing is left',
      {},
      (bench) => {
        bench.reject(1, 'no_match');
        bench.reject(2, 'no_match');
      },
      [],
    ],
    [
      'a fill that the chain takes back is not merged',
      {},
      (bench) => {
        bench.view.sellables.set(SECOND, 0 as Shares);
        bench.fill(1);
        bench.fill(2);
        bench.view.sellables.delete(SECOND);
        bench.failFill(2);
      },
      ['1s sell 50 of 0 at 0.53 FAK: leg_alone'],
    ],
  ])('%s', (_name, texts, happens, expected) => {
    const bench = crossed({ way: 'buy_merge', ...texts });
    happens(bench);
    expect(deeds(bench).slice(2)).toEqual(expected);
  });

  test('a leg that is denied ends nothing of the other, which is not sent yet', () => {
    const bench = new StrategyBench(completeSet, { way: 'buy_merge' });
    bench.denyWith = 'book_untrusted';
    bench.quote(1, '0.55', '0.45');
    bench.denyWith = undefined;
    bench.quote(5, '0.55', '0.45');
    expect(deeds(bench)).toHaveLength(2);
    bench.quote(11.1, '0.55', '0.45');
    expect(deeds(bench)).toHaveLength(4);
  });

  test('one leg that is refused before the other is known does not end the round', () => {
    const bench = crossed({ way: 'buy_merge' });
    const second = bench.view.orders.get(2 as ClientOrderId) as Order;
    bench.view.orders.delete(second.id);
    bench.reject(1, 'no_match');
    bench.view.orders.set(second.id, second);
    bench.fill(2);
    expect(deeds(bench).slice(2)).toEqual(['1s sell 50 of 1 at 0.53 FAK: leg_alone']);
  });

  test('a merge that is refused leaves the sets to pay their dollar', () => {
    const bench = crossed({ way: 'buy_merge' });
    bench.fill(1);
    bench.fill(2);
    bench.refuseSets(3, 'chain_unavailable');
    bench.quote(2, '0.45', '0.46');
    expect(deeds(bench)).toHaveLength(3);
  });

  test('rests after a round, and tells a crossing once', () => {
    const bench = crossed({ way: 'buy_merge', rest: '5' });
    bench.reject(1, 'no_match');
    bench.reject(2, 'no_match');
    bench.quote(2, '0.55', '0.45');
    bench.quote(3, '0.45', '0.46');
    bench.quote(4, '0.55', '0.45');
    bench.quote(5, '0.56', '0.45');
    bench.quote(6.5, '0.55', '0.45');
    expect(bench.story.slice(2)).toEqual([
      '3s skip 0: crossing_over',
      '4s skip 0: resting',
      '6.5s buy 50 of 0 at 0.45 FAK: buy_merge',
      '6.5s buy 50 of 1 at 0.45 FAK: buy_merge',
    ]);
    bench.close();
    expect(bench.wishes.at(-1)?.reason).toMatchObject({
      code: 'crossed',
      numbers: { crossings: 2 },
    });
  });
});

describe('splits and sells both', () => {
  test('when the split is done and it still pays', () => {
    const bench = crossed({ way: 'split_sell' });
    expect(bench.story).toEqual(['1s split 50: split_sell']);
    bench.changeSets(1);
    expect(deeds(bench).slice(1)).toEqual([
      '1s sell 50 of 0 at 0.55 FAK: split_sell',
      '1s sell 50 of 1 at 0.55 FAK: split_sell',
    ]);
    bench.fill(2);
    bench.fill(3);
    expect(deeds(bench)).toHaveLength(3);
  });

  test('merges again what does not pay any more, or was not sold', () => {
    const gone = crossed({ way: 'split_sell' });
    gone.quote(3, '0.45', '0.46');
    gone.changeSets(1);
    expect(deeds(gone).slice(1)).toEqual(['3s merge 50: complete_sets']);
    const half = crossed({ way: 'split_sell' });
    half.changeSets(1);
    half.fill(2, '20');
    half.cancel(2, 'unfilled_rest');
    half.fill(3, '10');
    half.cancel(3, 'unfilled_rest');
    expect(deeds(half).slice(3)).toEqual([
      '1s merge 30: complete_sets',
      '1s sell 10 of 1 at 0.53 FAK: leg_alone',
    ]);
  });

  test.each(['SetsDenied', 'SetsRefused'] as const)('not when it is told %s', (kind) => {
    const bench = crossed({ way: 'split_sell' });
    bench.refuseSets(1, 'not_enough_cash', kind);
    bench.quote(2, '0.55', '0.45');
    expect(deeds(bench)).toHaveLength(1);
  });
});

describe('says why not', () => {
  test.each<[string, Readonly<Record<string, string>>, (bench: StrategyBench) => void]>([
    ['costs_more', { edge: '0.2' }, (bench) => bench.quote(1, '0.55', '0.45')],
    ['costs_more', { least: '1001', most: '2000' }, (bench) => bench.quote(1, '0.55', '0.45')],
    ['no_size_fits', { most: '5', way: 'buy_merge' }, (bench) => bench.quote(1, '0.99', '0.03')],
  ])('%s with %o', (code, texts, happens) => {
    const bench = new StrategyBench(completeSet, texts);
    happens(bench);
    expect(bench.story).toEqual([`1s skip 0: ${code}`]);
    expect(bench.opinion()).toMatchObject({ token: undefined });
  });

  test('on a book that is not to be trusted, as every crossed one is to the engine', () => {
    const bench = new StrategyBench(completeSet);
    bench.quote(1, '0.45', '0.46');
    bench.view.book(0 as never).setLevel(0 as never, 550_000 as never, 1e9 as never);
    bench.distrust(2);
    expect(bench.story).toEqual(['2s skip 0: book_untrusted']);
    expect(bench.opinion()).toMatchObject({ code: 'book_untrusted' });
  });
});
