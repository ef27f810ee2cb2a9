// The venue's own clients against an exchange that speaks its protocol, unmodified but for hosts.
// POLYDESK_JUDGED names the exchange, as the JSON of a `Judged`; without it nothing is judged.
import { afterEach, beforeEach, describe, test, vi } from 'vitest';
import { judgeByClobClient } from './clob-client-v2.ts';
import type { Judged } from './judged-exchange.ts';
import { judgeByPolymarketClient } from './polymarket-client.ts';
import { expectControlPing, judgeByRealTimeDataClient } from './real-time-data-client.ts';

const named = process.env.POLYDESK_JUDGED;
const MINUTES = 60_000;

beforeEach(() => {
  // The clients tell the console what they do.
  for (const method of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => {});
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe.skipIf(named === undefined)('an exchange is taken for the venue', () => {
  const judged = JSON.parse(named ?? '{}') as Judged;

  test('by @polymarket/clob-client-v2', () => judgeByClobClient(judged), 5 * MINUTES);

  test('by @polymarket/client', () => judgeByPolymarketClient(judged), 5 * MINUTES);

  test(
    'by @polymarket/real-time-data-client, for a minute',
    async () => {
      await judgeByRealTimeDataClient(judged.exchange.rtds, MINUTES);
    },
    2 * MINUTES,
  );

  test('which would fall silent without control pings', async () => {
    await expectControlPing(judged.exchange.rtds);
  });
});
