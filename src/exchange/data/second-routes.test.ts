import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { ANN, BOB, type dataStage, tradedStage } from '../../../test/support/data-stage.ts';
import { DOWN, MARKET, UP } from '../../../test/support/wire-samples/ids.ts';
import { ONE, type Price } from '../../domain/units.ts';

const UNIT = 1_000_000;

describe('positions of the second version', () => {
  const rowsOf = async ({ second }: ReturnType<typeof dataStage>, query: string) =>
    (await second(`/positions?${query}`)).json().data;

  test('tell all that strict clients demand, with costs and profits that add up', async () => {
    const [row] = await rowsOf(tradedStage(), `user=${ANN}`);
    expect(row).toMatchObject({
      entry_cost_usdc: 7.5,
      realized_pnl: 0.5,
      unrealized_pnl: 2.25,
      total_pnl: 2.75,
      percent_pnl: 30,
      first_entry_at: at(0) / UNIT,
      last_event_at: at(5) / UNIT,
      event_id: '35001',
      archived: false,
      verified: false,
      negative_risk: false,
    });
    expect(row.total_cost_usdc).toBe(row.entry_cost_usdc + row.entry_fees_usdc);
    // 15 of the 20 that were bought at 0.5 are worth 9.75.
    expect(row.percent_realized_pnl).toBe(-2.5);
  });

  test('of what was paid hold nothing any more, and have the same fields', async () => {
    const parts = tradedStage();
    const [open] = await rowsOf(parts, `user=${ANN}`);
    parts.bench.venue.resolve(parts.bench.market, ONE);
    const [row] = await rowsOf(parts, `user=${ANN}&status=CLOSED`);
    expect(row).toMatchObject({ current_size: 0, entry_cost_usdc: 0, total_pnl: 8 });
    expect(Object.keys(row).sort()).toEqual(Object.keys(open).sort());
  });

  test('that lost are redeemable, and are found among those that are held', async () => {
    const parts = tradedStage();
    parts.bench.venue.resolve(parts.bench.market, 0 as Price);
    for (const status of ['', '&status=OPEN', '&status=REDEEMABLE', '&status=REDEEMABLE_LOST']) {
      const rows = await rowsOf(parts, `user=${ANN}${status}`);
      expect(rows, status).toMatchObject([{ status: 'REDEEMABLE', redeemable: true }]);
    }
    expect(await rowsOf(parts, `user=${ANN}&status=CLOSED`)).toEqual([]);
  });

  test('of one market are told of everybody', async () => {
    const rows = await rowsOf(tradedStage(), `condition=${MARKET}`);
    expect(rows.map((row: { proxy_wallet: string }) => row.proxy_wallet).sort()).toEqual(
      [ANN, BOB, BOB].sort(),
    );
  });

  test('of a market that is named twice are told once, as its holders are', async () => {
    const parts = tradedStage();
    const unlisted = `0x${'1'.repeat(64)}`;
    const twice = `condition=${MARKET},${MARKET}`;
    expect(await rowsOf(parts, twice)).toHaveLength(3);
    expect((await parts.second(`/holders?${twice},${unlisted}`)).json().data).toHaveLength(2);
    expect(await rowsOf(parts, `${twice},${unlisted}&user=${ANN}`)).toHaveLength(1);
    // Without a wallet the service takes one market (venue docs, read 2026-11).
    expect(await parts.second(`/positions?${twice},${unlisted}`)).toMatchObject({ status: 400 });
  });
});

describe('lists of the second version', () => {
  // The venue's pages say condition and name the others, which its clients send.
  const others = [
    `condition=0x${'1'.repeat(64)}`,
    `condition_id=0x${'1'.repeat(64)}`,
    `conditionId=0x${'1'.repeat(64)}`,
    'event_id=7',
  ];
  const own = [`condition=${MARKET}`, `condition_id=${MARKET.toUpperCase().replace('0X', '0x')}`];

  test.each([...own, 'event_id=35001'])('are those of %s', async (filter) => {
    const { second } = tradedStage();
    const count = async (path: string) =>
      (await second(`${path}user=${ANN}&${filter}`)).json().data.length;
    expect(await count('/trades?taker_only=false&')).toBe(2);
    expect(await count('/activity?')).toBe(2);
    expect(await count('/positions?')).toBe(1);
    if (!filter.startsWith('event_id')) {
      expect((await second(`/holders?${filter}`)).json().data).toHaveLength(2);
    }
    expect((await second(`/resolutions?${filter}`)).json().data).toHaveLength(1);
    expect((await second(`/value?user=${ANN}&${filter}`)).json().data.value).toBe(9.75);
  });

  test.each(others)('are not those of %s', async (filter) => {
    const { second } = tradedStage();
    for (const path of ['/trades?', '/activity?', '/positions?', '/resolutions?']) {
      expect((await second(`${path}user=${ANN}&${filter}`)).json().data, path).toEqual([]);
    }
    const { data = [] } = (await second(`/holders?${filter}`)).json();
    expect(data).toEqual([]);
    expect((await second(`/value?user=${ANN}&${filter}`)).json().data.value).toBe(0);
    expect((await second(`/user-volume?user=${ANN}&${filter}`)).json().data.trade_count).toBe(0);
  });

  test('of positions are those with a word in the title', async () => {
    const { bench, second } = tradedStage();
    const { question = '' } = bench.market.listing.market;
    const count = async (title: string) =>
      (await second(`/positions?user=${ANN}&title=${encodeURIComponent(title)}`)).json().data
        .length;
    expect(question).not.toBe('');
    expect(await count(question.toUpperCase())).toBe(1);
    expect(await count('ethereum is no word of it')).toBe(0);
  });

  test('tell how far a question is decided', async () => {
    const { bench, second } = tradedStage();
    const path = `/resolutions?question_id=${bench.market.listing.questionId}`;
    const open = { status: 'initialized', extended_review: false, transaction_hash: '' };
    expect((await second(path)).json().data).toMatchObject([open]);
    bench.venue.resolve(bench.market, ONE);
    const [row] = (await second(path)).json().data;
    expect(row).toMatchObject({ status: 'resolved', payouts: [UNIT, 0], extended_review: false });
    expect((await second('/resolutions?question_id=0x1')).json().data).toEqual([]);
  });
});

