import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { SignOrder } from '../../polymarket/execution/order-sender.ts';
import { postOrder } from '../../polymarket/orders/post-order.ts';
import type { PolicyLimits } from '../../polymarket/orders/signing-policy.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import { failureRefusal } from '../../polymarket/rest/failure-refusal.ts';
import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import { optimizeEarly } from '../optimize-early.ts';
import { IsolatedSigner } from '../signer/isolated-signer.ts';
import type { Venue } from '../venue.ts';

/** A wallet that can trade: who it is, how its requests and its orders are signed. */
export type OpenWallet = {
  readonly signer: IsolatedSigner;
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
  readonly sign: SignOrder;
  /** Nothing is signed before it is armed, nor later than this. */
  arm(until: Timestamp): void;
};

/** Nothing may be signed: for whoever only cancels. */
export const NO_ORDERS: PolicyLimits = { maxOrder: 0, maxDay: 0 } as PolicyLimits;

/**
 * Opens a sealed key for trading, in a thread of its own. At the venue it needs the API key that is
 * sealed with it. An exchange on this machine gives a key of its own, but only to keys that never
 * were the venue's: what is signed for the one holds at the other.
 */
export async function openWallet(
  path: string,
  passphrase: Secret,
  venue: Venue,
  limits: PolicyLimits,
): Promise<Result<OpenWallet>> {
  optimizeEarly();
  const opened = await IsolatedSigner.open(path, passphrase, limits);
  if (!opened.ok) return opened;
  const signer = opened.value;
  const credentials = await credentialsOf(signer, venue);
  if (!credentials.ok) {
    await signer.close();
    return credentials;
  }
  // Whoever signs nothing, as a kill, need not wait for it.
  const rehearsed = limits.maxOrder > 0 ? await signer.rehearse() : ok(undefined);
  if (!rehearsed.ok) {
    await signer.close();
    return rehearsed;
  }
  const { value: own } = credentials;
  const { state } = venue.clob;
  let armedUntil = 0;
  const sign: SignOrder = (unsigned, exchange) => {
    if (venue.clock.now() > armedUntil) return refuse('not_armed', 'it is not armed (any more)');
    const may = state.maySign(exchange);
    if (!may.ok) return may;
    const signed = signer.sign(unsigned, exchange);
    if (!signed.ok) return signed;
    const { id, signature } = signed.value;
    return ok({ id, body: postOrder(unsigned, signature, own.key) });
  };
  const arm = (until: Timestamp) => {
    armedUntil = until;
  };
  return ok({ signer, account: signer.account, credentials: own, sign, arm });
}

async function credentialsOf(
  signer: IsolatedSigner,
  { provenance, clob, services }: Venue,
): Promise<Result<ApiCredentials>> {
  if (provenance === 'live') {
    return signer.api === undefined
      ? refuse('no_api_key', 'the key has no API key yet')
      : ok(signer.api);
  }
  if (signer.api !== undefined) {
    return refuse('venue_key', "this key has the venue's API key: practise with another");
  }
  const login = await clob.login.deriveOrCreate(signer);
  if (login.kind === 'ok') return ok(login.value);
  return refuse(
    'unreachable',
    `${services.clob} gives no API key: ${failureRefusal(login).message}`,
  );
}
