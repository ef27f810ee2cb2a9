import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Usd } from '../../domain/units.ts';
import type { SigningPolicy } from '../../polymarket/orders/signing-policy.ts';
import type { ExchangeContract } from '../../polymarket/signing/exchange-contract.ts';
import { type SignedStruct, signStruct } from '../../polymarket/signing/order-signature.ts';
import type { OrderStruct } from '../../polymarket/signing/order-struct.ts';
import type { Signer } from '../../polymarket/signing/signer.ts';
import { machineNow } from './machine-now.ts';

/** A key that signs what its policy lets pass, on the machine's own days. */
export class PolicedSigner {
  readonly #signer: Signer;
  readonly #policy: SigningPolicy;

  constructor(signer: Signer, policy: SigningPolicy) {
    this.#signer = signer;
    this.#policy = policy;
  }

  get signedToday(): Usd {
    return this.#policy.signedOn(machineNow());
  }

  /** `exchange`: undefined where none of the venue's is meant. Refuses as the policy does. */
  sign(order: OrderStruct, exchange: ExchangeContract | undefined): Result<SignedStruct> {
    if (exchange === undefined) {
      return refuse('policy_contract', 'the contract is none of the venue');
    }
    const admitted = this.#policy.admit(order, exchange, machineNow());
    return admitted.ok ? ok(signStruct(this.#signer, order, exchange)) : admitted;
  }
}
