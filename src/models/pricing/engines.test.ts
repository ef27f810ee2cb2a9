import { describe, expect, test } from 'vitest';
import { quoteInputs } from '../../../test/support/quote-inputs.ts';
import { PRICING_ENGINES } from './engines.ts';
import { unknownInputs, unknownQuotes } from './pricing-engine.ts';

describe.each(Object.entries(PRICING_ENGINES))('%s', (name, engine) => {
  test('is listed by its own name', () => {
    expect(engine.name).toBe(name);
  });

  test('abstains while nothing is known, and prices where all is', () => {
    expect(engine.price(unknownInputs(), unknownQuotes())).toBe('mid_unknown');
    expect(engine.price(quoteInputs(), unknownQuotes())).toBeUndefined();
  });
});
