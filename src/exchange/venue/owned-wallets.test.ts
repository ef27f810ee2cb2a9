import { expect, test } from 'vitest';
import { ownedWallets } from './owned-wallets.ts';

test("a signer's proxy, Safe and deposit wallet are where the venue's client derives them", () => {
  // Of the public test accounts 0 and 1, by @polymarket/client 0.2.0.
  expect(ownedWallets('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')).toEqual([
    '0x365f0ca36ae1f641e02fe3b7743673da42a13a70',
    '0xd93b25cb943d14d0d34fbaf01fc93a0f8b5f6e47',
    '0xbc0ff067b7740eff76c1ca93c875ba6b890d6b50',
  ]);
  expect(ownedWallets('0x70997970c51812dc3a010c7d01b50e0d17dc79c8')).toEqual([
    '0xd9d24e482c11f586cd9a1a53dc3eec6de3883862',
    '0x8ac5d4bd2752afc9f5ca531f19d617647216b893',
    '0x4fe2cc4925607a473264fa89e7138075695a5f8e',
  ]);
});
