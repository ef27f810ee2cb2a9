import { describe, expect, test } from 'vitest';
import { inventedRun } from '../../../test/support/invented-run.ts';
import { RunScript, scriptedMarket } from '../../../test/support/run-script.ts';
import { renderReport } from '../html/report.ts';
import { foldReport } from '../report.ts';
import { sparkline } from './sparkline.ts';
import { summarize } from './summary.ts';
import { plain, table, width, wrap } from './table.ts';

const PLAIN = { color: false };
const FEE = {
  value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 },
  source: 'test',
} as const;
const ESCAPE = String.fromCharCode(27);

describe('the summary', () => {
  const report = foldReport(inventedRun({ markets: 60, strategies: ['alpha', 'beta'] }));

  test('fits 100 columns, with and without color', () => {
    for (const color of [true, false]) {
      for (const line of summarize(report, { color }).split('\n')) {
        expect(width(line), line).toBeLessThanOrEqual(100);
      }
    }
  });

  test('has color only where asked for', () => {
    expect(summarize(report, PLAIN)).not.toContain(ESCAPE);
    expect(summarize(report, { color: true })).toContain(ESCAPE);
  });

  test('says what the data is, what it lacks and what was decided', () => {
    const text = summarize(report, PLAIN);
    const { record, whole } = report;
    expect(text).toContain('alpha, beta · simulated data');
    expect(text).toContain(`Verdict  ${whole.edge.verdict.text}`);
    expect(text).toContain(record.hash);
    expect(text).toMatch(/Gaps +\d+ gaps, .* in all/);
    expect(text).toMatch(/Silences +\d+ longer than 5 s in \d+ markets, the longest 7 s/);
    expect(text).toMatch(/Inferred fills +\d+ trades, [\d.]+ % of turnover/);
    expect(text).toMatch(/Undecided +\d+ trades in \d+ markets, .* left out of every number above/);
    expect(text).toMatch(/In them +net -[\d.]+ if every share still held had lost, [-+][\d.]+ if/);
    expect(text).toContain('· The recording has no prints');
  });

  test('of a run without trades invents nothing', () => {
    const text = summarize(foldReport(new RunScript(2).record()), PLAIN);
    expect(text).toContain('Verdict  no trades. Nothing was traded.');
    expect(text).toContain('No trade is counted.');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text).toMatch(/Silences +–/);
  });

  test('of few trades says that its intervals are unreliable', () => {
    const few = foldReport(inventedRun({ markets: 20, strategies: ['alpha'] }));
    expect(summarize(few, PLAIN)).toContain('the intervals are unreliable below 30');
  });

  test('of one market, one row and one order says no plural of one', () => {
    const script = new RunScript(1);
    for (const code of ['a', 'b', 'c', 'd']) script.deny(code);
    script.trade({ token: 0, price: 500_000, size: 10_000_000, evidence: 'assumed' });
    const source = { dataset: 'd', provenance: 'recorded', rows: 1 } as const;
    const bare = { hash: undefined, origin: undefined, license: undefined };
    const record = script.record({ sources: [{ ...source, ...bare }] });
    for (const text of [
      summarize(foldReport(record), PLAIN),
      renderReport(foldReport(record)).replace(/<(style|script)[\s\S]*?<\/\1>/g, ''),
    ]) {
      expect(text).toMatch(/\b1 row\b/);
      expect(text.match(/(?<![\d.,])1 (more )?(markets|trades|orders|rows|reasons)/g)).toBeNull();
    }
  });

  test('ends with what the account is worth, not with its cash alone', () => {
    const script = new RunScript(1);
    script.trade({ token: 0, price: 500_000, size: 10_000_000 });
    const report = foldReport(script.record());
    const text = summarize(report, PLAIN);
    expect(text).toMatch(/Cash +1,000\.00 at the start, 995\.00 at the end\n/);
    expect(text).toMatch(/Equity at the end +1,000\.00, with shares that cost 5\.00\n/);
    expect(renderReport(report)).toMatch(/Equity at the end, shares at cost<[^0-9]*>1,000\.00</);
  });

  test('says of each sum of rebates whose it is', () => {
    const script = new RunScript([{ ...scriptedMarket('m'), fee: FEE }]);
    script.trade({ token: 0, price: 500_000, size: 10_000_000, rebate: 2_000_000 });
    script.trade({ token: 0, side: 'sell', price: 500_000, size: 10_000_000, rebate: 1_000_000 });
    script.resolve(0, 1_000_000);
    const text = summarize(foldReport(script.record()), PLAIN);
    expect(text).toMatch(/Rebates accrued +[\d.]+ by these trades, paid later by the venue/);
    expect(text).toMatch(/Rebates +3\.00 by all these fills, not in net/);
    expect(text).toContain('Rebates and rewards are estimates');
  });

  test('cries out when the trades do not add up to the cash', () => {
    const script = new RunScript(1);
    script.trade({ token: 0, price: 500_000, size: 10_000_000 });
    script.resolve(0, 1_000_000);
    const record = script.record();
    const wrong = { ...record, finalCash: (record.finalCash + 2_000_000) as never };
    expect(summarize(foldReport(wrong), PLAIN)).toContain('2.00 dollars unexplained');
    expect(summarize(foldReport(record), PLAIN)).not.toContain('unexplained');
  });

  test('drops control characters from names of others', () => {
    const name = `evil${ESCAPE}[31m${String.fromCharCode(7)}\nname`;
    const script = new RunScript([scriptedMarket('m')], [name]);
    expect(summarize(foldReport(script.record()), PLAIN)).toContain('evilname');
  });
});

test('tables align text left and numbers right, whatever the color', () => {
  const columns = [
    { heading: 'Name', align: 'left' },
    { heading: 'N', align: 'right' },
  ] as const;
  expect(
    table(columns, [
      ['a', '1'],
      ['bcdef', `${ESCAPE}[31m1,000${ESCAPE}[39m`],
    ]).map((line) => line.replaceAll(/.\[\d+m/g, '')),
  ).toEqual(['Name       N', 'a          1', 'bcdef  1,000']);
});

test('text breaks at spaces, and a long word stands alone', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('incomprehensible no', 5)).toEqual(['incomprehensible', 'no']);
  expect(plain('abcdef', 4)).toBe('abc…');
});

test('a sparkline ends where its values end', () => {
  expect(sparkline([], 10)).toBe('');
  expect(sparkline([1, 1], 10)).toBe('▄▄');
  expect(sparkline([0, 7, 3, 7], 10)).toBe('▁█▄█');
  const long = sparkline(
    Array.from({ length: 1_000 }, (_, i) => i),
    8,
  );
  expect(long).toBe('▁▂▃▄▅▆▇█');
});
