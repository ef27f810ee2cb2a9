import { describe, expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { ScriptedView } from '../../test/support/scripted-view.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Price } from '../domain/units.ts';
import { takeLimit } from './taker-order.ts';

const price = (n: number) => Math.round(n * 1_000_000) as Price;
const token = 0 as TokenIndex;

describe('a limit to take with', () => {
  const view = new ScriptedView([aMarket()]);

  test.each([
    ['buy', '0.60', '0.62', 2, 0.99, 0.64],
    ['buy', '0.60', '0.62', 0, 0.99, 0.62],
    ['buy', '0.60', '0.62', 2, 0.63, 0.63],
    ['buy', '0.60', '0.62', 2, 0.635, 0.63],
    ['buy', '0.60', '0.62', 2, 0.62, 0.62],
    ['buy', '0.60', '0.62', 2, 0.61, undefined],
    ['buy', '0.97', '0.98', 5, 1, 0.99],
    ['buy', '0.97', '', 5, 1, undefined],
    ['sell', '0.60', '0.62', 2, 1, 0.58],
    ['sell', '0.02', '0.03', 5, 1, 0.01],
    ['sell', '', '0.03', 5, 1, undefined],
  ] as const)('%s on %s / %s, %d ticks, cap %d: %d', (side, bid, ask, ticks, cap, limit) => {
    view.setBook(token, bid === '' ? [] : [[bid, '1']], ask === '' ? [] : [[ask, '1']]);
    const expected = limit === undefined ? undefined : price(limit);
    expect(takeLimit(view, token, side, ticks, price(cap))).toBe(expected);
  });
});
