import { describe, expect, test } from 'vitest';
import { marketOf } from '../../../test/support/gamma-rows.ts';
import { OPENS, upDownRow } from '../../../test/support/gamma-world.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { StrikeNews } from '../../domain/strike.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { CatalogueMarket, CatalogueNews } from '../../polymarket/catalog/catalogue-news.ts';
import { listedMarket } from '../../polymarket/catalog/market-facts.ts';
import { StrikeKeeper } from './strike-keeper.ts';

const FEED = 'chainlink/btcusd-twap60';
const slug = `btc-updown-5m-${OPENS}`;
const at = (seconds: number) => ((OPENS + seconds) * 1_000_000) as Timestamp;

function windowMarket(): CatalogueMarket {
  const listed = listedMarket(marketOf(upDownRow()));
  if (!listed.ok) throw new Error(listed.message);
  const { window } = listed.value;
  const untold = { priceToBeat: undefined, finalPrice: undefined, resolution: undefined };
  return { state: 'trading', window, listed: listed.value, ...untold };
}

/** A keeper at 20 s before the opening, and what it has written and told. */
function stage({ isRecorded = true } = {}) {
  const clock = new VirtualClock();
  clock.stepWall((OPENS - 20) * 1_000 - clock.now() / 1_000);
  const written: (readonly [string, StrikeNews])[] = [];
  const told: string[] = [];
  const keeper = new StrikeKeeper({
    clock,
    feeds: [FEED, 'chainlink/btcusd'],
    write: (name, strike) => {
      if (isRecorded) written.push([name, strike]);
      return isRecorded;
    },
    tell: (text) => told.push(text),
  });
  const market = windowMarket();
  const print = (seconds: number, value: number, feed = FEED) =>
    keeper.print({
      feed,
      tsEvent: at(seconds),
      tsSent: undefined,
      value,
      text: `${value}`,
      history: false,
    });
  const prints = (from: number, to: number, value: number) => {
    for (let second = from; second <= to; second++) print(second, value);
  };
  const hear = (kind: 'opened' | 'closed') => keeper.hear({ kind, market, at: clock.now() });
  const priced = (end: 'open' | 'close', value: number) =>
    keeper.hear({
      kind: 'priced',
      market,
      end,
      price: { value, text: `${value}` },
      at: clock.now(),
    });
  const resolved = (payout: 0 | 1_000_000) => {
    const resolution = { payout, at: clock.now(), source: 'venue' } as const;
    keeper.hear({ kind: 'resolved', market, resolution, at: clock.now() } as CatalogueNews);
  };
  const wait = (seconds: number) => clock.advance(seconds * 1_000);
  const kinds = () => written.map(([, { end, kind }]) => `${end} ${kind}`);
  return {
    keeper,
    clock,
    market,
    written,
    told,
    print,
    prints,
    hear,
    priced,
    resolved,
    wait,
    kinds,
  };
}

