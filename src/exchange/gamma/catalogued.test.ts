import { expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { clobTerms } from '../../../test/support/gamma-world.ts';
import { aListing, LocalBench } from '../../../test/support/local-venue.ts';
import { ok, refuse } from '../../domain/result.ts';
import { ONE } from '../../domain/units.ts';
import { Catalogue } from '../../polymarket/catalog/catalogue.ts';
import type { CatalogueNews } from '../../polymarket/catalog/catalogue-news.ts';
import { readGammaEvent, readGammaMarket } from '../../polymarket/wire/gamma/answers.ts';
import { EventShelf } from './event-shelf.ts';
import { gammaEvent } from './gamma-event.ts';
import { gammaMarket } from './gamma-market.ts';

/** Noon of April 13, 2026 is the opening; the market was listed a minute before. */
function stage() {
  const bench = new LocalBench({}, aListing({ listedAt: at(-60) }));
  const { venue, clock, market } = bench;
  const shelf = new EventShelf(venue.markets);
  const news: CatalogueNews[] = [];
  const faults: unknown[] = [];
  const catalogue = new Catalogue({
    gamma: {
      eventBySlug: async (slug) => {
        const group = shelf.groupBySlug(slug);
        if (group === undefined) return ok(undefined);
        return readGammaEvent(JSON.stringify(gammaEvent(group, venue.now())));
      },
      marketBySlug: async () => ok(undefined),
      upDownEvents: async () => ok({ rows: [], nextCursor: undefined }),
      marketPage: async () => refuse('not_here', 'not part of this test'),
    },
    clob: {
      marketInfo: async () => {
        const read = readGammaMarket(JSON.stringify(gammaMarket(market, venue.now())));
        return read.ok ? ok(clobTerms(read.value, {})) : read;
      },
    },
    clock,
    random: () => 0.5,
    assets: ['btc'],
    frames: ['5m'],
    listener: (told) => news.push(told),
    onFault: (fault) => faults.push(fault),
  });
  /** What was told since the last call of markets that are there. */
  const told = () => news.splice(0).filter((one) => 'market' in one);
  return { bench, catalogue, faults, told };
}

test('our catalogue lives through a window of the local exchange', async () => {
  const { bench, catalogue, told, faults } = stage();
  const { clock, venue, market } = bench;
  catalogue.start();
  await clock.pass(10_000);
  expect(told().map(({ kind }) => kind)).toEqual(['known', 'accepting', 'opened']);
  market.priceToBeat = '63123.54';
  await clock.pass(290_000);
  venue.close(market);
  market.finalPrice = '63125.5';
  await clock.pass(20_000);
  venue.resolve(market, ONE);
  await clock.pass(600_000);
  const ends = told();
  expect(ends.flatMap((one) => (one.kind === 'resolved' ? [one.resolution] : []))).toMatchObject([
    { payout: 1_000_000, source: 'venue' },
  ]);
  const priced = ends.flatMap((one) => (one.kind === 'priced' ? [[one.end, one.price.text]] : []));
  expect(priced).toEqual([
    ['open', '63123.54'],
    ['close', '63125.5'],
  ]);
  expect(faults).toEqual([]);
  catalogue.stop();
});
