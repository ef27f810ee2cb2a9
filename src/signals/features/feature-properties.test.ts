import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import {
  ALL,
  averaged,
  FeatureStage,
  RULE_FEED,
  SPOT_FEED,
  upDown,
} from '../../../test/support/feature-stage.ts';
import { type Happening, NaiveFeatures } from '../../../test/support/naive/naive-features.ts';
import { FEATURES, type FeatureName } from './feature-table.ts';

const STARTS = -400;
const OPENS = 0;
const CLOSES = 300;

const FEEDS = { rule: RULE_FEED, average: `${RULE_FEED}-twap60`, spot: SPOT_FEED } as const;

/** Mostly some seconds, sometimes the same moment, seldom a long silence. */
const wait = fc.oneof(
  { weight: 300, arbitrary: fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 10) },
  { weight: 1, arbitrary: fc.integer({ min: 14, max: 40 }) },
);
const size = fc.integer({ min: 1, max: 500 });
const price = fc.option(fc.integer({ min: 99_900, max: 100_100 }), { freq: 9, nil: undefined });
const quote = fc.record({
  kind: fc.constant('quote' as const),
  bid: fc.integer({ min: 1, max: 97 }),
  width: fc.integer({ min: 1, max: 2 }),
  sizes: fc.tuple(size, size),
});
const print = fc.record({
  kind: fc.constant('print' as const),
  outcome: fc.constantFrom(0 as const, 1 as const),
  size,
  isBuy: fc.boolean(),
});
const prices = fc.record({
  kind: fc.constant('prices' as const),
  rule: price,
  average: price,
  spot: price,
});
const event = fc.tuple(
  wait,
  fc.oneof(
    { weight: 50, arbitrary: quote },
    { weight: 50, arbitrary: print },
    { weight: 100, arbitrary: prices },
    { weight: 1, arbitrary: fc.constant({ kind: 'distrust' as const }) },
  ),
);
const events = fc.array(event, { minLength: 250, maxLength: 400, size: 'max' });
type Event = typeof events extends fc.Arbitrary<(infer E)[]> ? E : never;

/** Tells an event to the stage, and says what happened. */
function happen(stage: FeatureStage, seconds: number, [, one]: Event): Happening[] {
  switch (one.kind) {
    case 'distrust':
      stage.distrust(seconds);
      return [{ kind: 'distrust', at: seconds }];
    case 'prices':
      return (['rule', 'average', 'spot'] as const).flatMap((feed) => {
        const told = one[feed];
        if (told === undefined) return [];
        stage.hear(seconds, told, FEEDS[feed]);
        return [{ kind: 'price' as const, at: seconds, feed, price: told }];
      });
    case 'print': {
      const { outcome, isBuy } = one;
      stage.print(seconds, outcome, isBuy ? 'buys' : 'sells', 0.5, one.size);
      const sign = isBuy === (outcome === 0) ? 1 : -1;
      return [{ kind: 'print', at: seconds, sign, dollars: one.size / 2 }];
    }
    case 'quote': {
      const [bid, ask] = [one.bid / 100, (one.bid + one.width) / 100];
      const [bids, asks] = one.sizes;
      stage.book(seconds, [[bid.toFixed(2), `${bids}`]], [[ask.toFixed(2), `${asks}`]]);
      return [{ kind: 'quote', at: seconds, bid, ask, sizes: one.sizes }];
    }
  }
}

/** Those that the naive model has; the rest follow from them by one step. */
const COMPARED: readonly FeatureName[] = [
  'secondsLeft',
  'lifeLeft',
  'mid',
  'midLogOdds',
  'spread',
  'queueImbalance',
  'depthImbalance',
  'liquidity',
  'midMove30s',
  'midMove1m',
  'midVolatility1m',
  'midVolatility5m',
  'volume5m',
  'tradeFlow1m',
  'flowChange30s',
  'tradeRate10s',
  'largeTrade',
  'ruleAge',
  'ruleMove1m',
  'ruleMove5m',
  'ruleVolatility5m',
  'fairUp',
  'spotAge',
  'spotMove10s',
  'spotMove5m',
  'spotLead',
];

