import { describe, expect, test } from 'vitest';
import { DEFAULT_RISK_LIMITS } from '../risk/risk-limits.ts';
import type { Config } from './config.ts';
import { checkConfig } from './config-schema.ts';

const everything: Config = {
  data: 'archive',
  strategies: ['./my-strategy.ts'],
  parameters: { 'late-favourite': { size: '20' } },
  capital: '500.5',
  latency: { feedMs: 20, entryMs: 0.25, responseMs: 10 },
  chain: { delayMs: 2_000, gas: '0.01' },
  queue: { kind: 'power', n: 2 },
  inferFills: 'depletion',
  unknownDepth: 'assume',
  halfSpread: '0.015',
  fee: { rate: '0.07', exponent: 2, makerRebate: '0.25' },
  takerDelayMs: 250,
  minimumSize: '7.5',
  limits: {
    maxOrderSize: '100',
    maxPosition: 'unlimited',
    maxMarketExposure: '50',
    maxGroupExposure: '60',
    maxAssetExposure: '70',
    maxStrategyExposure: 'unlimited',
    maxExposure: '250.25',
    maxOpenOrders: 10,
    maxOrdersPerSecond: 'unlimited',
    maxPriceThrough: '0.05',
    closeLeadMs: 2_500,
    failedFillWaitMs: 30_000,
    maxBookAgeMs: 5_000,
    drawdown: {
      reduce: '0.1',
      reduceEnd: '0.05',
      kill: '0.2',
      resume: '0.15',
      coolDownMs: 60_000,
      maxRecoveries: 0,
    },
    maxDayLoss: '20.5',
    adverseFills: { most: 2, move: '0.03', afterMs: 1_000, coolDownMs: 9_000 },
    failures: { most: 2, coolDownMs: 9_000 },
    crossRejects: 'unlimited',
  },
  seed: 7,
};

function fault(config: unknown): string {
  const checked = checkConfig(config);
  if (checked.ok) return 'accepted';
  expect(checked.code).toBe('config_invalid');
  return checked.message;
}

describe('a configuration', () => {
  test('becomes units and microseconds', () => {
    expect(checkConfig(everything)).toEqual({
      ok: true,
      value: {
        data: 'archive',
        strategies: ['./my-strategy.ts'],
        parameters: { 'late-favourite': { size: '20' } },
        capital: 500_500_000,
        latency: { feed: 20_000, entry: 250, response: 10_000 },
        chain: { delay: 2_000_000, gas: 10_000 },
        queue: { kind: 'power', n: 2 },
        inferFills: 'depletion',
        unknownDepth: 'assume',
        halfSpread: 15_000,
        fee: { ratePpm: 70_000, exponent: 2, makerRebatePpm: 250_000 },
        takerDelayMs: 250,
        minimumSize: 7_500_000,
        limits: {
          maxOrderSize: 100_000_000,
          maxPosition: 'unlimited',
          maxMarketExposure: 50_000_000,
          maxGroupExposure: 60_000_000,
          maxAssetExposure: 70_000_000,
          maxStrategyExposure: 'unlimited',
          maxExposure: 250_250_000,
          maxOpenOrders: 10,
          maxOrdersPerSecond: 'unlimited',
          maxPriceThrough: 50_000,
          closeLead: 2_500_000,
          failedFillWait: 30_000_000,
          maxBookAge: 5_000_000,
          drawdown: {
            reduce: 100_000,
            reduceEnd: 50_000,
            kill: 200_000,
            resume: 150_000,
            coolDown: 60_000_000,
            maxRecoveries: 0,
          },
          maxDayLoss: 20_500_000,
          adverseFills: { most: 2, move: 30_000, after: 1_000_000, coolDown: 9_000_000 },
          failures: { most: 2, coolDown: 9_000_000 },
          crossRejects: 'unlimited',
        },
        seed: 7,
      },
    });
  });

  test('may be empty: everything is left to the command line, limits stay', () => {
    expect(checkConfig({})).toMatchObject({
      value: { data: undefined, strategies: [], parameters: {}, limits: DEFAULT_RISK_LIMITS },
    });
  });

  test('keeps the default of each limit that it does not name', () => {
    expect(checkConfig({ limits: { maxOpenOrders: 0 } })).toMatchObject({
      value: { limits: { ...DEFAULT_RISK_LIMITS, maxOpenOrders: 0 } },
    });
  });

  test('charges the first power and the usual rebate unless it says otherwise', () => {
    expect(checkConfig({ fee: { rate: '0.05' } })).toMatchObject({
      value: { fee: { ratePpm: 50_000, exponent: 1, makerRebatePpm: 200_000 } },
    });
  });
});

describe('a fault is named with its path', () => {
  test.each<[unknown, string]>([
    [{ latncy: {} }, 'unknown key "latncy" (did you mean "latency"?)'],
    [
      { limits: { maxOrderSise: '1' } },
      'limits: unknown key "maxOrderSise" (did you mean "maxOrderSize"?)',
    ],
    [{ capital: 1000 }, "capital: write the number as text: '1000'"],
    [{ capital: '1e3' }, 'capital: "1e3" is not a decimal number'],
    [{ capital: '0' }, 'capital: "0" is not above 0'],
    [{ minimumSize: '-5' }, 'minimumSize: size "-5" is negative'],
    [{ halfSpread: 0.01 }, "halfSpread: write the number as text: '0.01'"],
    [{ halfSpread: '0.5' }, 'halfSpread: 0.5 is not between 0 and 0.5'],
    [{ fee: { rate: '7' } }, 'fee.rate: "7" is not a decimal from 0 to 1'],
    [{ fee: { rate: '0.07', exponent: 3 } }, 'fee.exponent: expected 1 or 2'],
    [{ limits: { maxExposure: '-1' } }, 'limits.maxExposure: "-1" is negative'],
    [
      { limits: { maxOpenOrders: 1.5 } },
      "limits.maxOpenOrders: expected a whole number from 0 to 1000000, or 'unlimited'",
    ],
    [
      { strategies: ['./a.ts', 7] },
      'strategies[1]: expected the path of a module or a strategy definition',
    ],
    [
      { parameters: { 'late-favourite': { size: 10 } } },
      "parameters.late-favourite.size: write the value as text, e.g. '10'",
    ],
  ])('%o', (config, message) => {
    expect(fault(config)).toBe(message);
  });

  test.each<[unknown, RegExp]>([
    [{ latency: { feedMs: -1, entryMs: 0, responseMs: 0 } }, /^latency\.feedMs: /],
    [{ latency: { feedMs: Number.NaN, entryMs: 0, responseMs: 0 } }, /^latency\.feedMs: /],
    [{ latency: { feedMs: 1 } }, /^latency\.entryMs: .*\nlatency\.responseMs: /],
    [{ takerDelayMs: -1 }, /^takerDelayMs: /],
    [{ takerDelayMs: 0.5 }, /^takerDelayMs: /],
    [{ queue: { kind: 'pwr' } }, /^queue(\.kind)?: .*riskAverse/],
    [{ queue: { kind: 'power' } }, /^queue\.n: /],
    [{ queue: { kind: 'log', n: 2 } }, /^queue: unknown key "n"/],
    [{ inferFills: 'always' }, /^inferFills: /],
    [{ seed: 1.5 }, /^seed: /],
    [null, /expected object/],
  ])('%o', (config, message) => {
    expect(fault(config)).toMatch(message);
  });

  test('and all faults are named at once', () => {
    expect(fault({ capital: '-1', seed: -1 }).split('\n')).toHaveLength(2);
  });
});
