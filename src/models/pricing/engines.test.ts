import { describe, expect, test } from 'vitest';
import { quoteInputs } from '../../../test/support/quote-inputs.ts';
import { PRICING_ENGINES } from './engines.ts';
import { unknownInputs, unknownQuotes } from './pricing-engine.ts';

test('those whose quotes stay within 0 and 1 say so', () => {
  const bounded = Object.values(PRICING_ENGINES).filter(({ isBounded }) => isBounded);
  expect(bounded.map(({ name }) => name)).toEqual(['hold-to-settlement', 'logit-diffusion']);
});

describe.each(Object.entries(PRICING_ENGINES))('%s', (name, engine) => {
  test('is listed by its own name', () => {
    expect(engine.name).toBe(name);
  });

  test('abstains while nothing is known, and prices where all is', () => {
    expect(engine.price(unknownInputs(), unknownQuotes())).toBe('mid_unknown');
    expect(engine.price(quoteInputs(), unknownQuotes())).toBeUndefined();
  });
});
