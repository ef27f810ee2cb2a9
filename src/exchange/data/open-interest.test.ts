import { expect, test } from 'vitest';
import { tradedStage } from '../../../test/support/data-stage.ts';
import { aListing } from '../../../test/support/local-venue.ts';
import { MARKET } from '../../../test/support/wire-samples/ids.ts';
import type { Listing } from '../venue/listing.ts';

const RECORDED = `0x${'8'.repeat(64)}`;

/** A market that is traded here, and one that is played from a recording. */
function stage() {
  const parts = tradedStage();
  const { market: facts, ...rest } = aListing();
  const names = { slug: 'recorded', conditionId: RECORDED, tokens: ['81', '82'] };
  const market = { ...facts, ...names } as unknown as Listing['market'];
  const recorded = parts.bench.venue.list({ ...rest, market }, 'untold');
  return { ...parts, recorded };
}

test('what is held of a market that is played from a recording is not known', async () => {
  const { bench, recorded, first, second } = stage();
  expect((await first(`/oi?market=${MARKET}`)).json()).toEqual([{ market: MARKET, value: 20 }]);
  for (const asked of [`?market=${RECORDED}`, `?market=${MARKET},${RECORDED}`, '']) {
    expect(await first(`/oi${asked}`), asked).toMatchObject({ status: 404 });
    const { status, json } = await second(`/oi${asked}`);
    expect([status, json().code], asked).toEqual([404, 'not_found']);
  }
  // All that was open has been paid out.
  bench.venue.resolve(recorded, 0 as never);
  expect((await first('/oi')).json()).toEqual([{ market: 'GLOBAL', value: 20 }]);
  expect((await second(`/oi?condition=${RECORDED}`)).json().data).toMatchObject([{ value: 0 }]);
});
