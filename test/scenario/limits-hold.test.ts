// Whatever is wished, filled, canceled, settled or taken back, whenever the desk starts anew: no
// limit is ever exceeded, by a model that tries every way in which what is pending can turn out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarketIndex } from '../../src/domain/ids.ts';
import { LIMITS, LimitsWorld, markets, step, steps } from '../support/limits-world.ts';

/** Fills of parts round up, at most a few units each. */
const ROUNDING = 200n;

/** What is won for sure is held against nothing. */
const most = (values: readonly bigint[]) => values.reduce((a, b) => (a > b ? a : b), 0n);
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

function expectLimits(world: LimitsWorld): void {
  const within = (loss: bigint, cap: number | 'unlimited', what: string) =>
    expect([what, loss <= BigInt(cap) + ROUNDING, loss]).toEqual([what, true, loss]);
  const byMarket = markets.map((_, market) => world.losses(-1, market));
  const worsts = byMarket.map((losses) => most(losses));
  const { account, sleeves } = world.set.engine.state;
  for (const [market, worst] of worsts.entries()) {
    within(worst, LIMITS.maxMarketExposure, `market ${market}`);
    // The account counts as the model does.
    const counted = most([BigInt(account.exposureIn(market as MarketIndex))]);
    expect(counted - worst < ROUNDING && worst - counted < ROUNDING).toBe(true);
  }
  within(sum(worsts), LIMITS.maxExposure, 'account');
  within(sum([0, 1, 3].map((m) => worsts[m] as bigint)), LIMITS.maxAssetExposure, 'btc');
  // One of a, b and c wins, or none of them.
  const group = byMarket.slice(0, 3);
  const ends = [-1, 0, 1, 2].map((winner) =>
    sum(group.map(([first, second], market) => most([market === winner ? first : second]))),
  );
  within(most(ends), LIMITS.maxGroupExposure, 'group');
  for (const [strategy, sleeve] of sleeves.entries()) {
    const own = sum(markets.map((_, market) => most(world.losses(strategy, market))));
    within(own, LIMITS.maxStrategyExposure, `strategy ${strategy}`);
    const counted = BigInt(sleeve.exposure);
    expect(counted - own < ROUNDING && own - counted < ROUNDING).toBe(true);
  }
  expect(world.open().length).toBeLessThanOrEqual(6);
  // As things were when it was denied: nothing has come of it.
  for (const wish of world.sizedDown.splice(0)) expect(world.getsOut(wish)).toBe(false);
}

test('no sequence of wishes, fills, cancels, settlements and restarts exceeds a limit', () => {
  const seen = { denied: 0, fills: 0, sizedDown: 0 };
  fc.assert(
    fc.property(steps, (all) => {
      const world = new LimitsWorld();
      for (const one of all) {
        step(world, one);
        seen.fills = Math.max(seen.fills, world.fills);
        seen.sizedDown += world.sizedDown.length;
        expectLimits(world);
      }
      seen.denied += world.denied;
    }),
    { numRuns: 150 },
  );
  // A model that nothing comes near to would show nothing.
  expect(seen.denied).toBeGreaterThan(100);
  expect(seen.fills).toBeGreaterThan(5);
  expect(seen.sizedDown).toBeGreaterThan(100);
}, 60_000);

/** What a desk that may not buy has bought nevertheless, and what it has left open. */
function strayed({ set }: LimitsWorld): unknown[] {
  const strays: unknown[] = [];
  // The last change of mode before counts for what follows.
  let isStopped = false;
  for (const entry of set.journal) {
    if (entry.kind === 'RiskModeChanged') {
      isStopped = entry.mode === 'killed' || entry.mode === 'cooling';
      const isDeep = entry.equity * 4 <= entry.highWater * 3;
      if (entry.mode === 'killed' && entry.before !== 'cooling' && !isDeep) strays.push(entry);
    }
    const isBuy = entry.kind === 'Submitted' && entry.command.terms.side === 'buy';
    if (isStopped && isBuy) strays.push(entry);
  }
  const { mode } = set.engine.state.risk.standing;
  const { reserved } = set.engine.state.account;
  return mode === 'cooling' && reserved > 0 ? [...strays, reserved] : strays;
}

test('whatever happens, nothing is bought after a kill, and none that would rests', () => {
  const seen = { kills: 0, denied: 0 };
  fc.assert(
    fc.property(steps, fc.array(fc.integer({ min: 3, max: 97 }), { minLength: 1 }), (all, mids) => {
      const world = new LimitsWorld(60);
      for (const [i, one] of all.entries()) {
        world.mid = mids[Math.floor(i / 4) % mids.length] as number;
        step(world, one);
        expect(strayed(world)).toEqual([]);
      }
      for (const entry of world.set.journal) {
        if (entry.kind === 'RiskModeChanged' && entry.mode === 'killed') seen.kills++;
        if (entry.kind === 'Denied' && entry.code === 'killed') seen.denied++;
      }
    }),
    { numRuns: 200 },
  );
  // Some twenty each time: so few would be no chance.
  expect(seen.kills).toBeGreaterThan(3);
  expect(seen.denied).toBeGreaterThan(20);
}, 60_000);
