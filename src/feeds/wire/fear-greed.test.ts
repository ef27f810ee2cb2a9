import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { NOON_MS } from '../../../test/support/market-frames.ts';
import { readFearGreed } from './fear-greed.ts';

const day = (days: number, value: string) => ({
  value,
  value_classification: 'Fear',
  timestamp: String(NOON_MS / 1_000 + days * 86_400),
  time_until_update: '4242',
});
const answer = (...data: unknown[]) =>
  JSON.stringify({ name: 'Fear and Greed Index', data, metadata: { error: null } });

describe('fear and greed', () => {
  test('is that of the newest day', () => {
    expect(readFearGreed(answer(day(0, '33'), day(1, '47'), day(-1, '100')))).toEqual({
      ok: true,
      value: [
        {
          kind: 'MoodTold',
          feed: 'alternative/fear-greed',
          tsEvent: at(86_400),
          tsSent: undefined,
          value: 47,
          label: 'Fear',
        },
      ],
    });
  });

  test.each([
    ['', 'not_json'],
    [answer(), 'unknown_shape'],
    [answer(day(0, '101')), 'unknown_shape'],
    [answer(day(0, '-1')), 'unknown_shape'],
    [answer({ ...day(0, '1'), timestamp: '04-13-2026' }), 'unknown_shape'],
  ])('is refused: %s', (text, code) => {
    expect(readFearGreed(text)).toMatchObject({ ok: false, code });
  });
});
