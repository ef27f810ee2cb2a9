// A desk of the public test account that builds, signs and posts orders to a scripted venue.
import { OrderBuilder } from '../../src/polymarket/orders/order-builder.ts';
import { OrderSigning } from '../../src/polymarket/orders/order-signing.ts';
import { ANVIL_ADDRESS, anvilSigner } from './anvil.ts';
import { CREDENTIALS, type RestBench } from './rest-bench.ts';

/** `version: 'not asked'`: the venue was not asked yet which orders it takes. */
export async function signingDesk(bench: RestBench, version: 'asked' | 'not asked' = 'asked') {
  const clob = bench.clob();
  if (version === 'asked') await clob.state.version();
  const signer = anvilSigner();
  const account = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
  let salts = 0;
  return {
    clob,
    ...clob.desk(ANVIL_ADDRESS, CREDENTIALS),
    signer,
    builder: new OrderBuilder(account, () => ++salts),
    signing: new OrderSigning({
      signer,
      owner: CREDENTIALS.key,
      maySign: (exchange) => clob.state.maySign(exchange),
    }),
  };
}
