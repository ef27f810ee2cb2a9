import { expect, test } from 'vitest';
import { drawn, ladderOf } from '../../../test/support/ladders.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price } from '../../domain/units.ts';
import { restOnGrid } from './post-only.ts';

test.each([
  ['bids go down to the tick, asks up', '10@0.487 | 10@0.513', '10@0.48 | 10@0.52'],
  ['what is on the tick stays', '10@0.48 | 10@0.52', '10@0.48 | 10@0.52'],
  ['a bid stays below the best ask', '10@0.58 | 10@0.62', '10@0.54 | 10@0.62'],
  ['an ask stays above the best bid', '10@0.38 | 10@0.42', '10@0.38 | 10@0.46'],
  ['an ask stays above our bid', '10@0.5 | 10@0.5', '10@0.5 | 10@0.51'],
  [
    'a level is a tick behind',
    '9@0.48 10@0.481 | 10@0.52 9@0.52',
    '9@0.47 10@0.48 | 10@0.52 9@0.53',
  ],
  ['not below a tick', '9@0.004 10@0.02 | 10@0.52 9@0.6', '- 10@0.02 | 10@0.52 9@0.6'],
  ['not at 1 or above', '9@0.4 10@0.5 | 10@0.985 9@1.01', '9@0.4 10@0.5 | 10@0.99 -'],
  ['no bid that is worth nothing', '10@-0.01 | 10@0.5', '- | 10@0.5'],
])('%s: %s', (_, before, after) => {
  const ladder = ladderOf(before);
  restOnGrid(ladder, 450_000 as Price, 550_000 as Price, 10_000 as TickSize);
  expect(drawn(ladder)).toBe(after);
});

test('what falls off says so', () => {
  const ladder = ladderOf('10@-0.01 | 10@0.5');
  restOnGrid(ladder, 450_000 as Price, 550_000 as Price, 10_000 as TickSize);
  expect([ladder.bids.limit, ladder.asks.limit]).toEqual(['off_scale', undefined]);
});

test('on the finest tick as well', () => {
  const ladder = ladderOf('10@0.48765 | 10@0.48791');
  restOnGrid(ladder, 450_000 as Price, 550_000 as Price, 100 as TickSize);
  expect(drawn(ladder)).toBe('10@0.4876 | 10@0.488');
});
