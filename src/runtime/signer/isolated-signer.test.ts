import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  ANVIL_ADDRESS,
  ANVIL_KEY,
  ANVIL_WALLET,
  anvilSigner,
} from '../../../test/support/anvil.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { UP } from '../../../test/support/wire-samples/ids.ts';
import type { TokenId } from '../../domain/ids.ts';
import { Secret } from '../../domain/secret.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import { OrderBuilder, type UnsignedOrder } from '../../polymarket/orders/order-builder.ts';
import { EXCHANGE_V2 } from '../../polymarket/signing/exchange-contract.ts';
import { verifyL1 } from '../../polymarket/signing/l1-auth.ts';
import { orderId, signOrder, verifyOrder } from '../../polymarket/signing/order-signature.ts';
import { addKey } from '../keys.ts';
import { IsolatedSigner } from './isolated-signer.ts';

const PASSPHRASE = new Secret('correct horse battery');
const DAY_MS = 86_400_000;
const LIMITS = { maxOrder: 5_000_000 as Usd, maxDay: 12_000_000 as Usd };

/** Buys 10 Up at so many cents. */
function order(cents: number, maker = ANVIL_ADDRESS): UnsignedOrder {
  const builder = new OrderBuilder({ maker, signer: maker, signatureType: 0 }, () => 7);
  const market = {
    tokenId: UP as TokenId,
    tick: 10_000 as TickSize,
    minimumSize: 5_000_000 as Shares,
  };
  const terms = {
    side: 'buy',
    price: (cents * 10_000) as Price,
    size: 10_000_000 as Shares,
    timeInForce: 'GTC',
    postOnly: false,
    expiresAt: undefined,
  } as const;
  const built = builder.limit(terms, market, 1_776_081_600_000_000 as Timestamp);
  if (!built.ok) throw new Error(built.message);
  return built.value;
}

let path: string;
let signer: IsolatedSigner;
beforeEach(async () => {
  path = join(temporaryFolder(), 'key.json');
  await addKey(path, new Secret(ANVIL_KEY), PASSPHRASE);
  const opened = await IsolatedSigner.open(path, PASSPHRASE, LIMITS);
  if (!opened.ok) throw new Error(opened.message);
  signer = opened.value;
});
afterEach(() => signer.close());

test('signs orders and logins as the key itself would, and never shows the key', async () => {
  const unsigned = order(40);
  const signed = await signer.sign(unsigned, EXCHANGE_V2);
  if (!signed.ok) throw new Error(signed.message);
  expect(signed.value.id).toBe(orderId(unsigned.order, EXCHANGE_V2));
  expect(verifyOrder(unsigned.order, EXCHANGE_V2, signed.value.signature)).toEqual({
    ok: true,
    value: ANVIL_ADDRESS,
  });
  expect(signer.signedToday).toBe(4_000_000);
  const login = await signer.login(1_776_081_600, 0);
  expect(login.ok && verifyL1(login.value)).toEqual({ ok: true, value: ANVIL_ADDRESS });
  expect(signer.api).toBeUndefined();
});

test.each([
  ['proxy', 1, ANVIL_ADDRESS],
  ['safe', 2, ANVIL_ADDRESS],
  ['deposit', 3, ANVIL_WALLET],
] as const)('signs for a %s wallet as the key itself would', async (kind, signatureType, by) => {
  const file = join(temporaryFolder(), 'wallet.json');
  await addKey(file, new Secret(ANVIL_KEY), PASSPHRASE, { kind, address: ANVIL_WALLET });
  const opened = await IsolatedSigner.open(file, PASSPHRASE, LIMITS);
  if (!opened.ok) throw new Error(opened.message);
  const { order: plain, ...beside } = order(40, ANVIL_WALLET);
  const own = { ...plain, signer: by, signatureType };
  const signed = opened.value.sign({ ...beside, order: own }, EXCHANGE_V2);
  expect(signed).toEqual({ ok: true, value: signOrder(anvilSigner(), own, EXCHANGE_V2) });
  await opened.value.close();
});

describe('its policy', () => {
  test('holds whatever it is asked: orders, days, accounts, contracts', async () => {
    const code = async (unsigned: UnsignedOrder, contract = EXCHANGE_V2) => {
      const signed = await signer.sign(unsigned, contract);
      return signed.ok ? 'signed' : signed.code;
    };
    expect(await code(order(51))).toBe('policy_order');
    expect([await code(order(40)), await code(order(41)), await code(order(40))]).toEqual([
      'signed',
      'signed',
      'policy_day',
    ]);
    expect(await code(order(39))).toBe('signed');
    expect(await code(order(10, ANVIL_WALLET))).toBe('policy_account');
    const unknown = { ...EXCHANGE_V2, address: ANVIL_WALLET };
    expect(await code(order(10), unknown)).toBe('policy_contract');
    expect(signer.counts).toEqual({
      signed: 3,
      refused: { policy_order: 1, policy_day: 1, policy_account: 1, policy_contract: 1 },
    });
  });
});

test.each([
  ['the wrong passphrase', async () => new Secret('something else'), 'wrong_passphrase'],
  [
    'a file that others may read',
    async () => {
      chmodSync(path, 0o644);
      return PASSPHRASE;
    },
    'open_permissions',
  ],
])('%s opens nothing', async (_what, passphraseOf, code) => {
  expect(await IsolatedSigner.open(path, await passphraseOf(), LIMITS)).toMatchObject({ code });
});

test('a rehearsal counts for nothing, and signs nothing of the key', async () => {
  expect(await signer.rehearse()).toMatchObject({ ok: true });
  expect(signer.signedToday).toBe(0);
  const unsigned = order(40);
  const signed = signer.sign(unsigned, EXCHANGE_V2);
  expect(signed).toEqual({
    ok: true,
    value: signOrder(anvilSigner(), unsigned.order, EXCHANGE_V2),
  });
  expect(signer.signedToday).toBe(4_000_000);
  expect(signer.counts).toEqual({ signed: 1, refused: {} });
  await signer.close();
  expect(await signer.rehearse()).toMatchObject({ code: 'signer_gone' });
});

test('what was signed earlier in the day is told from the start, and not on the next', async () => {
  // By a clock that was a day ahead, so that no midnight comes between.
  const at = ((Date.now() + DAY_MS) * 1_000) as Timestamp;
  const limits = { ...LIMITS, before: { at, worth: 7_000_000 as Usd } };
  const opened = await IsolatedSigner.open(path, PASSPHRASE, limits);
  if (!opened.ok) throw new Error(opened.message);
  expect(opened.value.signedToday).toBe(7_000_000);
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * DAY_MS);
  onTestFinished(() => later.mockRestore());
  expect(opened.value.signedToday).toBe(0);
  await opened.value.close();
});

test('a thread that has ended signs nothing, and lets nobody wait', async () => {
  expect(signer.sign(order(40), EXCHANGE_V2)).toMatchObject({ ok: true });
  await signer.close();
  expect(signer.sign(order(40), EXCHANGE_V2)).toMatchObject({ code: 'signer_gone' });
  expect(signer.login(1, 0)).toMatchObject({ code: 'signer_gone' });
});

test('an order that cannot be signed is refused alone: the next one is signed', async () => {
  const { order: plain, ...beside } = order(40);
  for (const salt of [-1, (() => 1) as never]) {
    const broken = { ...beside, order: { ...plain, salt } };
    expect(signer.sign(broken, EXCHANGE_V2)).toMatchObject({ code: 'not_signed' });
  }
  expect(signer.sign(order(40), EXCHANGE_V2)).toMatchObject({ ok: true });
});
