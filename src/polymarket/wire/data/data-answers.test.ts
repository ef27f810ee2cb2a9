import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { recordedFixture, recording, testRecorded } from '../../../../test/support/recorded.ts';
import { dataAnswers as data } from '../../../../test/support/wire-samples/data-service.ts';
import {
  DOWN,
  MARKET,
  QUESTION,
  TRANSACTION,
  UP,
  WALLET,
} from '../../../../test/support/wire-samples/ids.ts';
import { readActivity } from './activity.ts';
import { readHolders } from './holders.ts';
import { readPositions } from './positions.ts';
import { readPricesHistoryPage } from './prices-history.ts';
import { readResolutions } from './resolutions.ts';
import { readDataTrades } from './trades.ts';
import { readPortfolioValue } from './value.ts';

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };
const text = JSON.stringify;

describe('the data service', () => {
  test('lists trades in both versions', () => {
    const trade = {
      wallet: WALLET,
      side: 'buy',
      token: UP,
      market: MARKET,
      size: 13_636_362,
      price: 220_000,
      at: 1_770_479_519_000_000,
      outcome: 'Up',
      outcomeIndex: 0,
      slug: 'btc-updown-15m-1770479100',
      transaction: TRANSACTION,
    };
    // Equal in every field, and two fills all the same.
    expect(readDataTrades(text(data.trades))).toEqual({
      ...clean,
      value: { rows: [trade, trade], nextCursor: undefined, hasMore: undefined },
    });
    expect(readDataTrades(text(data.tradePage))).toMatchObject({
      ...clean,
      value: {
        rows: [{ side: 'sell', outcomeIndex: undefined }, {}],
        nextCursor: 'c2',
        hasMore: true,
      },
    });
  });

  test('lists activity of kinds that nobody knows yet', () => {
    expect(readActivity(text(data.activity))).toMatchObject({
      ...clean,
      value: {
        rows: [
          {
            type: 'TAKER_REBATE',
            amount: 12_362_200,
            market: undefined,
            token: undefined,
            direction: undefined,
          },
          { type: 'TRADE', amount: 3_000_000, market: MARKET, token: UP, direction: 'buy' },
        ],
      },
    });
    expect(readActivity(text(data.activityPage))).toMatchObject({
      ...clean,
      value: { rows: [{ type: 'SOMETHING_NEW', direction: 'out' }] },
    });
  });

  test.each([
    ['SELL', 'sell'],
    ['IN', 'in'],
    ['UP', undefined],
  ])('tells the direction %s', (side, direction) => {
    const answer = readActivity(text([{ ...data.activity[1], side }]));
    expect(answer).toMatchObject({ value: { rows: [{ direction }] } });
    expect(answer.wrongFields).toHaveLength(direction === undefined ? 1 : 0);
  });

  test('lists positions in both versions', () => {
    expect(readPositions(text(data.positions))).toMatchObject({
      ...clean,
      value: {
        rows: [
          {
            wallet: WALLET,
            token: UP,
            size: 262_980_000,
            averagePrice: 605_800,
            cost: 159_338_700,
            value: 0,
            price: 0,
            unrealizedProfit: -159_338_700,
            bought: 262_980_000,
            status: undefined,
            redeemable: true,
            otherToken: DOWN,
          },
        ],
      },
    });
    expect(readPositions(text(data.positionPage))).toMatchObject({
      ...clean,
      value: { rows: [{ size: 10_000_000, cost: 5_000_000, value: 6_000_000, status: 'OPEN' }] },
    });
  });

  test('tells a value in both versions, or that there is none', () => {
    const value = { wallet: WALLET, value: 12_500_000 };
    expect(readPortfolioValue(text(data.value))).toMatchObject({ ...clean, value });
    expect(readPortfolioValue(text(data.newValue))).toMatchObject({ value: { value: 0 } });
    expect(readPortfolioValue('{"data":null}')).toMatchObject({ ok: true, value: undefined });
    expect(readPortfolioValue('[]')).toMatchObject({ ok: true, value: undefined });
    expect(readPortfolioValue('{}')).toMatchObject({ ok: false });
  });

  test('lists holders and prices', () => {
    expect(readHolders(text(data.holders))).toMatchObject({
      ...clean,
      value: {
        rows: [{ token: UP, holders: [{ wallet: WALLET, size: 5_000_000, outcomeIndex: 0 }] }],
      },
    });
    const old = [
      { token: UP, holders: [{ proxyWallet: WALLET, asset: UP, amount: 5, outcomeIndex: 1 }] },
    ];
    expect(readHolders(text(old))).toMatchObject({ ...clean, value: { rows: [{ token: UP }] } });
    expect(readPricesHistoryPage(text(data.history))).toMatchObject({
      ...clean,
      value: { rows: [{ at: 1_788_886_140_000_000, price: 250_000 }], nextCursor: 'c2' },
    });
  });

  test('tells resolutions, and what they pay', () => {
    expect(readResolutions(text(data.resolutions))).toMatchObject({
      ...clean,
      value: [
        {
          market: MARKET,
          questionId: QUESTION,
          status: 'resolved',
          payout: 1_000_000,
          reporter: 'CHAINLINK',
          updatedAt: 1_788_886_177_000_000,
          resolvedAt: 1_788_886_177_000_000,
        },
      ],
    });
    const [one] = data.resolutions.data;
    const payout = (payouts: unknown) => {
      const answer = readResolutions(text({ data: [{ ...one, payouts }] }));
      return answer.ok ? answer.value[0]?.payout : undefined;
    };
    expect(payout([0, 1_000_000])).toBe(0);
    expect(payout([500_000, 500_000])).toBe(500_000);
    for (const odd of [[250_000, 750_000], [0, 0], [1_000_000], undefined, ['x', 0]]) {
      expect(payout(odd)).toBeUndefined();
    }
  });

  test('loses nothing but its bad rows', () => {
    const page = { ...data.tradePage, data: [{ side: 'BUY' }, ...data.tradePage.data] };
    const answer = readDataTrades(text(page));
    expect(answer.ok && answer.value.rows).toHaveLength(2);
    expect(answer.refusals).toMatchObject([
      { message: expect.stringContaining('answer.data[0].proxy_wallet') },
    ]);
    expect(readDataTrades('{"data":[]}')).toMatchObject({ ok: false, code: 'not_an_object' });
  });
});

