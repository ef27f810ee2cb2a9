import { ok, type Result, refuse } from '../../domain/result.ts';
import type { VerifyLogin } from '../../exchange/auth/login.ts';
import type { SignedTerms, VerifyOrder } from '../../exchange/intake/sent-order.ts';
import { parseAddress } from '../../polymarket/signing/address.ts';
import type { Bytes32 } from '../../polymarket/signing/bytes32.ts';
import { exchangeOf } from '../../polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder } from '../../polymarket/signing/exchange-order.ts';
import { verifyL1 } from '../../polymarket/signing/l1-auth.ts';
import { signerOf } from '../../polymarket/signing/order-signature.ts';

// The exchange checks what it is sent by the production chain and contracts: clients accept no
// others. So an order signed for it would be a valid one at the venue, too: keys that it is used
// with must never have held anything.

/** The name of an order whose signature holds, and is that of the account whose key sent it. */
export const verifySentOrder: VerifyOrder = (terms, signature, negativeRisk, account) => {
  const contract = exchangeOf('conditional', negativeRisk);
  const order = exchangeOrder(terms);
  if (!order.ok) return order;
  const found = signerOf(order.value, contract, signature);
  if (!found.ok) return found;
  const { id, account: signed } = found.value;
  // A wallet that signs as itself has an owner: whose it is, nothing but the signature says.
  if (signed.toLowerCase() === account) return ok(id);
  return refuse('wrong_signature', `the key of ${account} sent what ${signed} signed`);
};

/** The account that a login proves, in lower case. */
export const verifyLogin: VerifyLogin = ({ address, signature, timestamp, nonce }) => {
  const found = verifyL1({
    POLY_ADDRESS: address,
    POLY_SIGNATURE: signature,
    POLY_TIMESTAMP: timestamp,
    POLY_NONCE: nonce,
  });
  return found.ok ? ok(found.value.toLowerCase()) : found;
};

/** The exchange writes addresses in lower case, signing writes them with their checksum. */
function exchangeOrder(terms: SignedTerms): Result<ExchangeOrder> {
  const { maker, signer, metadata, builder, ...rest } = terms;
  const payer = parseAddress(maker);
  if (!payer.ok) return payer;
  const own = signer === maker ? payer : parseAddress(signer);
  if (!own.ok) return own;
  return ok({
    ...rest,
    maker: payer.value,
    signer: own.value,
    metadata: metadata as Bytes32,
    builder: builder as Bytes32,
  });
}
