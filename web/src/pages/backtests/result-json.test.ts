import { expect, test } from 'vitest';
import type { SummaryJson } from '../../../../src/report/json/summary.ts';
import type { SweepJson } from '../../../../src/report/sweep/json.ts';
import { bestCell, curvesOver, dataDifferences, provenanceOf } from './result-json.ts';

const SOURCE = { dataset: 'april', provenance: 'recorded', hash: 'abcdef0123' };

function report(sources: object[], run: object = {}): SummaryJson {
  const told = { markets: 3, from: 1, to: 2, sources, ...run };
  return { schema: 'polydesk.summary', run: told } as unknown as SummaryJson;
}

test('two results say in what their data differ', () => {
  const one = report([SOURCE]);
  expect(dataDifferences(one, report([SOURCE]))).toEqual([]);
  const newer = { ...SOURCE, hash: '9999999999' };
  const told = dataDifferences(one, report([newer], { markets: 4, to: 5 })).join(' ');
  expect(told).toContain('Only the first has april (abcdef01)');
  expect(told).toContain('Only the second has april (99999999)');
  expect(told).toContain('on 3 and on 4 markets');
  expect(told).toContain('different times');
});

test('data of several kinds is told as all of them', () => {
  const both = [SOURCE, { ...SOURCE, provenance: 'simulated' }];
  expect(provenanceOf(report(both))).toBe('recorded and simulated');
  expect(provenanceOf(report([]))).toBe('');
});

test('the best cell is found by its values, and there is none where nothing traded', () => {
  const cells = ['1', '2'].map((size) => ({ values: { size } }));
  const sweep = { cells, best: { values: { size: '2' } } } as unknown as SweepJson;
  expect(bestCell(sweep)).toBe(cells[1]);
  expect(bestCell({ ...sweep, best: null })).toBeUndefined();
});

test('a curve keeps its value until just before its next point', () => {
  const one = [10, 30].map((at) => ({ at, equity: String(at) }));
  const { xs, values } = curvesOver([one, [{ at: 20, equity: '7' }]]);
  expect(xs.map((x) => Math.round(x * 1e6))).toEqual([9, 10, 19, 20, 29, 30]);
  const first = [null, 10, 10, 10, 10, 30].map((value) => value && value * 1e6);
  expect(values).toEqual([first, [null, null, null, 7e6, 7e6, 7e6]]);
});
