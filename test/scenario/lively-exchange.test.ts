// The local exchange lives: hours of simulated trading by its usual inhabitants alone.
import { beforeAll, describe, expect, test } from 'vitest';
import type { MarketIndex } from '../../src/domain/ids.ts';
import { ASK, BID } from '../../src/domain/side.ts';
import { MICROS_PER_SECOND, SCALE } from '../../src/domain/units.ts';
import { standardParticipants } from '../../src/exchange/participants/standard-participants.ts';
import { PlayedExchange } from '../support/played-exchange.ts';

const HOURS = 3;
const MINUTES = 60 * HOURS;
const ASSETS = ['btc', 'doge'];
const CENT = SCALE / 100;
const MINUTE = 60 * MICROS_PER_SECOND;
/** Looks between two that are compared: ten seconds. */
const LAG = 14;

type Sample = { readonly spread: number | undefined; readonly mid: number; readonly fair: number };

function play(seed: number, seconds: number) {
  const inhabitants = standardParticipants(seed, ASSETS);
  const world = new PlayedExchange({ seed, assets: ASSETS, frames: ['5m'], inhabitants });
  const samples: Sample[] = [];
  world.play(seconds, 0.7, () => {
    for (const { index, listing } of world.inside.openMarkets()) {
      if ((listing.market.opensAt ?? 0) <= world.now) samples.push(sampleOf(world, index));
    }
  });
  return { world, samples, inhabitants };
}

function sampleOf(world: PlayedExchange, market: MarketIndex): Sample {
  const { inside, now } = world;
  const [bid, ask] = [inside.best(market, BID), inside.best(market, ASK)];
  const fair = inside.fairPrice(market, now)!;
  if (bid === undefined || ask === undefined) return { spread: undefined, mid: Number.NaN, fair };
  return { spread: ask - bid, mid: (ask + bid) / 2, fair };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const [x, y] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  const shared = mean(pairs.map(([a, b]) => (a - x) * (b - y)));
  const spreadX = mean(pairs.map(([a]) => (a - x) ** 2));
  return shared / Math.sqrt(spreadX * mean(pairs.map(([, b]) => (b - y) ** 2)));
}

describe('an exchange with its usual inhabitants', () => {
  let played: ReturnType<typeof play>;
  beforeAll(() => {
    played = play(1, HOURS * 3_600);
  }, 120_000);

  test('shows both sides nearly always, mostly one to three cents apart', () => {
    const spreads = played.samples.flatMap(({ spread }) => (spread === undefined ? [] : [spread]));
    expect(spreads.length / played.samples.length).toBeGreaterThan(0.95);
    const usual = spreads.filter((spread) => spread >= CENT && spread <= 3 * CENT);
    expect(usual.length / spreads.length).toBeGreaterThan(0.95);
  });

  test('trades in every minute, and two to ten times in a market’s minute on average', () => {
    const { trades, now } = played.world;
    // Counted back from the end: a trade at that very moment is of the last minute.
    const minutes = new Set(trades.map(({ at }) => Math.floor((now - at) / MINUTE)));
    expect(minutes.size).toBe(MINUTES);
    const rate = trades.length / MINUTES / ASSETS.length;
    expect(rate).toBeGreaterThan(2);
    expect(rate).toBeLessThan(10);
  });

  test('follows what its shares are worth, in level and in change', () => {
    const known = played.samples.filter(({ spread }) => spread !== undefined);
    expect(correlation(known.map(({ mid, fair }) => [mid, fair]))).toBeGreaterThan(0.95);
    // Each look sees one window of each asset, in their order.
    const changes = played.samples.flatMap(({ mid, fair }, i) => {
      const before = played.samples[i - LAG * ASSETS.length];
      if (before === undefined || Number.isNaN(mid - before.mid)) return [];
      return [[mid - before.mid, fair - before.fair] as const];
    });
    expect(correlation(changes)).toBeGreaterThan(0.8);
  });

  test('matches in all three ways', () => {
    const kinds = new Set(played.world.trades.map(({ match }) => match));
    expect([...kinds].sort()).toEqual(['complementary', 'merge', 'mint']);
  });

  test('loses no dollar, and nobody is ruined within a day at that pace', () => {
    const { world, inhabitants } = played;
    const before = inhabitants.reduce((sum, { cash }) => sum + cash, 0);
    expect(world.venue.totalCash()).toBe(before);
    const accounts = [...world.venue.wallets.values()].map(({ account }) => account);
    expect(accounts).toHaveLength(inhabitants.length);
    for (const [i, { cash }] of inhabitants.entries()) {
      const account = accounts[i]!;
      const lost = cash - (account.cash - account.exposure);
      expect(lost * (24 / HOURS)).toBeLessThan(cash / 2);
    }
  });

  test('settles each window by the reference, Up where it rose or stayed', () => {
    const ends = played.world.decided;
    expect(ends.length).toBe((HOURS * 12 - 1) * ASSETS.length);
    for (const { priceToBeat, finalPrice, payout } of ends) {
      expect(payout).toBe(Number(finalPrice) >= Number(priceToBeat) ? SCALE : 0);
    }
    expect(new Set(ends.map(({ payout }) => payout)).size).toBe(2);
  });
});

test('equal seeds play equal exchanges, others do not', () => {
  const tradesOf = (seed: number) => JSON.stringify(play(seed, 600).world.trades);
  const first = tradesOf(5);
  expect(tradesOf(5)).toBe(first);
  expect(tradesOf(6)).not.toBe(first);
});
