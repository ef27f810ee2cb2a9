import { describe, expect, test } from 'vitest';
import { inventedRun } from '../../../test/support/invented-run.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { foldReport, type Report } from '../report.ts';
import { shadeOf } from './heatmap.ts';
import { renderSweep } from './html.ts';
import { sweepJson } from './json.ts';
import { combinationsOf, foldSweep, type SweepAxis, sweptCell } from './sweep.ts';
import { bestInWords, cellName } from './words.ts';

const AXES: readonly SweepAxis[] = [
  { name: 'threshold', values: ['0.6', '0.7', '<script>'] },
  { name: 'latency ms', values: ['0', '250'] },
];

/** What a cell pays too much for a share, in units: the more, the less it makes. */
const PREMIUMS = [0, 20_000, -60_000, 40_000, 10_000, 30_000];

const reports = PREMIUMS.map((premium) =>
  foldReport(inventedRun({ markets: 120, strategies: ['alpha'], premium })),
);

function sweepOf(axes: readonly SweepAxis[], some: readonly Report[]) {
  const cells = combinationsOf(axes).map((at, i) => sweptCell(at, some[i] as Report));
  const { sources, markets, period } = (some[0] as Report).record;
  return foldSweep('alpha', axes, cells, { sources, markets: markets.length, period });
}

const sweep = sweepOf(AXES, reports);

describe('a sweep', () => {
  test('has each combination once, the last axis running fastest', () => {
    expect(combinationsOf(AXES)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ]);
    const [first, ...others] = sweep.cells;
    expect(() => foldSweep('alpha', AXES, others, sweep.data)).toThrow('each combination');
    expect(() => foldSweep('alpha', AXES, [...others, first!], sweep.data)).toThrow();
  });

  test('finds the cell that made most, and averages those a step beside it', () => {
    const nets = reports.map(({ whole }) => whole.profit.net / 1e6);
    expect(Math.max(...nets)).toBe(nets[2]);
    expect(sweep.best?.cell.at).toEqual([1, 0]);
    const beside = (nets[0]! + nets[3]! + nets[4]!) / 3;
    expect(sweep.best?.beside).toBeCloseTo(beside, 9);
  });

  test('the best of the same trades at other prices is the best of each half', () => {
    expect(sweep.best?.chance).toMatchObject({ tries: 6, overfit: 0 });
  });

  test('tells how many cells stand apart from nothing, against how many would by luck', () => {
    const ranges = sweep.cells.map(({ performance }) => performance.edge.meanInterval);
    const gains = ranges.filter((range) => range !== undefined && range.low > 0).length;
    const losses = ranges.filter((range) => range !== undefined && range.high < 0).length;
    expect(bestInWords(sweep).at(-1)).toContain(`${gains} made and ${losses} lost money in all`);
    const luck = ranges.length - gains - losses;
    expect(renderSweep(sweep).match(/<td class="[^"]*luck"/g) ?? []).toHaveLength(luck);
    expect(luck).toBeGreaterThan(0);
    expect(gains + losses).toBeGreaterThan(0);
  });

  test('on few markets nothing is said of luck', () => {
    const few = PREMIUMS.map((premium) =>
      foldReport(inventedRun({ markets: 20, strategies: ['alpha'], premium })),
    );
    const found = sweepOf(AXES, few);
    expect(found.best?.chance).toMatchObject({ real: undefined, overfit: undefined });
    expect(bestInWords(found).join(' ')).toContain('too little to tell skill from luck');
  });

  test('without a trade it has no best, and invents none', () => {
    const none = PREMIUMS.map(() => foldReport(new RunScript(1).record()));
    const found = sweepOf(AXES, none);
    expect(found.best).toBeUndefined();
    expect(bestInWords(found)).toEqual(['No cell traded.']);
    expect(sweepJson(found).best).toBeNull();
    expect(renderSweep(found)).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('its page', () => {
  const page = renderSweep(sweep);

  test('has a cell for each run, colored by what it made, and outlines the best', () => {
    expect(page.match(/<td class="(gain|loss)-[123]/g)).toHaveLength(6);
    expect(page.match(/<td class="gain-[123] best/g)).toHaveLength(1);
  });

  test('escapes what is typed, and runs no script', () => {
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('simulated data');
  });

  test('draws a map for each value of a third axis', () => {
    const axes = [...AXES.slice(1), { name: 'size', values: ['5', '10', '20'] }];
    const three = sweepOf([{ name: 'one', values: ['a'] }, ...axes], reports);
    expect(renderSweep(three).match(/<table class="heat">/g)).toHaveLength(3);
  });
});

test('the JSON names the values of every cell', () => {
  const { cells, best, words } = sweepJson(sweep);
  expect(cells[1]?.values).toEqual({ threshold: '0.6', 'latency ms': '250' });
  expect(best?.values).toEqual({ threshold: '0.7', 'latency ms': '0' });
  expect(words).toEqual(bestInWords(sweep));
  expect(cellName(sweep, sweep.cells[5]!)).toBe('threshold <script>, latency ms 250');
});

test.each([
  [0, 10, ''],
  [1, 10, 'gain-1'],
  [10, 10, 'gain-3'],
  [-4, 10, 'loss-2'],
  [0, 0, ''],
])('a net of %i where the most is %i is shaded "%s"', (net, most, shade) => {
  expect(shadeOf(net, most)).toBe(shade);
});
