import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOfEvent } from '../../../test/support/words-of-event.ts';
import { GAP_REASONS } from '../../domain/tape.ts';
import { eventOfText, type RecordedEvent } from './event-text.ts';

const whole = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const time = fc.integer({ min: 1_700_000_000_000_000, max: 1_900_000_000_000_000 });
const levels = fc.array(fc.tuple(whole, fc.maxSafeNat()), { maxLength: 6 }).map((pairs) => ({
  price: Int32Array.from(pairs, ([price]) => price),
  size: Float64Array.from(pairs, ([, size]) => size),
}));
const tick = fc.option(fc.constantFrom(10_000, 1_000, 2_500), { nil: undefined });
const kind = <K extends string>(name: K) => fc.constant(name);

const event = fc.oneof(
  fc.record({
    kind: kind('book'),
    token: whole,
    tsEvent: time,
    tick,
    bids: levels,
    asks: levels,
  }),
  fc.record({ kind: kind('standing'), token: whole, tick, bids: levels, asks: levels }),
  fc.record({
    kind: kind('levels'),
    tsEvent: time,
    changes: fc.array(
      fc.record({ token: whole, side: fc.constantFrom(0, 1), price: whole, size: fc.maxSafeNat() }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  fc.record({
    kind: kind('trade'),
    token: whole,
    tsEvent: time,
    side: fc.constantFrom('buy', 'sell'),
    price: whole,
    size: fc.maxSafeNat(),
    isLate: fc.boolean(),
  }),
  fc.record({ kind: kind('tick'), token: whole, tsEvent: time, tick: whole }),
  fc.record({
    kind: kind('price'),
    feed: fc.constantFrom('chainlink/btcusd', 'binance-futures/btcusdt-funding'),
    tsEvent: time,
    value: fc.maxSafeInteger(),
    text: fc.constantFrom('70000.123456789', '-0.00001234'),
  }),
  fc.record({
    kind: kind('gap'),
    token: whole,
    from: time,
    reason: fc.constantFrom(...GAP_REASONS),
  }),
) as fc.Arbitrary<RecordedEvent>;

describe('an event as text', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(event, (one) => {
        expect(eventOfText(wordsOfEvent(one))).toEqual(one);
      }),
    );
  });

  test('is none when a word is missing, left over or no number', () => {
    fc.assert(
      fc.property(event, fc.nat(), (one, pick) => {
        const words = wordsOfEvent(one).split(' ');
        const cut = words.slice(0, 1 + (pick % Math.max(1, words.length - 1)));
        // A message of fewer levels is still one: checksums guard what was written.
        const isShorterMessage = one.kind === 'levels' && cut.length >= 6 && cut.length % 4 === 2;
        if (cut.length < words.length && !isShorterMessage) {
          expect(eventOfText(cut.join(' '))).toBeUndefined();
        }
        expect(eventOfText([...words, 'x'].join(' '))).toBeUndefined();
        // Two words of a price are free text.
        if (one.kind === 'price') return;
        const garbled = words.with(1 + (pick % (words.length - 1)), 'x');
        expect(eventOfText(garbled.join(' '))).toBeUndefined();
      }),
    );
  });

  test.each([
    '',
    'book',
    'levels 5',
    'trade 1 5 hold 500000 1',
    'gap 1 5 boredom',
    'levels 5 1 2 500000 1',
    'book 1 5 - 99999999 1 2 0',
    'tick 1 5 -1',
    'price chainlink/btcusd -5 1 1',
    'price chainlink/btcusd 5 0.5 0.5',
    'tick 1 5 0.5',
  ])('"%s" is none', (text) => expect(eventOfText(text)).toBeUndefined());
});
