import { describe, expect, test } from 'vitest';
import { inventedRun } from '../../../test/support/invented-run.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { foldReport } from '../report.ts';
import { cautionOf, compareReports } from './comparison.ts';
import { renderComparison } from './html.ts';

const options = { title: 'Latency sweep', varies: 'Latency' };
const report = foldReport(inventedRun({ markets: 40, strategies: ['alpha'] }));
const sweep = compareReports(
  ['0 ms', '50 ms', '<script>'].map((label) => ({ label, report })),
  options,
);

describe('a comparison', () => {
  test('has a row for each run, in order', () => {
    expect(sweep.rows.map((row) => row.label)).toEqual(['0 ms', '50 ms', '<script>']);
    expect(sweep.rows[0]?.performance).toBe(report.whole);
  });

  test('has a row for each strategy of a run with several', () => {
    const two = foldReport(inventedRun({ markets: 20, strategies: ['alpha', 'beta'] }));
    const { rows } = compareReports([{ label: 'run', report: two }], options);
    expect(rows.map((row) => row.label)).toEqual(['run · alpha', 'run · beta']);
  });

  test('warns of runs that did not see the same data', () => {
    const other = foldReport(inventedRun({ markets: 39, strategies: ['alpha'] }));
    const mixed = compareReports(
      [
        { label: 'a', report },
        { label: 'b', report: other },
      ],
      options,
    );
    expect([sweep.sameData, mixed.sameData]).toEqual([true, false]);
    expect(cautionOf(mixed)).toContain('NOT on the same data');
    expect(renderComparison(mixed)).toContain('Not comparable');
  });

  test('warns of picking the best of many', () => {
    expect(cautionOf(sweep)).toContain('the best of many looks better than it is');
  });
});

describe('the page of a comparison', () => {
  test('escapes labels and runs no script', () => {
    const page = renderComparison(sweep);
    expect(page).toContain("script-src 'none'");
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
  });

  test('runs without trades compare without invented numbers', () => {
    const empty = foldReport(new RunScript(1).record());
    const still = compareReports([{ label: 'nothing', report: empty }], options);
    const text = renderComparison(still);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text).toContain('no trades');
  });

  test('says what undecided trades could have made, in both ways', () => {
    const script = new RunScript(1);
    script.trade({ token: 0, price: 400_000, size: 10_000_000 });
    const undecided = compareReports(
      [{ label: 'mine', report: foldReport(script.record()) }],
      options,
    );
    const text = renderComparison(undecided);
    expect(text).toContain('>If lost</th>');
    expect(text).toContain('>If won</th>');
    expect(text).toMatch(/>1<\/td>.*-4\.00.*\+6\.00/s);
  });

  test('no runs at all is no fault', () => {
    const none = compareReports([], options);
    expect(renderComparison(none)).toContain('No runs.');
  });
});
