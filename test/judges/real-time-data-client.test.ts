import { expect, test } from 'vitest';
import { expectControlPing, judgeByRealTimeDataClient } from './real-time-data-client.ts';
import { troubledExchange } from './troubled-exchange.ts';

const MINUTES = 60_000;

test('@polymarket/real-time-data-client stays connected, answering no control ping', async () => {
  const { judged, served } = await troubledExchange({}, 200);
  // Its socket library ends a connection on which sixty have not been answered.
  await judgeByRealTimeDataClient(judged.exchange.rtds, 6 * MINUTES);
  expect(served.exchange.sockets.counts.rtds.opened).toBe(1);
});

test('it would fall silent without control pings', async () => {
  const { judged } = await troubledExchange();
  await expectControlPing(judged.exchange.rtds);
});