function bounded(name: FeatureName, value: number): number {
  const { least, most } = FEATURES[name];
  return Math.min(Math.max(value, least), most);
}

function isNear(one: number, other: number): boolean {
  if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) && Number.isNaN(other);
  return Math.abs(one - other) <= 1e-6 * (1 + Math.abs(other));
}

describe('whatever comes', () => {
  test.each([
    ['by the last price', upDown(), 0],
    ['by averages', averaged(60), 60],
  ])('they are what is found by looking through all of it, %s', (_rule, market, lookback) => {
    const known = new Map<FeatureName, number>();
    fc.assert(
      fc.property(events, (told) => {
        const stage = new FeatureStage(market, STARTS);
        const naive = new NaiveFeatures(at(STARTS) / 1e6, {
          opensAt: at(OPENS) / 1e6,
          closesAt: at(CLOSES) / 1e6,
          lookback,
        });
        let tenths = STARTS * 10;
        for (const one of told) {
          tenths += Math.round(one[0] * 10);
          const seconds = tenths / 10;
          for (const happening of happen(stage, seconds, one)) {
            naive.add({ ...happening, at: at(seconds) / 1e6 });
          }
          const row = stage.row(seconds);
          const expected = naive.read(at(seconds) / 1e6);
          for (const [i, name] of ALL.names.entries()) {
            if (!COMPARED.includes(name)) continue;
            const value = row[i] as number;
            const should = bounded(name, expected[name] ?? Number.NaN);
            if (!Number.isNaN(should)) known.set(name, (known.get(name) ?? 0) + 1);
            if (!isNear(value, should)) expect(`${name} ${value}`).toBe(`${name} ${should}`);
          }
        }
      }),
      // To find the least of so many events would take minutes.
      { numRuns: 40, seed: 7, endOnFailure: true },
    );
    // It would prove nothing if they were never known.
    const seldom = COMPARED.filter((name) => (known.get(name) ?? 0) < 200);
    expect(seldom).toEqual([]);
  });

  test('each is NaN or within its scale', () => {
    fc.assert(
      fc.property(events, (told) => {
        const stage = new FeatureStage(averaged(60), STARTS);
        let seconds = STARTS;
        for (const one of told) {
          seconds += one[0];
          happen(stage, seconds, one);
          const row = stage.row(seconds);
          for (const [i, name] of ALL.names.entries()) {
            const value = row[i] as number;
            const { least, most } = FEATURES[name];
            if (value < least || value > most) expect(`${name} ${value}`).toBe('within its scale');
          }
        }
      }),
      { numRuns: 20, seed: 8 },
    );
  });

  test('no row changes, to the last bit, with what comes after it or who asked before', () => {
    fc.assert(
      fc.property(events, events, fc.integer({ min: 1, max: 99 }), (told, other, share) => {
        const until = Math.ceil((told.length * share) / 100);
        const both = [told, [...told.slice(0, until), ...other]].map((all) => {
          const stage = new FeatureStage(averaged(60), STARTS);
          let seconds = STARTS;
          return all.map((one) => {
            seconds += one[0];
            happen(stage, seconds, one);
            return stage.row(seconds);
          });
        });
        expect(both[1]?.slice(0, until)).toEqual(both[0]?.slice(0, until));
        const alone = new FeatureStage(averaged(60), STARTS);
        let seconds = STARTS;
        for (const one of told.slice(0, until)) {
          seconds += one[0];
          happen(alone, seconds, one);
        }
        expect(alone.row(seconds)).toEqual(both[0]?.[until - 1]);
      }),
      { numRuns: 30, seed: 9 },
    );
  });

  test('nor with who asked what they will be, should nothing come until then', () => {
    const ahead = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(events, ahead, (told, leads) => {
        const [asked, alone] = [0, 1].map(() => new FeatureStage(averaged(60), STARTS));
        let seconds = STARTS;
        for (const [i, one] of told.entries()) {
          seconds += one[0];
          for (const stage of [asked, alone]) happen(stage as FeatureStage, seconds, one);
          asked?.row(seconds + (leads[i % leads.length] as number));
          expect(asked?.row(seconds)).toEqual(alone?.row(seconds));
        }
      }),
      { numRuns: 20, seed: 10, endOnFailure: true },
    );
  });
});
