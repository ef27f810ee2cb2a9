import { expect, test } from 'vitest';
import { ok } from '../../domain/result.ts';
import type { UnsignedOrder } from '../../polymarket/orders/order-builder.ts';
import type { SignedOrder } from '../../polymarket/orders/order-signing.ts';
import { EXCHANGE_V2 } from '../../polymarket/signing/exchange-contract.ts';
import { signWhileHeld } from './sign-while-held.ts';

const unsigned = {} as UnsignedOrder;
const signed = ok({ id: '0x1' } as SignedOrder);

test('a desk that holds its wallet signs', async () => {
  const sign = signWhileHeld({ isHeld: () => true }, () => signed);
  expect(await sign(unsigned, EXCHANGE_V2)).toBe(signed);
});

test('one that lost it asks the key for nothing', async () => {
  let asked = 0;
  const sign = signWhileHeld({ isHeld: () => false }, () => {
    asked++;
    return signed;
  });
  expect(await sign(unsigned, EXCHANGE_V2)).toMatchObject({ code: 'lease_lost' });
  expect(asked).toBe(0);
});

test('what was signed while it was lost is not sent', async () => {
  let isHeld = true;
  const sign = signWhileHeld({ isHeld: () => isHeld }, async () => {
    isHeld = false;
    return signed;
  });
  expect(await sign(unsigned, EXCHANGE_V2)).toMatchObject({ code: 'lease_lost' });
});
