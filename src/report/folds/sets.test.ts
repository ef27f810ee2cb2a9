import { describe, expect, test } from 'vitest';
import { aSetChange } from '../../../test/support/a-set-change.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import { renderReport } from '../html/report.ts';
import { reportJson } from '../json/report.ts';
import { foldReport } from '../report.ts';
import { summarize } from '../text/summary.ts';
import { foldSets } from './sets.ts';
import { foldTrades } from './trades.ts';

const DOLLAR = 1_000_000;
const ways = (script: RunScript) =>
  foldTrades(script.record()).map(({ exit, size, splitSize, mergedSize, fees, net, heldSize }) => ({
    exit,
    shares: [size, splitSize, mergedSize, heldSize].map((units) => units / DOLLAR),
    fees,
    net,
  }));

describe('trades with splits and merges', () => {
  test('begin with a split and end by sale and settlement', () => {
    const script = new RunScript();
    script.change('split', 10 * DOLLAR, { price: 300_000, gas: 5_001 });
    script.trade({ token: 0, side: 'sell', price: 350_000, size: 10 * DOLLAR, fee: 100 });
    script.resolve(0, 0);
    expect(ways(script)).toEqual([
      { exit: 'sale', shares: [10, 10, 0, 0], fees: 2_600, net: 500_000 - 2_600 },
      { exit: 'settlement', shares: [10, 10, 0, 0], fees: 2_501, net: 3 * DOLLAR - 2_501 },
    ]);
  });

  test('are ended on both sides by a merge, in parts by more ways than one', () => {
    const script = new RunScript();
    script.trade({ token: 0, price: 300_000, size: 10 * DOLLAR });
    script.trade({ token: 1, price: 600_000, size: 10 * DOLLAR });
    script.change('merge', 4 * DOLLAR, { price: 350_000, gas: 5_000 });
    script.trade({ token: 1, side: 'sell', price: 700_000, size: 6 * DOLLAR });
    script.change('merge', 6 * DOLLAR, { code: 'not_enough_shares' });
    expect(ways(script)).toEqual([
      { exit: 'merge', shares: [10, 0, 4, 6], fees: 2_500, net: 200_000 - 2_500 },
      { exit: 'both', shares: [10, 0, 4, 0], fees: 2_500, net: 800_000 - 2_500 },
    ]);
  });

  test('explain the cash to the unit, gas with it', () => {
    const script = new RunScript();
    script.change('split', 3 * DOLLAR + 1, { price: 333_333, gas: 7 });
    script.trade({ token: 1, side: 'sell', price: 400_000, size: DOLLAR });
    script.change('merge', 2 * DOLLAR, { gas: 7 });
    expect(foldReport(script.record()).ledger.unexplained).toBe(0);
    script.resolve(0, 500_000);
    expect(foldReport(script.record()).ledger.unexplained).toBe(0);
  });
});

describe('what is told after the resolution counts as if it had been told in time', () => {
  /** The journal with its resolution before the answers of the last change or order. */
  function resolvedFirst(script: RunScript): JournalEntry[] {
    const { journal } = script.record();
    const end = journal.findIndex(({ kind }) => kind === 'MarketResolved');
    const told = end - 1;
    return [...journal.slice(0, told), journal[end], journal[told]] as JournalEntry[];
  }

  test.each<[string, (script: RunScript) => void]>([
    ['a split', (script) => void script.change('split', 10 * DOLLAR, { price: 300_000 })],
    ['a purchase', (script) => void script.trade({ token: 0, price: 400_000, size: DOLLAR })],
    [
      'a merge',
      (script) => {
        script.change('split', 10 * DOLLAR);
        script.change('merge', 4 * DOLLAR, { gas: 5 });
      },
    ],
    [
      'a sale',
      (script) => {
        script.trade({ token: 0, price: 400_000, size: DOLLAR });
        script.trade({ token: 0, side: 'sell', price: 500_000, size: DOLLAR });
      },
    ],
  ])('%s', (_name, happens) => {
    const script = new RunScript();
    happens(script);
    script.resolve(0, 1_000_000);
    const late = { ...script.record(), journal: resolvedFirst(script) };
    expect(foldTrades(late)).toEqual(foldTrades(script.record()));
  });
});

describe('the report', () => {
  test('says what became of them, and why not', () => {
    const script = new RunScript();
    script.change('split', 10 * DOLLAR, { gas: 5_000 });
    script.change('split', 2 * DOLLAR, { code: 'market_resolved' });
    script.change('merge', 4 * DOLLAR, { gas: 5_000 });
    const at = script.journal.at(-1)?.at as Timestamp;
    const denied = { code: 'not_enough_shares', message: 'none are free' };
    const command = aSetChange({ direction: 'merge' });
    script.journal.push({ kind: 'SetsDenied', at, command, ...denied });
    const report = foldReport(script.record());
    expect(report.sets).toEqual({
      split: {
        requested: 2,
        done: 1,
        sets: 10 * DOLLAR,
        gas: 5_000,
        denied: new Map(),
        refused: new Map([['market_resolved', 1]]),
      },
      merge: {
        requested: 1,
        done: 1,
        sets: 4 * DOLLAR,
        gas: 5_000,
        denied: new Map([['not_enough_shares', 1]]),
        refused: new Map(),
      },
    });
    const text = summarize(report, { color: false });
    expect(text).toContain('1 of 2 done: 10 sets, gas 0.005');
    expect(text).toContain('market resolved 1');
    const page = renderReport(report);
    for (const cell of ['Splits and merges', '0.005', 'split refused']) {
      expect(page).toContain(cell);
    }
    expect(reportJson(report)).toMatchObject({
      sets: { split: { sets: '10', gas: '0.005' }, merge: { denied: { not_enough_shares: 1 } } },
      trades: [
        { splitShares: '10', mergedShares: '4' },
        { splitShares: '10', mergedShares: '4' },
      ],
    });
  });

  test('is silent of them where nobody wished for any', () => {
    const script = new RunScript();
    script.trade({ token: 0, price: 300_000, size: DOLLAR });
    expect(foldSets(script.record().journal)).toBeUndefined();
    expect(reportJson(foldReport(script.record())).sets).toBeNull();
  });

  test('tells an answer that came twice once', () => {
    const script = new RunScript();
    script.change('split', 10 * DOLLAR);
    script.journal.push({ ...(script.journal.at(-1) as JournalEntry) });
    expect(foldSets(script.record().journal)?.split.done).toBe(1);
    expect(foldTrades(script.record()).map(({ size }) => size)).toEqual([10e6, 10e6]);
  });
});
