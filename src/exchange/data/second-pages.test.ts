import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { ANN, BOB, tradedStage } from '../../../test/support/data-stage.ts';
import { MARKET } from '../../../test/support/wire-samples/ids.ts';

const UNIT = 1_000_000;

/** Of the fields that are asked for, one by one. */
const each = (rows: readonly Readonly<Record<string, unknown>>[], field: string) =>
  rows.map((row) => row[field]);

describe('what version 2 refuses', () => {
  test('has a code and a name by which it can be found again', async () => {
    const { second, ask } = tradedStage();
    const { status, json } = await second('/positions');
    expect(status).toBe(400);
    expect(json()).toMatchObject({ code: 'invalid_request', retryable: false });
    expect(json().trace_id).not.toBe('');
    const lost = await ask('/data-api/v2/user-pnl');
    expect(lost.status).toBe(404);
    expect(lost.json()).toMatchObject({ code: 'not_found', error: expect.any(String) });
  });

  test.each([
    '/trades?offset=5',
    '/trades?limit=1001',
    '/trades?filter_type=DOLLARS',
    `/trades?condition=${MARKET}1`,
    `/activity?user=${ANN}&sort_by=CASH`,
    `/activity?user=${ANN}&sort_direction=UP`,
    `/positions?user=${ANN}&status=OPEN,CLOSED`,
    `/positions?user=${ANN}&sort_by=CASH`,
    `/positions?user=${ANN}&status=CLOSED&include_archived=true`,
    `/positions?condition=${MARKET}&status=REDEEMABLE_LOST`,
    `/trades?condition=${Array.from({ length: 21 }, (_, i) => `0x${String(i).padStart(64, '0')}`)}`,
  ])('is %s', async (path) => {
    expect(await tradedStage().second(path)).toMatchObject({ status: 400 });
  });
});

describe('filters of version 2', () => {
  test('are known in snake case and in camel case', async () => {
    const { second } = tradedStage();
    for (const name of ['taker_only', 'takerOnly']) {
      expect((await second(`/trades?${name}=false`)).json().data, name).toHaveLength(4);
    }
    const path = `/trades?conditionId=${MARKET}&filterType=CASH&filterAmount=3.01`;
    expect(each((await second(path)).json().data, 'size')).toEqual([20]);
  });

  test('leave out small trades: by their shares unless dollars are meant', async () => {
    const { second } = tradedStage();
    const count = async (filter: string) =>
      (await second(`/trades?user=${ANN}&takerOnly=false&${filter}`)).json().data.length;
    expect(await count('filter_amount=5')).toBe(2);
    expect(await count('filter_amount=5.5')).toBe(1);
    expect(await count('filter_amount=3&filter_type=CASH')).toBe(2);
    expect(await count('filter_amount=0')).toBe(2);
  });

  test('leave out small positions, and those that did not move', async () => {
    const { second } = tradedStage();
    const count = async (filter: string) =>
      (await second(`/positions?user=${ANN}&${filter}`)).json().data.length;
    expect(await count('filter_amount=15')).toBe(1);
    expect(await count('filter_amount=15.1')).toBe(0);
    expect(await count('filter_type=CASH&filter_amount=9.75')).toBe(1);
    expect(await count('filter_type=CASH&filter_amount=9.8')).toBe(0);
    expect(await count('filter_amount=much')).toBe(1);
    expect(await count(`start=${at(5) / UNIT}`)).toBe(1);
    expect(await count(`start=${at(6) / UNIT}`)).toBe(0);
    expect(await count(`end=${at(4) / UNIT}`)).toBe(0);
    expect(await count('start=0&end=0')).toBe(1);
  });

  test('of times are minded for a wallet, and not for everybody', async () => {
    const { second } = tradedStage();
    const count = async (path: string) => (await second(path)).json().data.length;
    expect(await count(`/trades?user=${ANN}&taker_only=false&end=1`)).toBe(0);
    expect(await count(`/trades?user=${ANN}&taker_only=false&end=0`)).toBe(2);
    expect(await count(`/trades?condition=${MARKET}&end=1`)).toBe(2);
  });
});

describe('lists of version 2 are sorted', () => {
  test('activity by time, either way', async () => {
    const { second } = tradedStage();
    const sides = async (direction: string) =>
      each((await second(`/activity?user=${ANN}${direction}`)).json().data, 'side');
    expect(await sides('')).toEqual(['SELL', 'BUY']);
    expect(await sides('&sort_direction=ASC')).toEqual(['BUY', 'SELL']);
  });

  test('positions by what is asked for, by their worth unless said', async () => {
    const { second } = tradedStage();
    const sizes = async (more: string) =>
      each((await second(`/positions?user=${BOB}${more}`)).json().data, 'current_size');
    // 20 Down at 0.35 and 5 Up at 0.65.
    expect(await sizes('')).toEqual([20, 5]);
    expect(await sizes('&sort_direction=ASC')).toEqual([5, 20]);
    expect(await sizes('&sort_by=PRICE')).toEqual([5, 20]);
    expect(await sizes('&sort_by=TIMESTAMP')).toEqual([5, 20]);
  });
});

describe('cursors of version 2', () => {
  const page = async (path: string, { second } = tradedStage()) => (await second(path)).json();

  test('keep the size of the page and the order, which may be left out or said again', async () => {
    const parts = tradedStage();
    const first = `/positions?user=${BOB}&limit=1&sort_by=PRICE`;
    const { pagination, data } = await page(first, parts);
    expect(data).toMatchObject([{ current_size: 5 }]);
    const next = `/positions?user=${BOB}&cursor=${pagination.next_cursor}`;
    for (const more of ['', '&limit=7', '&sort_by=PRICE', '&status=OPEN']) {
      expect(await page(`${next}${more}`, parts), more).toMatchObject({
        data: [{ current_size: 20 }],
        pagination: { limit: 1, offset: 1, has_more: false },
      });
    }
    for (const more of ['&sort_by=TOKENS', '&status=CLOSED', '&sort_direction=ASC']) {
      expect(await parts.second(`${next}${more}`), more).toMatchObject({ status: 400 });
    }
  });

  test('of activity go on in the direction they began with', async () => {
    const parts = tradedStage();
    const { pagination } = await page(`/activity?user=${ANN}&limit=1&sort_direction=ASC`, parts);
    const next = await page(`/activity?user=${ANN}&cursor=${pagination.next_cursor}`, parts);
    expect(next).toMatchObject({ data: [{ side: 'SELL' }], pagination: { has_more: false } });
  });
});
