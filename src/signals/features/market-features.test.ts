import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { averaged, FeatureStage, SPOT_FEED, upDown } from '../../../test/support/feature-stage.ts';
import type { FeatureName } from './feature-table.ts';

/** Reads those features, and expects these numbers. */
function expectAt(
  stage: FeatureStage,
  seconds: number,
  numbers: Partial<Record<FeatureName, number>>,
) {
  const names = Object.keys(numbers) as FeatureName[];
  const read = stage.read(seconds, ...names);
  for (const name of names) expect(read[name], name).toBeCloseTo(numbers[name] as number, 9);
}

describe('the clock', () => {
  test('in the window, before it and after it; noon of a Monday', () => {
    const stage = new FeatureStage();
    expectAt(stage, -60, { secondsLeft: 360, lifeLeft: 1, hour: 11, minute: 59 });
    expectAt(stage, 75, { secondsLeft: 225, lifeLeft: 0.75, hour: 12, minute: 1 });
    expectAt(stage, 301, { secondsLeft: 0, lifeLeft: 0, weekday: 0, isWeekend: 0 });
  });

  test('of a Sunday', () => {
    expectAt(new FeatureStage(), -86_400, { weekday: 6, isWeekend: 1 });
  });
});

describe('the book', () => {
  const levels = {
    bids: [
      ['0.60', '300'],
      ['0.59', '100'],
      ['0.58', '50'],
      ['0.57', '30'],
      ['0.56', '20'],
      ['0.5', '9'],
    ],
    asks: [
      ['0.64', '100'],
      ['0.65', '50'],
      ['0.70', '25'],
      ['0.71', '15'],
      ['0.72', '10'],
      ['0.9', '9'],
    ],
  } as const;

  test('price, spread and sizes of five levels a side', () => {
    const stage = new FeatureStage();
    stage.book(10, levels.bids, levels.asks);
    const liquidity = 180 + 59 + 29 + 17.1 + 11.2 + 64 + 32.5 + 17.5 + 10.65 + 7.2;
    expectAt(stage, 10, {
      mid: 0.62,
      downMid: 0.38,
      midDeviation: 0.12,
      midLogOdds: Math.log(0.62 / 0.38),
      upLeads: 1,
      spread: 0.04,
      spreadShare: 0.04 / 0.62,
      queueImbalance: 200 / 400,
      depthImbalance: (500 - 200) / 700,
      liquidity,
      logLiquidity: Math.log(1 + liquidity),
    });
  });

  test('is told of Up, whichever outcome that is', () => {
    const stage = new FeatureStage(upDown({ labels: ['Down', 'Up'] }));
    stage.book(10, levels.bids, levels.asks, 1);
    expectAt(stage, 10, { mid: 0.62, queueImbalance: 0.5, upLeads: 1 });
  });

  test('moves of the mid and its deviation go by the time that passed', () => {
    const stage = new FeatureStage();
    stage.quote(-300, '0.49', '0.51');
    stage.quote(0, '0.54', '0.56');
    stage.quote(100, '0.59', '0.61');
    expectAt(stage, 110, { midMove30s: 0.05, midMove1m: 0.05 });
    // Of the last minute it was 0.55 for 20 s and 0.6 for 40.
    const deviation = 0.05 * Math.sqrt((1 / 3) * (2 / 3));
    expectAt(stage, 140, { midMove30s: 0, midMove1m: 0.05, midVolatility1m: deviation });
    // Of the last 300 s it was 0.5 for 100, 0.55 for 100 and 0.6 for 100.
    expectAt(stage, 200, { midVolatility5m: Math.sqrt((2 * 0.05 ** 2) / 3) });
  });
});

describe('prints', () => {
  /** Prints were heard for long enough. */
  function told(): FeatureStage {
    const stage = new FeatureStage();
    stage.print(-390, 0, 'buys', 0.5, 10);
    return stage;
  }

  test('what takers pay for Up and for being rid of Down, less the contrary', () => {
    const stage = told();
    stage.print(0, 0, 'buys', 0.5, 400);
    stage.print(1, 0, 'sells', 0.5, 100);
    stage.print(40, 1, 'buys', 0.4, 100);
    stage.print(41, 1, 'sells', 0.4, 200);
    // 200 - 50 - 40 + 80
    expectAt(stage, 45, { tradeFlow1m: 190 / 290, volume5m: 370, logVolume5m: Math.log(371) });
    // 40 in the last half minute, 150 in the one before.
    expectAt(stage, 50, { flowChange30s: -110 / 210, tradeRate10s: 0.1 });
    expectAt(stage, 62, { tradeFlow1m: 40 / 140, volume5m: 370, tradeRate10s: 0 });
    expectAt(stage, 342, { tradeFlow1m: 0, volume5m: 0 });
  });

  test('a large one is above three medians of the last, and is remembered for ten seconds', () => {
    const stage = told();
    for (let i = 0; i < 19; i++) stage.print(i, 0, 'buys', 0.5, i % 2 === 0 ? 10 : 20);
    expectAt(stage, 20, { largeTrade: 0 });
    stage.print(20, 0, 'buys', 0.5, 60);
    // The median of the twenty is 5 dollars; 30 is above three of them.
    expectAt(stage, 21, { largeTrade: 1 });
    expectAt(stage, 29.9, { largeTrade: 1 });
    expectAt(stage, 30, { largeTrade: 0 });
  });
});