describe('the strike of a window that is recorded', () => {
  test('is written when its print comes, from the feed of its rule alone', () => {
    const { wait, prints, print, hear, written, keeper, clock } = stage();
    wait(20);
    prints(-10, -1, 7);
    hear('opened');
    print(0, 99, 'chainlink/btcusd');
    print(0, 5, 'binance/btcusdt');
    expect(written).toEqual([]);
    print(0, 8);
    const place = { end: 'open', boundary: at(0), feed: FEED };
    expect(written).toEqual([
      [slug, { ...place, kind: 'derived', value: 8, text: '8', isExact: true }],
    ]);
    expect(keeper.counts).toMatchObject({ derived: 1, unknown: 0 });
    expect(clock.waiting).toBe(0);
  });

  test('is the last print before where its second was not printed, after a short grace', () => {
    const { wait, prints, hear, written, print } = stage();
    wait(20);
    prints(-10, -1, 7);
    hear('opened');
    print(1, 9);
    expect(written).toEqual([]);
    wait(10);
    expect(written).toMatchObject([[slug, { kind: 'derived', value: 7, isExact: false }]]);
  });

  test.each([
    ['no print before it', [[5, 1]], 'no_print'],
    [
      'a hole around it',
      [
        [-5, 1],
        [5, 1],
      ],
      'hole',
    ],
    ['nothing after it', [[-1, 1]], 'not_over'],
  ] as const)('stays unknown with %s, and says so', (_, heard, why) => {
    const { wait, print, hear, written, keeper } = stage();
    wait(20);
    hear('opened');
    for (const [second, value] of heard) print(second, value);
    wait(119);
    expect(written).toEqual([]);
    wait(1);
    expect(written).toMatchObject([[slug, { end: 'open', kind: 'unknown', why }]]);
    expect(keeper.counts).toMatchObject({ derived: 0, unknown: 1 });
  });

  test('is known of a hole that a look-back fills', () => {
    const { wait, print, hear, written } = stage();
    wait(20);
    hear('opened');
    print(-5, 1);
    print(5, 1);
    wait(60);
    print(0, 4);
    expect(written).toMatchObject([[slug, { kind: 'derived', value: 4 }]]);
  });

  test('is held against the venue’s price, at both ends, and a difference is told', () => {
    const { wait, prints, hear, priced, kinds, keeper, told } = stage();
    wait(20);
    prints(-10, 0, 7);
    hear('opened');
    wait(300);
    prints(1, 300, 9);
    hear('closed');
    priced('open', 7);
    priced('close', 10);
    priced('close', 10);
    expect(kinds()).toEqual(['open derived', 'close derived', 'open official', 'close official']);
    expect(keeper.counts).toMatchObject({ derived: 2, agreed: 1, differed: 1, unknown: 0 });
    expect(told).toEqual([
      `${slug}: our price at the close is 0.000009, the venue says 0.00001; both are recorded`,
    ]);
    // The venue corrects itself.
    priced('close', 9);
    expect(keeper.counts).toMatchObject({ agreed: 2, differed: 0 });
  });

  test('is checked when it becomes known after the venue’s', () => {
    const { wait, print, hear, priced, keeper } = stage();
    wait(20);
    hear('opened');
    priced('open', 7);
    expect(keeper.counts).toMatchObject({ agreed: 0, differed: 0 });
    print(0, 7);
    expect(keeper.counts).toMatchObject({ agreed: 1, derived: 1 });
  });

  test('is held against a price that the venue told before the market was recorded', () => {
    const { wait, print, keeper, market, clock } = stage();
    wait(20);
    const told = { ...market, priceToBeat: { value: 7, text: '7' } };
    keeper.hear({ kind: 'opened', market: told, at: clock.now() });
    print(0, 7);
    expect(keeper.counts).toMatchObject({ derived: 1, agreed: 1 });
  });

  test('is waited for until after the opening, whenever the venue tells its price', () => {
    const { wait, print, priced, written } = stage();
    priced('open', 7);
    wait(139);
    expect(written.map(([, { kind }]) => kind)).toEqual(['official']);
    print(0, 7);
    expect(written.map(([, { kind }]) => kind)).toEqual(['official', 'derived']);
  });

  test('that makes another winner than the venue’s is told', () => {
    const { wait, prints, hear, resolved, keeper, told } = stage();
    wait(20);
    prints(-10, 0, 7);
    hear('opened');
    wait(300);
    prints(1, 300, 7);
    hear('closed');
    // The same price: a tie is Up.
    resolved(1_000_000);
    expect([keeper.counts.otherWinners, told]).toEqual([0, []]);
    resolved(0);
    expect(keeper.counts.otherWinners).toBe(1);
    const ours = 'by our own prices (0.000007, then 0.000007) Up wins';
    expect(told).toEqual([`${slug}: ${ours}, the venue says Down; do not trade on either`]);
  });

  test('is not told of what is not recorded, and nothing is left when it is closed', () => {
    const { wait, print, hear, keeper, written, clock } = stage({ isRecorded: false });
    wait(20);
    hear('opened');
    print(0, 7);
    hear('closed');
    expect(written).toEqual([]);
    expect(keeper.counts).toMatchObject({ derived: 0, unknown: 0 });
    keeper.close();
    expect(clock.waiting).toBe(0);
  });
});
