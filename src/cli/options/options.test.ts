import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../domain/result.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import { parseAssignment } from './assignment.ts';
import { addDataOptions, type DataOptions, selectData } from './data-options.ts';
import { parseFee, parseShare } from './fee.ts';
import { parseLatency, parseMs, parseMsList, splitLatency } from './latency.ts';
import { parseQueueRule } from './queue-rule.ts';
import {
  addSimulationOptions,
  type SimulationOptions,
  simulationOf,
} from './simulation-options.ts';
import { parseTime } from './time.ts';
import { wholeNumber } from './whole-number.ts';

function code<T>(result: Result<T>): T | string {
  return result.ok ? result.value : result.code;
}

describe('a point in time', () => {
  const noon = Date.UTC(2026, 3, 13, 12) * 1000;

  test.each([
    ['2026-04-13', noon - 43_200_000_000],
    ['2026-04-13T12:00', noon],
    ['2026-04-13 12:00:00Z', noon],
    ['2026-04-13T12:00:00.000001', noon + 1],
    ['2026-04-13T14:00:00+02:00', noon],
    ['2026-04-13T08:30-0330', noon],
    [String(noon / 1e6), noon],
    [String(noon / 1e3), noon],
    [String(noon + 7), noon + 7],
  ])('%s is read as UTC microseconds', (text, at) => {
    expect(code(parseTime(text))).toBe(at);
  });

  test.each([
    ['yesterday', 'not_a_time'],
    ['2026-4-13', 'not_a_time'],
    ['12', 'not_a_time'],
    ['2026-02-30', 'no_such_time'],
    ['2026-13-01', 'no_such_time'],
    ['2026-04-13T24:00', 'no_such_time'],
    ['2026-04-13T12:61', 'no_such_time'],
  ])('%s is refused', (text, refusal) => {
    expect(code(parseTime(text))).toBe(refusal);
  });
});

describe('a latency', () => {
  test('of one number is a total, split between the way in and the way out', () => {
    expect(code(parseLatency('250'))).toEqual({ feed: 125_000, entry: 125_000, response: 125_000 });
    expect(code(parseLatency('0.001'))).toEqual({ feed: 0, entry: 1, response: 1 });
  });

  test('of three numbers names its parts', () => {
    expect(code(parseLatency('9, 20.5,30'))).toEqual({
      feed: 9000,
      entry: 20_500,
      response: 30_000,
    });
  });

  test('always adds up to what was asked', () => {
    for (const total of [0, 1, 2, 99_999, 250_000]) {
      const { feed, entry } = splitLatency(total);
      expect(feed + entry).toBe(total);
    }
  });

  test.each([['1,2'], ['1,2,3,4'], ['fast'], ['-1'], ['']])('"%s" is refused', (text) => {
    expect(parseLatency(text).ok).toBe(false);
  });

  test('lists are read in order', () => {
    expect(code(parseMsList('0,50,1000'))).toEqual([0, 50_000, 1_000_000]);
    expect(parseMsList('0,,5').ok).toBe(false);
    expect(code(parseMs('1e3'))).toBe('not_a_decimal');
  });
});

test('queue rules are read by name and exponent', () => {
  expect(code(parseQueueRule('riskAverse'))).toEqual({ kind: 'riskAverse' });
  expect(code(parseQueueRule('log2'))).toEqual({ kind: 'log2' });
  expect(code(parseQueueRule('power3:1.5'))).toEqual({ kind: 'power3', n: 1.5 });
  expect(code(parseQueueRule('power'))).toBe('bad_exponent');
  expect(code(parseQueueRule('power:0'))).toBe('bad_exponent');
  expect(code(parseQueueRule('power:2:3'))).toBe('unknown_queue_rule');
  expect(code(parseQueueRule('log:2'))).toBe('unknown_queue_rule');
  expect(code(parseQueueRule('fifo'))).toBe('unknown_queue_rule');
});

test('fees are a rate of p(1-p), or of its square, in parts per million', () => {
  expect(code(parseFee('market'))).toBe('market');
  expect(code(parseFee('none'))).toEqual({ ratePpm: 0, exponent: 1 });
  expect(code(parseFee('0.07'))).toEqual({ ratePpm: 70_000, exponent: 1 });
  expect(code(parseFee('0.25^2'))).toEqual({ ratePpm: 250_000, exponent: 2 });
  for (const text of ['0.25^3', '0.25^', '1.1', '-0.1', 'free', '0.1^2^2']) {
    expect(code(parseFee(text))).toBe('bad_fee');
  }
  expect(code(parseShare('1.5'))).toBe('out_of_range');
});

test('assignments keep their value as text', () => {
  expect(code(parseAssignment('cap=0.90'))).toEqual({ name: 'cap', text: '0.90' });
  expect(code(parseAssignment('a = b=c'))).toEqual({ name: 'a', text: 'b=c' });
  expect(code(parseAssignment('cap'))).toBe('not_an_assignment');
  expect(code(parseAssignment('=1'))).toBe('not_an_assignment');
});

test('whole numbers are exact and have a least and a most', () => {
  expect(code(wholeNumber(1)('12'))).toBe(12);
  expect(code(wholeNumber(1)('0'))).toBe('too_small');
  expect(code(wholeNumber(0)('1.5'))).toBe('not_a_whole_number');
  expect(code(wholeNumber(0)('9007199254740993'))).toBe('not_a_whole_number');
  expect(code(wholeNumber(1, 60)('60'))).toBe(60);
  expect(code(wholeNumber(1, 60)('61'))).toBe('too_large');
});

