// The venue's own clients against an exchange that speaks its protocol, unmodified but for hosts,
// in fast time, which is the exchange's and theirs.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { judgeByClobClient } from './clob-client-v2.ts';
import { runFast } from './fast-time.ts';
import { type Judged, judgedAt } from './judged-exchange.ts';
import { judgeByPolymarketClient } from './polymarket-client.ts';
import { judgeDepositWallet } from './polymarket-client-wallet.ts';

const MINUTES = 60_000;

let slowDown: () => void;
let served: ServedExchange;
let judged: Judged;

beforeAll(async () => {
  slowDown = runFast();
  served = await serveExchange();
  judged = judgedAt(served);
});

afterAll(async () => {
  await served.exchange.stop();
  slowDown();
  expect(served.faults).toEqual([]);
});

beforeEach(() => {
  // The clients tell the console what they do.
  for (const method of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => {});
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the local exchange is taken for the venue', () => {
  test('by @polymarket/clob-client-v2', () => judgeByClobClient(judged), 5 * MINUTES);

  test('by @polymarket/client', () => judgeByPolymarketClient(judged), 5 * MINUTES);

  test('by @polymarket/client, for a deposit wallet', () => judgeDepositWallet(judged), MINUTES);
});
