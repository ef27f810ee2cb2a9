import { expect, test } from 'vitest';
import type { TickSize } from '../../src/domain/tick.ts';
import { ONE } from '../../src/domain/units.ts';
import { attachedSockets } from '../support/attached-sockets.ts';
import { eventually } from '../support/eventually.ts';
import { realChannels } from '../support/real-channels.ts';
import { DOWN, UP } from '../support/wire-samples/ids.ts';

async function stage() {
  const attached = await attachedSockets();
  const channels = realChannels(attached, [UP, DOWN]);
  const { market, polyBolt, rtds, user } = channels;
  const { counts } = attached.sockets;
  await eventually(() => market.isTrusted(UP) && market.isTrusted(DOWN));
  await eventually(() => polyBolt.isLive && rtds.state === 'open' && user.state === 'open');
  await eventually(() => counts.user.received > 0 && counts.rtds.received > 0);
  await eventually(() => counts.prices.received === 2);
  return { ...attached, ...channels };
}

test('the program’s own channels hear a market’s life and find no fault in it', async () => {
  const { bench, market, orders, spoken, older, thrown, refusals } = await stage();
  bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
  bench.mint(10);
  const { venue, clock } = bench;
  venue.changeTick(bench.market, 1_000 as TickSize);
  bench.send(bench.bob, { side: 'buy', price: 0.455, size: 10, outcome: 1 });
  const at = clock.now();
  venue.reference({ asset: 'btc', at, value: '76211.80016560019', average: '76210.5' });
  venue.close(bench.market);
  venue.resolve(bench.market, ONE);
  await eventually(() => market.sink.messages.some(({ kind }) => kind === 'MarketResolved'));
  await eventually(() => orders.some((told) => 'change' in told && told.change === 'cancellation'));
  await eventually(() => older.log.length >= 6 && spoken.log.length >= 7);

  expect([thrown, refusals, market.faults, market.sink.refusals]).toEqual([[], [], [], []]);
  const { counters } = market.channel;
  expect(counters).toMatchObject({ refusals: 0, ignored: 0, elsewhere: 0, late: 0, crossings: 0 });
  expect([market.isTrusted(UP), market.isTrusted(DOWN)]).toEqual([true, true]);
  const strange = [...spoken.log, ...older.log].filter((line) => /refused|gap|denied/.test(line));
  expect(strange).toEqual([]);
});

test('the market channel does without a snapshot until the venue tells the book', async () => {
  const { bench, market, faults } = await stage();
  faults.market.drop();
  faults.withoutSnapshot.add(UP);
  await eventually(() => !market.isTrusted(UP) && !market.isTrusted(DOWN));
  for (let i = 0; i < 3 && !market.isTrusted(DOWN); i++) {
    market.clock.advance(1_000);
    await eventually(() => market.channel.shards[0]?.state === 'open');
    await eventually(() => market.isTrusted(DOWN));
  }
  expect(market.isTrusted(UP)).toBe(false);
  faults.calm();
  bench.mint(10);
  await eventually(() => market.isTrusted(UP));
});

test('a hole in the prices is seen by their numbers', async () => {
  const { bench, spoken, faults } = await stage();
  const price = () =>
    bench.venue.reference({ asset: 'btc', at: bench.clock.now(), value: '7', average: undefined });
  price();
  await eventually(() => spoken.log.some((line) => line.startsWith('pyth')));
  faults.prices.isStalled = true;
  price();
  faults.prices.isStalled = false;
  price();
  await eventually(() => spoken.log.includes('gap price.crypto 1'));
});
