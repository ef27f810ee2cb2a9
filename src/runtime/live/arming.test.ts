import { describe, expect, test } from 'vitest';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { type ArmingRequest, arm, armingPhrase } from './arming.ts';

const request: ArmingRequest = {
  strategies: ['join-best'],
  address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  maxDay: 250_000_000 as Usd,
  isRealMoney: false,
  hours: 8,
  askedAt: 1_000_000 as Timestamp,
};
const PHRASE = 'trade join-best on b92266 up to 250 a day';

describe('arming', () => {
  test('takes the words that name strategy, wallet and sum, for so many hours', () => {
    expect(armingPhrase(request)).toBe(PHRASE);
    const at = 2_000_000 as Timestamp;
    expect(arm(request, ` ${PHRASE}\n`, at)).toEqual({
      ok: true,
      value: { until: 2_000_000 + 8 * 3_600_000_000 },
    });
  });

  test('counts its hours by the clock that is traded by, and the answer by the machine', () => {
    const from = 9_000_000_000_000 as Timestamp;
    const armed = arm(request, PHRASE, request.askedAt, from);
    expect(armed).toEqual({ ok: true, value: { until: from + 8 * 3_600_000_000 } });
    const late = (request.askedAt + 120_000_001) as Timestamp;
    expect(arm(request, PHRASE, late, from)).toMatchObject({ code: 'arming_expired' });
  });

  test('names every strategy: to agree to one is not to agree to all', () => {
    const several = { ...request, strategies: ['fusion', 'ml', 'join-best'] };
    const phrase = armingPhrase(several);
    expect(phrase).toBe('trade fusion,ml,join-best on b92266 up to 250 a day');
    expect(arm(several, phrase, request.askedAt).ok).toBe(true);
    expect(arm(several, PHRASE, request.askedAt)).toMatchObject({ code: 'not_armed' });
  });

  test('is for practice or for real money, and the words of practice arm none', () => {
    const real = { ...request, isRealMoney: true };
    expect(armingPhrase(real)).toBe(`${PHRASE} of real money`);
    expect(arm(real, PHRASE, real.askedAt)).toMatchObject({ code: 'not_armed' });
    expect(arm(real, armingPhrase(real), real.askedAt).ok).toBe(true);
    expect(arm(request, armingPhrase(real), request.askedAt).ok).toBe(false);
  });

  test.each(['yes', '', PHRASE.toUpperCase(), PHRASE.replace('250', '2500')])(
    'refuses "%s"',
    (typed) => {
      expect(arm(request, typed, request.askedAt)).toMatchObject({ code: 'not_armed' });
    },
  );

  test('refuses the right words two minutes after the question', () => {
    const at = (request.askedAt + 120_000_001) as Timestamp;
    expect(arm(request, PHRASE, at)).toMatchObject({ code: 'arming_expired' });
  });
});
