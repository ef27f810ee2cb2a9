import { expect, test } from 'vitest';
import { ANN, BOB, dataStage } from '../../../test/support/data-stage.ts';
import { ONE } from '../../domain/units.ts';
import { unixSeconds } from '../wire/forms.ts';

/** Of each wallet two tokens are kept: Ann's first is forgotten, and Bob has only one. */
function stage() {
  const { bench, first, second } = dataStage({ holdings: 2, fills: 1_000 });
  const { venue } = bench;
  const meet = (other = bench.bob) => {
    bench.send(bench.ann, { side: 'buy', price: 0.5, size: 10 });
    bench.send(other, { side: 'buy', price: 0.5, size: 10, outcome: 1 });
  };
  meet();
  bench.clock.advance(5_000);
  venue.resolve(bench.market, ONE);
  const decidedAt = unixSeconds(venue.now());
  bench.clock.advance(5_000);
  const other = bench.trader(`0x${'3'.repeat(40)}`);
  bench.listNext(1);
  meet(other);
  const told = async (path: string) => {
    const { status, json } = await (path.startsWith('/v2') ? second(path.slice(3)) : first(path));
    return status === 200 ? json() : status;
  };
  const forget = () => {
    bench.listNext(2);
    meet(other);
  };
  return { bench, decidedAt, forget, told };
}

const OF_ALL_TIME = [
  `/traded?user=${ANN}`,
  `/v2/user-stats?user=${ANN}`,
  `/v2/user-volume?user=${ANN}`,
  '/v1/leaderboard?timePeriod=ALL',
  '/v2/leaderboard',
  '/v2/biggest-winners?time_period=all',
];

test.each(OF_ALL_TIME)('%s is not known any more once trades of it are forgotten', async (path) => {
  const { forget, told } = stage();
  expect(await told(path)).toBeTypeOf('object');
  forget();
  expect(await told(path)).toBe(404);
});

test('of a wallet that lost nothing, and of times after it, all is known', async () => {
  const { bench, decidedAt, forget, told } = stage();
  forget();
  expect(await told(`/traded?user=${BOB}`)).toEqual({ user: BOB, traded: 1 });
  expect(await told(`/v2/user-stats?user=${BOB}`)).toMatchObject({ data: { trades: 1 } });
  const volume = (start: number) => told(`/v2/user-volume?user=${ANN}&start=${start}`);
  expect(await volume(decidedAt)).toBe(404);
  expect(await volume(decidedAt + 1)).toMatchObject({ data: { volume: 20, trade_count: 2 } });
  expect(await told('/v2/biggest-winners')).toBe(404);
  bench.clock.advance(86_400_000);
  expect(await told('/v2/biggest-winners')).toMatchObject({ data: [] });
});