describe('recorded answers', () => {
  testRecorded(
    'with a hundred trades are all read',
    recording('gamma-and-clob-catalogues-2026-02/data-api-trades-100.json.gz'),
    (path) => {
      const answer = readDataTrades(gunzipSync(readFileSync(path)).toString());
      expect(answer).toMatchObject(clean);
      const { rows } = answer.ok ? answer.value : { rows: [] };
      expect(rows).toHaveLength(100);
      expect(rows[0]).toMatchObject({ side: 'buy', size: 13_636_362, price: 220_000 });
      expect(rows.reduce((sum, { size }) => sum + size, 0)).toBe(12_379_614_424);
    },
  );

  testRecorded('of 2026 are all read', recordedFixture('polymarket/rest'), (folder) => {
    const read = (name: string) => readFileSync(join(folder, `data_${name}.json`), 'utf8');
    expect(readDataTrades(read('trades'))).toMatchObject({
      ...clean,
      value: { rows: { length: 3 } },
    });
    expect(readPositions(read('positions'))).toMatchObject({
      ...clean,
      value: { rows: { length: 2 } },
    });
    expect(readPortfolioValue(read('value'))).toMatchObject({ ...clean, value: { value: 0 } });
    const activity = readActivity(read('activity'));
    expect(activity).toMatchObject(clean);
    expect(activity.ok && activity.value.rows.map(({ type, amount }) => [type, amount])).toEqual([
      ['TAKER_REBATE', 12_362_200],
      ['TAKER_REBATE', 13_601_000],
      ['TAKER_REBATE', 28_135_200],
    ]);
  });

  testRecorded(
    'of others are read but for invented ids',
    recordedFixture('polymarket'),
    (folder) => {
      const read = (file: string) => readFileSync(join(folder, file), 'utf8');
      expect(readDataTrades(read('nautilus/data_api_trades_response.json'))).toMatchObject({
        ...clean,
        value: { rows: { length: 3 } },
      });
      expect(readDataTrades(read('nautilus-http_responses/trades.json'))).toMatchObject({
        ...clean,
        value: { rows: { length: 4 } },
      });
      expect(readPositions(read('nautilus/data_api_positions_response.json'))).toMatchObject({
        value: { rows: { length: 3 } },
        refusals: [{ code: 'bad_condition_id', message: expect.stringContaining('answer[3]') }],
      });
    },
  );
});
