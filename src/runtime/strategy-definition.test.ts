import { describe, expect, test } from 'vitest';
import { checkDefinition } from './strategy-definition.ts';

const good = {
  name: 'my-strategy',
  summary: 'waits',
  parameters: { size: { kind: 'shares', default: '10', summary: 'shares' } },
  create: () => ({}),
};

/** The same with another specification of `size`. */
function sized(size: unknown) {
  return { ...good, parameters: { size } };
}

describe('a strategy definition', () => {
  test('is taken as it is', () => {
    const checked = checkDefinition(good);
    expect(checked).toEqual({ ok: true, value: good });
  });

  test.each<[unknown, string]>([
    [undefined, 'it is no object'],
    [[], 'it is no object'],
    [{ ...good, name: 'My Strategy' }, 'its name is not lower-case words joined by "-"'],
    [{ ...good, summary: undefined }, 'my-strategy has no summary (a line of text)'],
    [{ ...good, create: undefined }, 'my-strategy has no function create'],
    [{ ...good, readMemory: 'of last week' }, 'readMemory of my-strategy is no function'],
    [
      { ...good, earlierNames: { size: 10 } },
      'earlierNames of my-strategy do not give a text for each name',
    ],
    [{ ...good, parameters: undefined }, 'my-strategy has no parameters ({} for none)'],
    [
      { ...good, parameters: { 'a b': good.parameters.size } },
      'parameter "a b" of my-strategy is no camelCase name',
    ],
    [sized(10), 'parameter "size" of my-strategy is no object'],
    [
      sized({ ...good.parameters.size, kind: 'share' }),
      'parameter "size" of my-strategy has none of the kinds ' +
        'price, shares, usd, number, integer, choice',
    ],
    [
      sized({ kind: 'shares', default: '1' }),
      'parameter "size" of my-strategy has no summary (a line of text)',
    ],
    [
      sized({ ...good.parameters.size, default: 10 }),
      'parameter "size" of my-strategy needs its default as text',
    ],
    [
      sized({ kind: 'integer', default: '1', summary: '' }),
      'parameter "size" of my-strategy needs its default as a number',
    ],
    [
      sized({ kind: 'choice', default: 'a', summary: '' }),
      'parameter "size" of my-strategy has no list of choices',
    ],
    [
      sized({ ...good.parameters.size, default: 'ten' }),
      'my-strategy: parameter "size" (its default): "ten" is not a decimal number',
    ],
  ])('%o is refused', (offered, why) => {
    expect(checkDefinition(offered)).toEqual({
      ok: false,
      code: 'bad_strategy',
      message: `this is no strategy definition: ${why}`,
    });
  });
});
