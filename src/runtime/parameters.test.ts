import { describe, expect, test } from 'vitest';
import type { ParameterSpec } from '../ports/strategy.ts';
import { parseParameters } from './parameters.ts';

const specs: Record<string, ParameterSpec> = {
  threshold: { kind: 'price', default: '0.60', summary: '' },
  size: { kind: 'shares', default: '10', summary: '' },
  budget: { kind: 'usd', default: '-1.5', summary: '' },
  factor: { kind: 'number', default: 0.5, min: 0, max: 1, summary: '' },
  ticks: { kind: 'integer', default: 2, min: -3, summary: '' },
  mode: { kind: 'choice', default: 'take', choices: ['take', 'rest'], summary: '' },
};

describe('parameters', () => {
  test('come from their defaults, money as units', () => {
    expect(parseParameters(specs, {})).toEqual({
      ok: true,
      value: {
        threshold: 600_000,
        size: 10_000_000,
        budget: -1_500_000,
        factor: 0.5,
        ticks: 2,
        mode: 'take',
      },
    });
  });

  test('are replaced by text', () => {
    const parsed = parseParameters(specs, { size: '2.5', mode: 'rest', ticks: '-0' });
    expect(parsed).toMatchObject({ value: { size: 2_500_000, mode: 'rest', ticks: 0 } });
  });

  test.each([
    [{ sise: '1' }, 'there is no parameter "sise" (did you mean "size"?)'],
    [{ toString: '1' }, /^there is no parameter "toString"/],
    [{ threshold: '1.1' }, 'parameter "threshold": price "1.1" is outside [0, 1]'],
    [{ size: '1e3' }, 'parameter "size": "1e3" is not a decimal number'],
    [{ factor: 'NaN' }, 'parameter "factor": "NaN" is not a number'],
    [{ factor: ' ' }, 'parameter "factor": " " is not a number'],
    [{ factor: '1.01' }, 'parameter "factor": 1.01 is above 1, the most allowed'],
    [{ ticks: '1.5' }, 'parameter "ticks": "1.5" is not a whole number'],
    [{ ticks: '-4' }, 'parameter "ticks": -4 is below -3, the least allowed'],
    [{ mode: 'make' }, 'parameter "mode": "make" is none of take, rest'],
  ])('%o is refused by name', (texts, message) => {
    const parsed = parseParameters(specs, texts as Record<string, string>);
    expect(parsed.ok).toBe(false);
    expect(parsed).toMatchObject({
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  test('a default that does not fit its own kind is refused as such', () => {
    const bad = { size: { kind: 'shares', default: 'ten', summary: '' } } as const;
    expect(parseParameters(bad, {})).toMatchObject({
      message: 'parameter "size" (its default): "ten" is not a decimal number',
    });
  });
});
