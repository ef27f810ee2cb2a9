import type { VenueOrderId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { ExchangeContract } from '../signing/exchange-contract.ts';
import { signOrder } from '../signing/order-signature.ts';
import type { Signer } from '../signing/signer.ts';
import type { UnsignedOrder } from './order-builder.ts';
import { type PostOrder, postOrder } from './post-order.ts';

/** An order that can be sent. Its id is to be kept before it is. */
export type SignedOrder = { readonly id: VenueOrderId; readonly body: PostOrder };

type Options = {
  readonly signer: Signer;
  /** Id of the API key that sends the orders. */
  readonly owner: string;
  /** Whether the venue takes what would be signed for this contract: ClobState. */
  readonly maySign: (exchange: ExchangeContract) => Result<void>;
};

/**
 * Signs orders, but none that the venue would not take: what is void there may hold at another
 * contract, and a signature cannot be taken back.
 */
export class OrderSigning {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  sign(unsigned: UnsignedOrder, exchange: ExchangeContract): Result<SignedOrder> {
    const { signer, owner, maySign } = this.#options;
    const may = maySign(exchange);
    if (!may.ok) return may;
    const { id, signature } = signOrder(signer, unsigned.order, exchange);
    return ok({ id, body: postOrder(unsigned, signature, owner) });
  }
}
