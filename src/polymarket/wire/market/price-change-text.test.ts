import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recording, testRecorded } from '../../../../test/support/recorded.ts';
import { recordedFrames } from '../../../../test/support/recorded-frames.ts';
import { DOWN, HASH, MARKET, UP } from '../../../../test/support/wire-samples/ids.ts';
import { priceChangeText } from '../../../../test/support/wire-samples/market.ts';
import { readMarketFrame, readMarketFrameCarefully } from './market-frame.ts';
import { PriceChangeText } from './price-change-text.ts';

const fast = new PriceChangeText();

type Entry = Readonly<
  Record<'asset_id' | 'price' | 'size' | 'side' | 'hash' | 'bid' | 'ask', string>
>;

function frame(entries: readonly Entry[], space = ' ', time = '1777366994943'): string {
  const written = entries.map(
    ({ asset_id, price, size, side, hash, bid, ask }) =>
      `{"asset_id":"${asset_id}",${space}"price":"${price}",${space}"size":"${size}",${space}` +
      `"side":"${side}",${space}"hash":"${hash}",${space}"best_bid":"${bid}",${space}` +
      `"best_ask":"${ask}"}`,
  );
  return (
    `{"market":"${MARKET}",${space}"price_changes":[${written.join(`,${space}`)}],${space}` +
    `"timestamp":"${time}",${space}"event_type":"price_change"}`
  );
}

const entry: Entry = {
  asset_id: UP,
  price: '0.27',
  size: '12.5',
  side: 'BUY',
  hash: HASH,
  bid: '0.49',
  ask: '0.51',
};

describe('the fast road', () => {
  test.each([' ', ''])('reads the usual shape, spaced by "%s"', (space) => {
    const text = frame([entry, { ...entry, asset_id: DOWN, side: 'SELL', size: '0' }], space);
    expect(fast.read(text)).toEqual(readMarketFrameCarefully(text));
    expect(fast.read(text)?.messages).toMatchObject([
      {
        changes: [
          { token: UP, side: 0, price: 270_000, size: 12_500_000 },
          { side: 1, size: 0 },
        ],
      },
    ]);
  });

  test('gives a token that comes again the same text', () => {
    const tokens = [1, 2].map(() => {
      const message = fast.read(frame([entry]))?.messages[0];
      return message?.kind === 'LevelsChanged' ? message.changes[0]?.token : undefined;
    });
    expect(tokens[0]).toBe(UP);
    expect(Object.is(tokens[0], tokens[1])).toBe(true);
  });

  test.each([
    ['an end that is not the end', `${priceChangeText} `],
    ['a cut', priceChangeText.slice(0, -1)],
    [
      'a longer frame cut where a shorter one ended',
      frame([entry, entry]).slice(0, frame([entry]).length),
    ],
    ['an empty best price', frame([{ ...entry, bid: '' }])],
    ['an escape in the hash', frame([{ ...entry, hash: `\\u0066${HASH.slice(6)}` }])],
    ['a quote in the hash', frame([{ ...entry, hash: `"${HASH.slice(1)}` }])],
    ['a price of 1', frame([{ ...entry, price: '1' }])],
    ['a price of 0', frame([{ ...entry, price: '0' }])],
    ['a negative size', frame([{ ...entry, size: '-1' }])],
    ['a price without digits', frame([{ ...entry, price: '.' }])],
    ['a seventh decimal', frame([{ ...entry, price: '0.1234567' }])],
    ['a size of fifteen digits', frame([{ ...entry, size: '123456789012345' }])],
    ['a best price above one', frame([{ ...entry, ask: '1.01' }])],
    ['a side in other letters', frame([{ ...entry, side: 'buy' }])],
    ['a token that is none', frame([{ ...entry, asset_id: '007' }])],
    ['a time in seconds', frame([entry], ' ', '1777366994')],
    ['a time with a leading zero', frame([entry], ' ', '0777366994943')],
    ['a time after 2255', frame([entry], ' ', '9777366994943')],
    ['a time with a letter', frame([entry], ' ', '17773669949x3')],
    ['no changes', frame([])],
    ['a letter beyond ASCII', frame([{ ...entry, hash: `é${HASH.slice(1)}` }])],
    ['another order of keys', JSON.stringify({ event_type: 'price_change', price_changes: [] })],
    ['the old form', JSON.stringify({ market: MARKET, asset_id: UP, changes: [] })],
    ['more than it is made for', frame(Array(400).fill(entry))],
    ['nothing', ''],
  ])('leaves %s to the careful reader', (_name, text) => {
    // Twice: what stands in the buffer from before must not help.
    expect(fast.read(priceChangeText)).toBeDefined();
    expect(fast.read(text)).toBeUndefined();
    expect(readMarketFrame(text)).toEqual(readMarketFrameCarefully(text));
  });

  test('says what the careful one says, whatever stands in the fields', () => {
    const word = fc.oneof(
      fc.stringMatching(/^\d{0,8}\.?\d{0,8}$/),
      fc.constantFrom('0', '1', '0.5', '', 'BUY', 'SELL', UP, DOWN, HASH, MARKET, '-1', '0.001'),
      fc.string({ maxLength: 5 }).map((text) => text.replace(/["\\]/g, '')),
    );
    const usual = (value: string) => fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, word);
    const entries = fc.array(
      fc.record({
        asset_id: usual(UP),
        price: usual('0.27'),
        size: usual('12.5'),
        side: usual('SELL'),
        hash: usual(HASH),
        bid: usual('0'),
        ask: usual('1'),
      }),
      { maxLength: 3 },
    );
    let read = 0;
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom('', ' '),
        usual('1777366994943'),
        (list, space, time) => {
          const text = frame(list, space, time);
          const reading = fast.read(text);
          if (reading === undefined) return;
          read++;
          expect(reading).toEqual(readMarketFrameCarefully(text));
        },
      ),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  test('keeps apart ids that share a slot of its memory', () => {
    // Three of ten thousand ids share a slot and its neighbor more often than not.
    const ids = Array.from({ length: 10_000 }, (_, i) => `1${String(i * 7_919).padStart(76, '0')}`);
    const mixed = ids.flatMap((id, i) => [id, ids[(i * 31) % ids.length] as string]);
    for (const id of mixed) {
      const message = fast.read(frame([{ ...entry, asset_id: id }]))?.messages[0];
      expect(message?.kind === 'LevelsChanged' && message.changes[0]?.token).toBe(id);
    }
  });

  testRecorded('reads every recorded price change', recording('raw-frames-2026-04'), () => {
    const changes = (recordedFrames() ?? []).filter(({ text }) => text.includes('"price_change"'));
    expect(changes).toHaveLength(85);
    for (const { text } of changes) {
      const reading = fast.read(text);
      expect(reading).toBeDefined();
      expect(reading).toEqual(readMarketFrameCarefully(text));
    }
  });
});
