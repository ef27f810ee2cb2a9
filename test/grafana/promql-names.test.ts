import { expect, test } from 'vitest';
import { namesIn } from '../support/promql-names.ts';

const metricsIn = (query: string) => namesIn(query).selectors.map(({ metric }) => metric);

test.each([
  ['up', ['up']],
  ['sum(rate(a_total[5m])) by (le)', ['a_total']],
  ['sum by (le, job) (rate(a_bucket{x="b_total", y=~"c|d"}[$__rate_interval]))', ['a_bucket']],
  ['histogram_quantile(0.99, sum without (le) (b))', ['b']],
  ['a / on (x) group_left (y) b > bool 0.5 unless c offset 5m', ['a', 'b', 'c']],
  ['job:a:rate5m - -1e3 * 0x1f', ['job:a:rate5m']],
  ['absent(polydesk_info{mode=~"demo|paper"}) or vector(1)', ['polydesk_info']],
  ['max_over_time(a[1h:1m] @ 1609746000) and b', ['a', 'b']],
  ["label_replace(a, 'to', '$1', 'from', '(.*)')", ['a']],
  ['sum', ['sum']],
  ['a == 1 and A_b{by="x"} >= 5', ['a', 'A_b']],
])('%s', (query, names) => {
  expect(metricsIn(query)).toEqual(names);
});

test('labels are told with their metric, and those that it is grouped by', () => {
  const query = 'sum by (strategy, le) (rate(a{code!="x", socket=~"}{"}[5m])) + ignoring(z) b';
  expect(namesIn(query)).toEqual({
    selectors: [
      { metric: 'a', labels: ['code', 'socket'] },
      { metric: 'b', labels: [] },
    ],
    grouped: ['strategy', 'le', 'z'],
  });
});

test.each(['sum(a', 'a)', 'a{b}', 'a{b="c"', '{b="c"}', 'a # what', 'sum by (a'])(
  'refuses %s',
  (query) => {
    expect(() => namesIn(query)).toThrow();
  },
);
