import { expect, test } from 'vitest';
import { success } from '../../../test/support/order-venue.ts';
import type { TokenId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Notice } from '../../polymarket/execution/notice.ts';
import type { GammaClient } from '../../polymarket/rest/gamma-client.ts';
import { marketsOf, tellUntraded, unchosenOf } from './held-markets.ts';

const row = (slug: string, token: string, closed: boolean, payout?: number) => ({
  slug,
  outcomes: [{ token }],
  closed,
  payout,
});
const ROWS = [row('open', '1', false), row('waits', '2', true), row('done', '3', true, 1_000_000)];

test('what is held and not traded is named by what is known of its market', async () => {
  const gamma = {
    async *markets({ closed }: { closed?: boolean }) {
      yield success({ rows: ROWS.filter((each) => each.closed === closed) });
    },
  } as unknown as Pick<GammaClient, 'markets'>;
  const tokens = ['1', '2', '3', '4'] as TokenId[];
  const markets = await marketsOf(gamma, tokens);
  if (!markets.ok) throw new Error(markets.message);
  expect(markets.value.map(({ slug, state }) => [slug, state])).toEqual([
    ['open', 'open'],
    ['waits', 'closed'],
    ['done', 'decided'],
  ]);
  const pays = new Map(markets.value.flatMap((market) => [...market.pays]));
  expect([...pays]).toEqual([['3', 1_000_000]]);
  const notices: Notice[] = [];
  tellUntraded(tokens, markets.value, (notice) => notices.push(notice));
  expect(notices.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'to_redeem: 1 token of markets that are decided: redeem them',
    'undecided: 1 token of markets that are closed and not decided yet',
    'unlisted: 1 token of markets that the venue does not list',
  ]);
});

test('what a held market belongs to is known of a window and of negative risk', async () => {
  const outcomes = (first: string, second: string) => [
    { token: first, label: first },
    { token: second, label: second },
  ];
  const rows = [
    { slug: 'btc-updown-5m-1776081300', outcomes: outcomes('Up', 'Down'), rewards: {} },
    { slug: 'one', outcomes: outcomes('a', 'b'), rewards: {}, negativeRisk: true },
    { slug: 'other', outcomes: outcomes('c', 'd'), rewards: {} },
  ].map((one) => ({ ...one, tags: [], crypto: {}, negativeRiskMarket: '0xg', closed: false }));
  const gamma = {
    async *markets({ closed }: { closed?: boolean }) {
      yield success({ rows: closed === true ? [] : rows });
    },
  } as unknown as Pick<GammaClient, 'markets'>;
  const markets = await marketsOf(gamma, ['a'] as TokenId[]);
  expect(markets.ok && markets.value.map(({ facts }) => facts)).toEqual([
    { asset: 'btc', group: null },
    { asset: null, group: '0xg' },
    { asset: null, group: undefined },
  ]);
});

test('chosen is what has a window of the run, or was named itself', () => {
  const awaited = [
    'btc-updown-5m-1776081300',
    'btc-updown-1h-1776081600',
    'eth-updown-5m-1776081300',
    'a',
    'b',
    'g',
  ];
  const choice = { names: ['a', 'g/b'], top: undefined, refreshMs: 1 };
  const run = { assets: ['btc'], frames: ['5m'], choice } as const;
  expect(unchosenOf(run, [...awaited, 'g'], 0 as Timestamp)).toEqual([
    'btc-updown-1h-1776081600',
    'eth-updown-5m-1776081300',
    'g',
  ]);
});