function parse<T>(add: (command: Command) => Command, words: readonly string[]): T {
  const command = add(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
  return command.parse(words, { from: 'user' }).opts() as T;
}

describe('options together', () => {
  const nothing = {
    capital: undefined,
    latency: undefined,
    chain: undefined,
    queue: undefined,
    inferFills: undefined,
    unknownDepth: undefined,
    fee: undefined,
    takerDelayMs: undefined,
    minimumSize: undefined,
    seed: undefined,
  };
  const simulation = (...words: string[]) =>
    simulationOf(parse<SimulationOptions>(addSimulationOptions, words), nothing);

  test('without any: a quarter of a second, cautious queue, fees of the market', () => {
    expect(simulation()).toEqual({
      capital: 1_000_000_000,
      latency: { feed: 125_000, entry: 125_000, response: 125_000 },
      chain: { delay: 3_000_000, gas: 5_000 },
      queue: { kind: 'riskAverse' },
      inferFills: 'through',
      unknownDepth: 'refuse',
      fee: undefined,
      seed: 1,
    });
  });

  test('an overriding fee keeps a rebate, crypto’s unless told', () => {
    expect(simulation('--fee', '0.05').fee).toEqual({
      ratePpm: 50_000,
      exponent: 1,
      makerRebatePpm: 200_000,
    });
    expect(simulation('--fee', '0.05', '--rebate', '0').fee?.makerRebatePpm).toBe(0);
    expect(() => simulation('--rebate', '0.1')).toThrow(/--fee/);
  });

  test('the command line goes before the configuration, and that before the defaults', () => {
    const fee = { ratePpm: 1, exponent: 1 as const, makerRebatePpm: 0 };
    const configured = { ...nothing, seed: 7, capital: 5 as Usd, fee };
    const words = ['--capital', '2', '--fee', 'market'];
    const asked = simulationOf(parse<SimulationOptions>(addSimulationOptions, words), configured);
    expect(asked).toMatchObject({ capital: 2_000_000, seed: 7, fee: undefined });
    expect(simulationOf({}, configured)).toMatchObject({ capital: 5, fee, inferFills: 'through' });
  });

  test('a taker delay stands in for what each market says, unless that is asked for', () => {
    const configured = { ...nothing, takerDelayMs: 250 };
    const asked = (...words: string[]) =>
      simulationOf(parse<SimulationOptions>(addSimulationOptions, words), configured).takerDelayMs;
    expect([asked(), asked('--taker-delay', '0'), asked('--taker-delay', 'market')]).toEqual([
      250,
      0,
      undefined,
    ]);
    expect(simulation('--taker-delay', '3000').takerDelayMs).toBe(3000);
    expect(() => simulation('--taker-delay', '1.5')).toThrow(/--taker-delay/);
  });

  test('so does a minimum size', () => {
    const configured = { ...nothing, minimumSize: 5_000_000 as Shares };
    const asked = (...words: string[]) =>
      simulationOf(parse<SimulationOptions>(addSimulationOptions, words), configured).minimumSize;
    expect([asked(), asked('--minimum-size', '0'), asked('--minimum-size', 'market')]).toEqual([
      5_000_000,
      0,
      undefined,
    ]);
    expect(simulation('--minimum-size', '7.5').minimumSize).toBe(7_500_000);
    expect(() => simulation('--minimum-size', '-1')).toThrow(/--minimum-size.*negative/);
  });

  test('a wrong value is refused by name', () => {
    expect(() => simulation('--capital', '0')).toThrow(/--capital.*not above zero/);
    expect(() => simulation('--queue', 'fifo')).toThrow(/--queue.*riskAverse/);
    expect(() => simulation('--latency', '5', '--latency-file', 'x')).toThrow(/cannot be used/);
    expect(() => simulation('--infer-fills', 'always')).toThrow(/through, depletion/);
  });

  test('half a spread is a price from 0 to one half, both left out', () => {
    const half = (text: string) => parse<DataOptions>(addDataOptions, ['--half-spread', text]);
    expect(selectData('root', half('0.015'))).toMatchObject({ halfSpread: 15_000 });
    for (const wrong of ['0', '0.5', '-0.01', 'wide']) {
      expect(() => half(wrong)).toThrow(/--half-spread/);
    }
    const configured = { halfSpread: 10_000 as Price };
    const chosen = (...args: string[]) =>
      selectData('root', parse<DataOptions>(addDataOptions, args), configured).halfSpread;
    expect(chosen()).toBe(10_000);
    expect(chosen('--half-spread', '0.02')).toBe(20_000);
    expect(chosen('--half-spread', 'none')).toBeUndefined();
  });

  test('filters are undefined where nothing was said', () => {
    const options = parse<DataOptions>(addDataOptions, [
      '--market',
      'btc-*,eth-*',
      '--market',
      'sol-*',
    ]);
    expect(selectData('root', options)).toEqual({
      root: 'root',
      datasets: undefined,
      markets: ['btc-*', 'eth-*', 'sol-*'],
      assets: undefined,
      categories: undefined,
      from: undefined,
      to: undefined,
      completeOnly: false,
      halfSpread: undefined,
    });
  });
});
