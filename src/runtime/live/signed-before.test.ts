import { expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { signedBefore } from './signed-before.ts';

const NOON = 1_776_081_600_000_000;
const HOUR = 3_600_000_000;

const intent = (at: number, side: string, makerAmount: string, takerAmount: string) => ({
  kind: 'OrderIntended',
  at,
  body: { order: { side, makerAmount, takerAmount } },
});

test('what was signed on the day counts, by what each order is worth', () => {
  const values = [
    intent(NOON - 13 * HOUR, 'BUY', '9000000', '10000000'),
    intent(NOON - HOUR, 'BUY', '4000000', '10000000'),
    { kind: 'OrderPlaced', at: NOON },
    intent(NOON, 'SELL', '10000000', '6000000'),
    'nothing of ours',
  ];
  const records = values.map((value, i) => ({ seq: i + 1, value }));
  expect(signedBefore({ records }, (NOON + HOUR) as Timestamp)).toBe(10_000_000);
  expect(signedBefore({ records }, (NOON + 13 * HOUR) as Timestamp)).toBe(0);
});
