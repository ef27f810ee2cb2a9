import { expect, test } from 'vitest';
import { anExchangeOrder } from '../../../test/support/an-exchange-order.ts';
import { ANVIL_ADDRESS, anvilSigner } from '../../../test/support/anvil.ts';
import type { SignedTerms } from '../../exchange/intake/sent-order.ts';
import { EXCHANGE_V2, NEG_RISK_EXCHANGE_V2 } from '../../polymarket/signing/exchange-contract.ts';
import type { SignatureType } from '../../polymarket/signing/exchange-order.ts';
import { l1Headers } from '../../polymarket/signing/l1-auth.ts';
import { signOrder } from '../../polymarket/signing/order-signature.ts';
import { verifyLogin, verifySentOrder } from './signatures.ts';

const ACCOUNT = ANVIL_ADDRESS.toLowerCase();
const STRANGER = `0x${'5'.repeat(40)}`;

/** An order of the public test account, signed, as the exchange reads it. */
function sent(signatureType: SignatureType, contract = EXCHANGE_V2) {
  const order = anExchangeOrder({ signatureType });
  const { id, signature } = signOrder(anvilSigner(), order, contract);
  const [maker, signer] = [order.maker.toLowerCase(), order.signer.toLowerCase()];
  return { id, signature, terms: { ...order, maker, signer } as SignedTerms };
}

test.each([0, 1, 2, 3] as const)('an order of type %i has the name that was signed', (type) => {
  const { id, signature, terms } = sent(type);
  expect(verifySentOrder(terms, signature, false, ACCOUNT)).toEqual({ ok: true, value: id });
  const other = verifySentOrder({ ...terms, salt: 5 }, signature, false, ACCOUNT);
  expect(other).toMatchObject({ ok: false });
});

test('an order is of the contract that settles its market', () => {
  const { id, signature, terms } = sent(0, NEG_RISK_EXCHANGE_V2);
  expect(verifySentOrder(terms, signature, true, ACCOUNT)).toEqual({ ok: true, value: id });
  expect(verifySentOrder(terms, signature, false, ACCOUNT)).toMatchObject({ ok: false });
});

test('the account whose key sent it is behind the signature, also that of a wallet', () => {
  for (const type of [0, 3] as const) {
    const { signature, terms } = sent(type);
    const refused = verifySentOrder(terms, signature, false, STRANGER);
    expect(refused).toMatchObject({ ok: false, code: 'wrong_signature' });
  }
});

test('a login proves an account, in lower case', () => {
  const headers = l1Headers(anvilSigner(), 1_776_081_600);
  const claim = {
    address: headers.POLY_ADDRESS,
    signature: headers.POLY_SIGNATURE,
    timestamp: headers.POLY_TIMESTAMP,
    nonce: headers.POLY_NONCE,
  };
  expect(verifyLogin(claim)).toEqual({ ok: true, value: ACCOUNT });
  expect(verifyLogin({ ...claim, nonce: '1' })).toMatchObject({ ok: false });
});
