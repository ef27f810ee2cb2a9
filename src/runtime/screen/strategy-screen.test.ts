import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { MarketIndex, StrategyIndex, TokenIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { PHASE_CLOSED, PHASE_TRADING } from '../../engine/state.ts';
import type { Opinion } from '../../ports/opinion.ts';
import { OPINIONS_MOST } from '../../screen/strategy-document.ts';
import { strategyLook } from './close-looks.ts';

type Listed = { readonly opensAt: number | undefined; readonly isClosed?: boolean };

/** A desk that lists markets m0, m1, ... and answers for each what the test says. */
function looked(
  listed: readonly Listed[],
  opinionOf: (market: MarketIndex) => Opinion | undefined = () => SILENT,
) {
  const asked: MarketIndex[] = [];
  const state = {
    markets: listed.map(({ opensAt }, i) =>
      aMarket({ slug: `m${i}`, opensAt: opensAt as Timestamp | undefined }),
    ),
    phases: Uint8Array.from(listed, ({ isClosed }) => (isClosed ? PHASE_CLOSED : PHASE_TRADING)),
  };
  const ask = (_: StrategyIndex, market: MarketIndex) => {
    asked.push(market);
    return opinionOf(market);
  };
  const session = { session: { engine: { state, opinionOf: ask } } };
  const choices = [{ name: 'fusion', parameters: {} }];
  const desk = { choices, session, clock: { now: () => 100 as Timestamp } };
  const look = strategyLook(desk as never, new VirtualClock(), 0 as StrategyIndex);
  return { asked, told: look() };
}

const SILENT: Opinion = { code: 'no_signal', token: undefined, numbers: {} };

test('markets in their window come first, the newest of them before the others', () => {
  const { told } = looked([
    { opensAt: 10 },
    { opensAt: 300 },
    { opensAt: 90 },
    { opensAt: 95, isClosed: true },
    { opensAt: 200 },
    { opensAt: undefined },
    { opensAt: undefined },
  ]);
  const slugs = told.opinions.map(({ market }) => market);
  expect(slugs).toEqual(['m2', 'm0', 'm6', 'm5', 'm4', 'm1']);
  expect([told.strategy, told.now, told.open]).toEqual(['fusion', 100, 6]);
});

test('so many are told and no more, and one that has nothing to say is not asked for ever', () => {
  const many = Array.from({ length: 200 }, () => ({ opensAt: 50 }));
  const talkative = looked(many);
  expect([talkative.told.open, talkative.asked.length]).toEqual([200, OPINIONS_MOST]);
  const mute = looked(many, () => undefined);
  expect(mute.told.opinions).toEqual([]);
  expect(mute.asked.length).toBeLessThan(100);
});

test('each signal is told with its vote, as one for an outcome of that market', () => {
  const vote = { confidence: 0.8, strength: 3, weight: 0.3, vote: 0.18, why: undefined };
  const silent = { confidence: undefined, strength: undefined, weight: 0.7, vote: 0 };
  const { told } = looked([{ opensAt: 50 }], () => ({
    code: 'fusion',
    token: 1 as TokenIndex,
    numbers: { score: 20 },
    signals: [
      { name: 'book', token: 1 as TokenIndex, ...vote },
      { name: 'spike', token: undefined, ...silent, why: 'calm' },
    ],
  }));
  expect(told.opinions[0]).toMatchObject({
    ...{ market: 'm0', code: 'fusion', outcome: 1, probability: null, numbers: { score: 20 } },
    signals: [
      { name: 'book', outcome: 1, ...vote, why: null },
      { name: 'spike', outcome: null, confidence: null, strength: null, vote: 0, why: 'calm' },
    ],
  });
});

test('one that fails to answer is told so, and keeps nobody from looking', () => {
  const { told } = looked([{ opensAt: 50 }], () => {
    throw new Error('broken');
  });
  expect(told.opinions[0]).toMatchObject({ code: 'opinion_failed', signals: null });
});
