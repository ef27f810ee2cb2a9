import { describe, expect, test } from 'vitest';
import { EMPTY_FORM, faultsOf, formOf, mixesWorlds, requestOf, runsOf } from './backtest-form.ts';

const number = { kind: 'number', summary: '', choices: null, value: null };
const OFFERED = [
  { ...number, name: 'threshold', default: '0.60', min: 0, max: 1 },
  { ...number, name: 'size', kind: 'integer', default: '10', min: 1, max: null },
  { ...number, name: 'entry', kind: 'price', default: '0.60', min: null, max: null },
  { ...number, name: 'mode', kind: 'choice', default: 'take', min: null, max: null },
].map((one) => (one.name === 'mode' ? { ...one, choices: ['take', 'rest'] } : one));

const form = { ...EMPTY_FORM, strategy: 'late-favourite' };

describe('what is asked for', () => {
  test('says what is typed, also a default: the configuration may have another value', () => {
    const typed = { ...form, parameters: { threshold: '0.60', size: ' 20 ', mode: '' } };
    expect(requestOf(typed, OFFERED)).toEqual({
      ...{ kind: 'backtest', strategy: 'late-favourite' },
      ...{ parameters: { threshold: '0.60', size: '20' }, simulation: {} },
    });
  });

  test('names data and rules that were chosen', () => {
    const chosen = {
      ...form,
      datasets: ['may'],
      markets: 'btc-*, eth-*',
      categories: 'crypto, sports',
      from: '2026-04-13T12:00',
      completeOnly: true,
      simulation: { latency: '250', queue: ' ' },
    };
    const request = requestOf(chosen, OFFERED);
    expect(requestOf(formOf(request), OFFERED)).toEqual(request);
    expect(request).toMatchObject({
      datasets: ['may'],
      markets: ['btc-*', 'eth-*'],
      categories: ['crypto', 'sports'],
      from: '2026-04-13T12:00',
      completeOnly: true,
      simulation: { latency: '250' },
    });
  });

  test('a sweep tries several values of a parameter, and latencies instead of one', () => {
    const sweep = {
      ...form,
      kind: 'sweep' as const,
      parameters: { threshold: '0.6, 0.7,0.8', size: '5' },
      simulation: { latency: '250' },
      latencies: '0, 100',
    };
    const request = requestOf(sweep, OFFERED);
    expect(request).toMatchObject({
      parameters: { size: '5' },
      over: { threshold: ['0.6', '0.7', '0.8'] },
      latencies: [0, 100],
      simulation: {},
    });
    expect(runsOf(request)).toBe(6);
    expect(requestOf(formOf(request), OFFERED)).toEqual(request);
  });
});

describe('faults', () => {
  test.each([
    [{ ...form, strategy: '' }, { strategy: 'choose one' }],
    [{ ...form, parameters: { threshold: '1.5' } }, { threshold: '1 at most' }],
    [{ ...form, parameters: { entry: '1.5' } }, { entry: 'a price from 0 to 1' }],
    [{ ...form, parameters: { entry: '-0.1' } }, { entry: 'a price from 0 to 1' }],
    [{ ...form, parameters: { size: '2.5' } }, { size: 'a whole number' }],
    [{ ...form, parameters: { mode: 'wait' } }, { mode: 'one of take, rest' }],
    [{ ...form, parameters: { size: '5,10' } }, { size: 'one value: a sweep tries several' }],
    [{ ...form, from: '2026-04-14T00:00', to: '2026-04-13T00:00' }, { to: 'not after “from”' }],
    [
      { ...form, kind: 'sweep' as const },
      { over: 'give a parameter several values, or several latencies' },
    ],
    [{ ...form, kind: 'sweep' as const, latencies: '5' }, { latencies: 'two or more, or none' }],
    [
      { ...form, kind: 'sweep' as const, latencies: '5,x' },
      { latencies: 'milliseconds, parted by commas' },
    ],
    [{ ...form, parameters: { threshold: '0.7' } }, {}],
  ])('%#', (typed, faults) => {
    expect(faultsOf(typed, OFFERED)).toEqual(faults);
  });
});

test('recorded and invented datasets are told apart, also where none is chosen', () => {
  type Kind = 'recorded' | 'live' | 'simulated';
  const dataset = (name: string, provenance: Kind, isFinished = true) => {
    return { dataset: name, provenance, isFinished };
  };
  const offered = [dataset('books', 'recorded'), dataset('own', 'live'), dataset('d', 'simulated')];
  expect(mixesWorlds(form, offered)).toBe(true);
  expect(mixesWorlds({ datasets: ['own', 'd'] }, offered)).toBe(true);
  expect(mixesWorlds({ datasets: ['own', 'books'] }, offered)).toBe(false);
  expect(mixesWorlds({ datasets: ['d'] }, offered)).toBe(false);
  const begun = [dataset('books', 'recorded'), dataset('d', 'simulated', false)];
  expect(mixesWorlds(form, begun)).toBe(false);
});
