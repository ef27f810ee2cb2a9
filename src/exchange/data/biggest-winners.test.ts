import { expect, test } from 'vitest';
import { ANN, BOB, tradedStage } from '../../../test/support/data-stage.ts';
import { MARKET, UP } from '../../../test/support/wire-samples/ids.ts';
import { ONE } from '../../domain/units.ts';

test('the biggest wins are those of positions that were held to the end', async () => {
  const { bench, second } = tradedStage();
  const rows = async (query = '') => (await second(`/biggest-winners${query}`)).json().data;
  expect(await rows()).toEqual([]);
  bench.venue.resolve(bench.market, ONE);
  // Ann held 15 that cost 0.5, Bob 5 that cost 0.6.
  expect(await rows()).toMatchObject([
    { win_rank: 1, user_id: ANN, pnl: 7.5, initial_value: 7.5, final_value: 15, kind: 'market' },
    { win_rank: 2, user_id: BOB, pnl: 2, condition_id: MARKET, position_id: UP, event_id: 35001 },
  ]);
  expect(await rows('?category=sports')).toEqual([]);
  expect(await rows('?limit=1')).toHaveLength(1);
  bench.clock.advance(25 * 3_600_000);
  expect(await rows()).toEqual([]);
  expect(await rows('?time_period=week')).toHaveLength(2);
  for (const period of ['year', 'constructor']) {
    const told = await second(`/biggest-winners?time_period=${period}`);
    expect(told, period).toMatchObject({ status: 400 });
  }
});
