import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderBars } from './bars.ts';
import { intoLanes } from './lanes.ts';
import { escapeHtml, html, Markup } from './markup.ts';
import { downFrom, percentOf, ticks } from './scale.ts';
import { coverageMap } from './sections/coverage-map.ts';
import { boundsOf, renderWhisker } from './whisker.ts';

test('inserted text is escaped, inserted markup is not', () => {
  expect(html`<b>${'<i>'}</b>${html`<u>${1}</u>`}${[html`a`, html`b`]}${undefined}`.text).toBe(
    '<b>&lt;i&gt;</b><u>1</u>ab',
  );
  expect(escapeHtml(`<>&"'`)).toBe('&lt;&gt;&amp;&quot;&#39;');
  expect(new Markup('<b>').text).toBe('<b>');
});

test('ticks are round, inside the span and few', () => {
  expect(ticks(-7, 4, 4)).toEqual([-5, 0]);
  expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticks(3, 3, 4)).toEqual([3]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      (low, span) => {
        const high = low + span;
        const marks = ticks(low, high, 4);
        // A mark may stick out by float dust, far below what can be drawn.
        const dust = 1e-9 * span + 4 * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
        expect(marks.length).toBeGreaterThanOrEqual(1);
        expect(marks.length).toBeLessThanOrEqual(6);
        expect(marks.filter((mark) => mark < low - dust || mark > high + dust)).toEqual([]);
      },
    ),
    { examples: [[0.0000010000000000000002, 4000.0000000000005]] },
  );
});

test('positions stay inside their drawing', () => {
  expect(percentOf(1, 0, 4)).toBe('25%');
  expect(percentOf(9, 0, 4)).toBe('100%');
  expect(percentOf(1, 1, 1)).toBe('50%');
  expect(downFrom(0, -1, 1, 100)).toBe(50);
});

test('bars hang from zero, and a bar of nothing has no height', () => {
  const { text } = renderBars(
    [
      { value: 10, title: 'up', label: 'a' },
      { value: -10, title: 'down', label: '' },
      { value: 0, title: 'none', label: '' },
    ],
    0.2,
    'Test',
  );
  expect(text).not.toContain('NaN');
  expect(text.match(/gain-fill/g)).toHaveLength(2);
  expect(text).toContain('height="90" class="bar gain-fill"><title>up');
  expect(text).toContain('height="90" class="bar loss-fill"><title>down');
  expect(text).toContain('height="0" class="bar gain-fill"><title>none');
});

test('bars that are all zero still draw', () => {
  expect(renderBars([{ value: 0, title: '', label: '' }], 0.2, 'Zero').text).not.toContain('NaN');
});

test('a whisker without an interval is a point', () => {
  const bounds = boundsOf([3, undefined]);
  const { text } = renderWhisker({
    value: 3,
    interval: undefined,
    reference: undefined,
    ...bounds,
  });
  expect(text).toContain('cx="50%"');
  expect(text).not.toContain('<line');
});

test('lanes never overlap, and there are no more of them than needed', () => {
  const stretch = fc
    .tuple(fc.nat(100), fc.integer({ min: 1, max: 20 }))
    .map(([from, length]) => ({ from, to: from + length, item: length }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
      const lanes = intoLanes(stretches);
      expect(lanes.flat()).toHaveLength(stretches.length);
      for (const lane of lanes) {
        lane.slice(1).forEach((s, i) => {
          expect(s.from).toBeGreaterThanOrEqual(lane[i]!.to);
        });
      }
      const depth = Array.from(
        { length: 121 },
        (_, t) => stretches.filter((s) => s.from <= t && t < s.to).length,
      );
      expect(lanes).toHaveLength(Math.max(0, ...depth));
    }),
  );
});

const HOUR = 3_600_000_000;

function covered(name: string, from: number, to: number, rows = 5) {
  const gaps = rows === 0 ? [] : [{ from: from as never, to: (from + 1) as never, reason: 'x' }];
  const coverage = { rows, complete: false, gaps, silence: undefined, hasTrades: false } as const;
  const bare = { ...coverage, from: undefined, to: undefined, series: undefined, note: undefined };
  return { name, from, to, coverage: bare };
}

test('the coverage map has a strip a day over the hours that any market covers', () => {
  const { text } = coverageMap([
    covered('a', 9 * HOUR, 10 * HOUR),
    covered('b', 33 * HOUR, 36 * HOUR),
  ]);
  expect(text.match(/class="day">\d/g)).toHaveLength(2);
  expect(text).toContain('>09:00<');
  expect(text).toContain('>12:00<');
  expect(text).toContain('<title>a: incomplete, 5 rows, gaps under 1 s</title>');
});

test('a market over midnight is drawn on both days', () => {
  const { text } = coverageMap([covered('night', 23 * HOUR, 25 * HOUR)]);
  expect(text.match(/<title>night/g)).toHaveLength(2);
});

test('many days become one strip, and too many markets at once are counted', () => {
  const long = Array.from({ length: 20 }, (_, i) => covered(`m${i}`, i * HOUR, 900 * HOUR, 0));
  const { text } = coverageMap(long);
  expect(text.match(/class="day"/g)).toHaveLength(1);
  expect(text).toContain('8 more markets at the same time, not drawn.');
  expect(text).toContain('m0: no rows');
});
