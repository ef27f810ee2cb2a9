import { expect, test } from 'vitest';
import { fillInLine } from './fill-words.ts';

test('a fill is told with whose it is and its settlement, and marked where it is simulated', () => {
  const fill = { side: 'buy', size: 5_000_000, price: 480_000, fee: 30_000, liquidity: 'taker' };
  const news = {
    at: 1_776_081_600_000_000,
    strategyName: 'random',
    market: 'btc-x',
    label: 'Up',
    fill: { ...fill, settlement: 'confirmed' },
  };
  const told = '12:00:00  FILL btc-x random: buy 5 Up at 0.48 (taker, fee 0.03)  confirmed';
  expect(fillInLine({ ...news, provenance: 'live' } as never)).toBe(told);
  expect(fillInLine({ ...news, provenance: 'simulated' } as never)).toBe(
    told.replace('FILL', 'SIMULATED FILL'),
  );
});
