import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anExchangeOrder, anyExchangeOrder } from '../../../test/support/an-exchange-order.ts';
import type { TokenId } from '../../domain/ids.ts';
import type { ExchangeOrder } from './exchange-order.ts';
import { ORDER_TYPE_HASH } from './exchange-order.ts';
import { keccak256 } from './keccak.ts';
import { ORDER_MEMBERS_BYTES, OrderStruct } from './order-struct.ts';
import { addressWord, bytesWord, uintWord, wordOf } from './typed-data.ts';

/** The members as words, one by one. */
function wordsOf(order: ExchangeOrder): string {
  return [
    uintWord(order.salt),
    addressWord(order.maker),
    addressWord(order.signer),
    uintWord(BigInt(order.tokenId)),
    uintWord(order.makerAmount),
    uintWord(order.takerAmount),
    uintWord(order.side === 'buy' ? 0 : 1),
    uintWord(order.signatureType),
    uintWord(order.timestampMs),
    bytesWord(order.metadata),
    bytesWord(order.builder),
  ]
    .join('')
    .toLowerCase();
}

test('the bytes are the words, and nothing of the order before is left in them', () => {
  const struct = new OrderStruct();
  fc.assert(
    fc.property(anyExchangeOrder, (order) => {
      struct.write(order);
      const words = wordsOf(order);
      expect(Buffer.from(struct.members).toString('hex')).toBe(words);
      expect(struct.hash()).toBe(wordOf(keccak256(Buffer.from(ORDER_TYPE_HASH + words, 'hex'))));
    }),
    { numRuns: 200 },
  );
});

test('nothing of a copy is left in what is written after it', () => {
  const struct = new OrderStruct();
  fc.assert(
    fc.property(anyExchangeOrder, anyExchangeOrder, (first, second) => {
      struct.write(first).read(Buffer.alloc(ORDER_MEMBERS_BYTES, 0xff), 0).write(second);
      expect(Buffer.from(struct.members).toString('hex')).toBe(wordsOf(second));
    }),
  );
});

test('more tokens than are kept', () => {
  const struct = new OrderStruct();
  for (let token = 0; token < 2_100; token++) {
    const order = anExchangeOrder({ tokenId: String(token) as TokenId });
    expect(Buffer.from(struct.write(order).members).toString('hex')).toBe(wordsOf(order));
  }
});

test('what was written is read back, from a copy too', () => {
  fc.assert(
    fc.property(anyExchangeOrder, fc.nat(9), (order, at) => {
      const written = new OrderStruct().write(order);
      const bytes = Buffer.alloc(at + ORDER_MEMBERS_BYTES + 5, 0xff);
      bytes.set(written.members, at);
      const copy = new OrderStruct().read(bytes, at);
      // Whoever sent the bytes can change them later, and the copy stays.
      bytes.fill(0xff);
      const { makerAmount, takerAmount, side, signatureType } = order;
      expect(copy).toMatchObject({ makerAmount, takerAmount, side, signatureType });
      expect(copy.maker).toBe(addressWord(order.maker).toLowerCase());
      expect(Buffer.from(copy.accounts).toString('hex')).toBe(
        (addressWord(order.maker) + addressWord(order.signer)).toLowerCase(),
      );
      expect(copy.hash()).toBe(written.hash());
    }),
  );
});

describe('a number that is none of ours is unknown', () => {
  test.each([
    ['2^53', (1n << 53n).toString(16)],
    ['2^64', (1n << 64n).toString(16)],
    ['2^256 - 1', 'f'.repeat(64)],
  ])('%s', (_name, digits) => {
    const bytes = Buffer.from(digits.padStart(64, '0').repeat(ORDER_MEMBERS_BYTES / 32), 'hex');
    const { makerAmount, takerAmount, side, signatureType } = new OrderStruct().read(bytes, 0);
    const all = { makerAmount, takerAmount, side, signatureType };
    expect(Object.values(all)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('and 2^53 - 1 is known', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const order = anExchangeOrder({ makerAmount: most, takerAmount: 0 });
    expect(new OrderStruct().write(order)).toMatchObject({ makerAmount: most, takerAmount: 0 });
  });

  test('a side that is neither', () => {
    const bytes = Buffer.from(new OrderStruct().write(anExchangeOrder()).members);
    bytes[7 * 32 - 1] = 2;
    expect(new OrderStruct().read(bytes, 0).side).toBeUndefined();
  });
});

describe('an order is not written', () => {
  test.each<[string, Partial<Record<keyof ExchangeOrder, unknown>>]>([
    ['with a negative number', { salt: -1 }],
    ['with a fraction', { makerAmount: 0.5 }],
    ['with no number', { takerAmount: Number.NaN }],
    ['beyond 2^53', { makerAmount: 2 ** 53 }],
    ['with numbers as text', { makerAmount: '1' }],
    ['with functions', { salt: () => 1 }],
    ['with no side', { side: 'hold' }],
    ['with half an address', { maker: '0x00' }],
    ['with an address of other letters', { signer: `0x${'g'.repeat(40)}` }],
    ['with an address without its mark', { maker: `00${'a'.repeat(40)}` }],
    ['with a token that is no number', { tokenId: 'up' }],
    ['with no token', { tokenId: '' }],
    ['with a token of other digits', { tokenId: '0x1f' }],
    ['with a token and blanks', { tokenId: ' 7 ' }],
    ['with a token below nothing', { tokenId: '-1' }],
    ['with a token beyond 256 bits', { tokenId: String(1n << 256n) }],
    ['with short metadata', { metadata: '0x00' }],
  ])('%s', (_what, changes) => {
    const order = { ...anExchangeOrder(), ...changes } as ExchangeOrder;
    expect(() => new OrderStruct().write(order)).toThrow();
  });
});
