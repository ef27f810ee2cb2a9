import fc from 'fast-check';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import type { Row } from '../wire/forms.ts';
import { tradeRow } from './activity-rows.ts';
import { installData } from './data-routes.ts';
import { secondVersion } from './data-rows.ts';
import { fillsOf } from './wallet-history.ts';

/** Everybody's fills the naive way: all of them built, newest trade first. */
function allRows({ venue }: LocalBench, takerOnly: boolean): Row[] {
  return [...venue.trades.all.values()]
    .reverse()
    .flatMap(fillsOf)
    .filter(({ trade, part, isTaker }) => {
      return trade.status !== 'failed' && part.order !== undefined && (isTaker || !takerOnly);
    })
    .map((fill) => JSON.parse(JSON.stringify(secondVersion(tradeRow(fill)))));
}

/** One taker meets up to three makers. */
function trade(bench: LocalBench, makers: number): void {
  for (let made = 0; made < makers; made++) {
    bench.send(bench.bob, { side: 'buy', price: 0.5, size: 5, outcome: 1 });
  }
  bench.send(bench.ann, { side: 'buy', price: 0.5, size: 5 * makers, timeInForce: 'FAK' });
}

const deed = fc.integer({ min: 1, max: 3 });

test('pages of fills are those of the whole list, also while new trades are made', async () => {
  const asked = fc.record({
    first: fc.array(deed, { maxLength: 8 }),
    between: fc.array(fc.array(deed, { maxLength: 2 }), { maxLength: 4 }),
    limit: fc.integer({ min: 1, max: 7 }),
    takerOnly: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ first, between, limit, takerOnly }) => {
      const bench = new LocalBench();
      const app = Fastify();
      installData(app, bench.venue);
      for (const makers of first) trade(bench, makers);
      const expected = allRows(bench, takerOnly);
      const path = `taker_only=${takerOnly}&limit=${limit}`;
      const told: Row[] = [];
      let more = '';
      for (let page = 0; page <= expected.length; page++) {
        const { data, pagination } = (
          await app.inject(`/data-api/v2/trades?${path}${more}`)
        ).json();
        expect(pagination.offset).toBe(told.length);
        told.push(...data);
        expect(pagination.has_more).toBe(told.length < expected.length);
        if (!pagination.has_more) break;
        more = `&cursor=${pagination.next_cursor}`;
        for (const makers of between[page] ?? []) trade(bench, makers);
      }
      expect(told).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('a page builds no fill beyond its end', async () => {
  const bench = new LocalBench();
  const app = Fastify();
  installData(app, bench.venue);
  for (let made = 0; made < 20; made++) trade(bench, 1);
  let looked = 0;
  for (const record of bench.venue.trades.all.values()) {
    const { makers } = record;
    Object.defineProperty(record, 'makers', {
      get: () => {
        looked += 1;
        return makers;
      },
    });
  }
  const { data } = (await app.inject('/data-api/v2/trades?limit=2')).json();
  expect(data).toHaveLength(2);
  expect(looked).toBeLessThan(10);
});
