import { describe, expect, test } from 'vitest';
import { polymarketWire } from '../../../test/support/wire.ts';
import type { Timestamp } from '../../domain/units.ts';
import { ChainlinkWindow } from './chainlink-window.ts';
import { upDownFacts } from './up-down-facts.ts';

const start = 1_771_634_700;
const facts = upDownFacts(polymarketWire, `btc-updown-15m-${start}`)!;
const book = (bid: number, ask: number) => ({
  bids: { price: Int32Array.of(bid), size: Float64Array.of(1) },
  asks: { price: Int32Array.of(ask), size: Float64Array.of(1) },
});

/** Rows: seconds after the opening, recorder's opening, Chainlink value, mid of Up in cents. */
type Row = readonly [number, number | undefined, number | undefined, number];

function decide(rows: readonly Row[]) {
  const window = new ChainlinkWindow(facts);
  for (const [seconds, open, price, cents] of rows) {
    const at = ((start + seconds) * 1_000_000) as Timestamp;
    const mid = cents * 10_000;
    window.see(at, open, price, book(mid - 5_000, mid + 5_000));
  }
  return window.decide();
}

describe('a window', () => {
  test('ends up when every close candidate is at or above every opening candidate', () => {
    const { resolution, note } = decide([
      [6, undefined, 99, 50],
      [8, 100, 100, 50],
      [901, 100, 100, 99],
      [902, 100, 105, 99],
    ]);
    expect(resolution).toEqual({
      payout: 1_000_000,
      at: (start + 900) * 1_000_000,
      source: 'reference',
    });
    expect(note).toContain('open 0.000099 to 0.0001, close 0.0001 to 0.000105');
  });

  test('ends down when every close candidate is below', () => {
    const rows: Row[] = [
      [8, 100, 101, 50],
      [901, 100, 99, 1],
    ];
    expect(decide(rows).resolution).toMatchObject({ payout: 0 });
  });

  test.each<[string, Row[]]>([
    [
      'no_opening_price',
      [
        [299, 100, 100, 50],
        [901, 100, 90, 1],
      ],
    ],
    [
      'no_opening_price',
      [
        [8, undefined, 100, 50],
        [901, undefined, 90, 1],
      ],
    ],
    [
      'no_closing_price',
      [
        [8, 100, 100, 50],
        [800, 100, 90, 1],
      ],
    ],
    [
      'no_closing_price',
      [
        [8, 100, 100, 50],
        [910, 100, 90, 1],
      ],
    ],
    [
      'too_close_to_call',
      [
        [8, 100, 100, 50],
        [901, 100, 99, 1],
        [902, 100, 101, 1],
      ],
    ],
    [
      'last_book_disagrees',
      [
        [8, 100, 100, 50],
        [901, 100, 90, 99],
      ],
    ],
    [
      'last_book_disagrees',
      [
        [8, 100, 100, 50],
        [901, 100, 110, 1],
      ],
    ],
  ])('is undecided: %s', (code, rows) => {
    expect(decide(rows)).toEqual({ resolution: undefined, note: code });
  });
});