describe('the feed of the rule', () => {
  /** Each second a step of 10 dollars up and down, from 400 s before noon on. */
  function walked(market = upDown(), until = 100, last = 100_030): FeatureStage {
    const stage = new FeatureStage(market);
    for (let second = -399; second < until; second++) {
      stage.hear(second, second % 2 === 0 ? 100_000 : 100_010);
    }
    stage.hear(until, last);
    return stage;
  }

  test('age, moves and realised volatility over real time', () => {
    const stage = walked();
    // 299 steps of 10 and the last of 20: 299 * 100 + 400 over 300 s.
    const sigma = Math.sqrt((299 * 100 + 400) / 300);
    expectAt(stage, 100, {
      ruleAge: 0,
      ruleMove1m: 0.03,
      ruleMove5m: 0.03,
      ruleVolatility5m: (100 * sigma * Math.sqrt(300)) / 100_030,
    });
    expectAt(stage, 103.5, { ruleAge: 3.5, ruleMove1m: 100 * (100_030 / 100_010 - 1) });
  });

  test('prices that come at other times make the same volatility', () => {
    const stage = new FeatureStage();
    for (let second = -400; second <= 0; second += 4) {
      stage.hear(second, second % 8 === 0 ? 100_000 : 100_020);
    }
    // 20 dollars in 4 s are 10 in one.
    expectAt(stage, 0, { ruleVolatility5m: (100 * 10 * Math.sqrt(300)) / 100_000 });
  });

  test('distance and fair value by the last price: formulas of fair-value.ts', () => {
    const stage = walked();
    const sigma = Math.sqrt((299 * 100 + 400) / 300);
    const far = 30 / (sigma * Math.sqrt(200));
    expectAt(stage, 100, { strikeDistance: far });
    expect(stage.read(100, 'fairUp').fairUp).toBeCloseTo(0.5839, 3);
  });

  test('averages: the strike is told by their feed, else it is our own mean', () => {
    const own = walked(averaged(60));
    const sigma = Math.sqrt((299 * 100 + 400) / 300);
    // Of the last minute before noon: half at 100,000, half at 100,010.
    const deviation = sigma * Math.sqrt(200 - 40);
    expectAt(own, 100, { strikeDistance: (100_030 - 100_005) / deviation });

    const told = new FeatureStage(averaged(60));
    for (let second = -399; second < 100; second++) {
      told.hear(second, second % 2 === 0 ? 100_000 : 100_010);
      told.hear(second, 100_002, 'chainlink/btcusd-twap60');
    }
    told.hear(100, 100_030);
    expectAt(told, 100, { strikeDistance: (100_030 - 100_002) / deviation });
  });

  test('within the closing average what it was so far counts', () => {
    const stage = walked(averaged(60), 280, 100_030);
    const sigma = Math.sqrt((299 * 100 + 400) / 300);
    // 40 s are over, half at each price, and 20 are to come from 100,030.
    const mean = (40 * 100_005 + 20 * 100_030) / 60;
    const deviation = (sigma * 20 ** 1.5) / (Math.sqrt(3) * 60);
    expectAt(stage, 280, { strikeDistance: (mean - 100_005) / deviation });
  });

  test('a distance beyond six deviations is six', () => {
    const stage = new FeatureStage(upDown({ closesAt: at(900) }));
    for (let second = -399; second <= 400; second++) {
      stage.hear(second, (second > 0 ? 103_000 : 100_000) + (second % 2) * 10);
    }
    // 3,000 dollars, and 10 * sqrt(500) to come.
    expectAt(stage, 400, { strikeDistance: 6, fairUp: 1 });
  });
});

describe('spot', () => {
  test('moves over real time, and what of them the feed of the rule has not shown yet', () => {
    const stage = new FeatureStage(upDown(), -4_000);
    for (let second = -3_900; second < 0; second++) {
      stage.hear(second, 100_000);
      stage.hear(second, second < -5 ? 100_060 : 100_160, SPOT_FEED);
    }
    const mean = (55 * 100_060 + 5 * 100_160) / 60;
    expectAt(stage, 0, {
      spotAge: 1,
      spotMove10s: 100 * (100_160 / 100_060 - 1),
      spotMove1m: 100 * (100_160 / 100_060 - 1),
      spotMove5m: 100 * (100_160 / 100_060 - 1),
      spotMove10m: 100 * (100_160 / 100_060 - 1),
      spotLead: 10_000 * (100_160 / mean - 1),
      isVolatile: 0,
      isTrending: 0,
    });
    // One step within the hour, and within five minutes of it: 12 times the variance, bounded.
    expectAt(stage, 0, { volatilityGrowth: 2 });
  });

  test('an hour that moved by more than half a percent trends; one that shook is volatile', () => {
    const stage = new FeatureStage(upDown(), -4_000);
    for (let second = -3_900; second <= 0; second++) {
      stage.hear(second, 100_000 + (second % 2) * 20 + (second + 3_900) / 6, SPOT_FEED);
    }
    expectAt(stage, 0, { isVolatile: 1, isTrending: 1 });
  });
});

describe('our own position', () => {
  test('its side is told, what it gained is not', () => {
    const stage = new FeatureStage();
    expectAt(stage, 0, { hasPosition: 0, positionSide: 0, positionGain: 0 });
    stage.hold(1, 10);
    expectAt(stage, 0, { hasPosition: 1, positionSide: -1 });
    expect(stage.read(0, 'positionGain').positionGain).toBeNaN();
  });
});