test('tokens say of which market and outcome they are, and what they paid', async () => {
  const { bench, second } = tradedStage();
  const rows = async (query: string) => (await second(`/tokens?${query}`)).json().data;
  const both = await rows(`condition=${MARKET}`);
  expect(both).toMatchObject([
    { token_id: UP, outcome: 'Up', outcome_index: 0, event_id: 35001, module: 'v1_ctf' },
    { token_id: DOWN, opposite_token_id: UP, resolved: false, final_price: null },
  ]);
  expect(await rows(`token_id=${DOWN},${UP},7`)).toEqual([...both].reverse());
  expect(await rows(`token_ids=00${UP},%20${UP}`)).toEqual([both[0]]);
  bench.venue.resolve(bench.market, 0 as Price);
  expect(await rows(`token_id=${DOWN}`)).toMatchObject([{ closed: true, final_price: 1 }]);
  const tokens = Array.from({ length: 51 }, (_, n) => String(n));
  const conditions = tokens.slice(0, 11).map((n) => `0x${n.padStart(64, '0')}`);
  for (const asked of [
    '',
    `token_id=${UP}&condition=${MARKET}`,
    'token_id=up',
    `token_id=${tokens}`,
    `condition=${conditions}`,
  ]) {
    expect(await second(`/tokens?${asked}`), asked).toMatchObject({ status: 400 });
  }
});

test('every contract of the venue may move everything of a wallet', async () => {
  const { second } = tradedStage();
  const { data } = (await second(`/approvals?user=${ANN}`)).json();
  expect(data).toMatchObject({ address: ANN, chain_id: 137 });
  const pairs = new Set(data.contracts.map((row: { id: string }) => row.id));
  expect([data.contracts.length, pairs.size]).toEqual([17, 17]);
  const dollars = data.contracts.filter((row: { standard: string }) => row.standard === 'ERC20');
  expect(dollars.map((row: { amount: string }) => row.amount)).toEqual(Array(7).fill('max'));
  expect(data.contracts.every((row: { approved: boolean }) => row.approved)).toBe(true);
  expect(await second('/approvals')).toMatchObject({ status: 400 });
});

describe('the last that happened to a position', () => {
  const lastOf = async ({ second }: ReturnType<typeof dataStage>, status: string) =>
    (await second(`/positions?user=${ANN}&status=${status}`)).json().data[0]?.last_event_at;

  test('is no trade that failed on chain', async () => {
    const parts = tradedStage();
    const { bench } = parts;
    bench.venue.settlement.order('failed');
    bench.send(bench.bob, { side: 'buy', price: 0.7, size: 5 });
    expect(await lastOf(parts, 'OPEN')).toBe(at(10) / UNIT);
    bench.clock.advance(5_000);
    expect(await lastOf(parts, 'OPEN')).toBe(at(5) / UNIT);
  });

  test('is no resolution where all was sold before it', async () => {
    const parts = tradedStage();
    const { bench } = parts;
    bench.send(bench.bob, { side: 'buy', price: 0.7, size: 15 });
    bench.send(bench.ann, { side: 'sell', price: 0.6, size: 10 });
    bench.clock.advance(5_000);
    expect(await lastOf(parts, 'CLOSED')).toBe(at(10) / UNIT);
    bench.venue.resolve(bench.market, ONE);
    expect(await lastOf(parts, 'CLOSED')).toBe(at(10) / UNIT);
    const [row] = (await parts.first(`/closed-positions?user=${ANN}`)).json();
    expect(row.timestamp).toBe(at(10) / UNIT);
  });
});
