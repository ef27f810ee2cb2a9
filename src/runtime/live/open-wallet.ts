import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Secret } from '../../domain/secret.ts';
import type { SignOrder } from '../../polymarket/execution/order-sender.ts';
import { OrderSigning } from '../../polymarket/orders/order-signing.ts';
import { type PolicyLimits, SigningPolicy } from '../../polymarket/orders/signing-policy.ts';
import { type TradingAccount, tradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { Address } from '../../polymarket/signing/address.ts';
import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import { EOA } from '../../polymarket/signing/exchange-order.ts';
import { Signer } from '../../polymarket/signing/signer.ts';
import { openKeyFile } from '../../store/keys/key-file.ts';
import type { Venue } from '../venue.ts';

/** A wallet that can trade: who it is, how its requests and its orders are signed. */
export type OpenWallet = {
  readonly address: Address;
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
  readonly sign: SignOrder;
  readonly policy: SigningPolicy;
};

/**
 * Opens a sealed key for trading. At the venue it needs the API key that is sealed with it. An
 * exchange on this machine gives a key of its own, but only to keys that never were the venue's:
 * what is signed for the one holds at the other.
 */
export async function openWallet(
  path: string,
  passphrase: Secret,
  venue: Venue,
  limits: PolicyLimits,
): Promise<Result<OpenWallet>> {
  const opened = await openSigner(path, passphrase, venue);
  if (!opened.ok) return opened;
  const { signer, credentials } = opened.value;
  const account = tradingAccount(EOA, signer.address, undefined);
  if (!account.ok) return account;
  const policy = new SigningPolicy(account.value, limits);
  const { state } = venue.clob;
  const signing = new OrderSigning({
    signer,
    owner: credentials.key,
    maySign: (exchange) => state.maySign(exchange),
  });
  const sign: SignOrder = (unsigned, exchange) => {
    const admitted = policy.admit(unsigned, exchange, venue.clock.now());
    return admitted.ok ? signing.sign(unsigned, exchange) : admitted;
  };
  return ok({ address: signer.address, account: account.value, credentials, sign, policy });
}

/** The same for whoever only cancels: nothing can be signed with what it gives. */
export async function openCredentials(
  path: string,
  passphrase: Secret,
  venue: Venue,
): Promise<Result<Pick<OpenWallet, 'address' | 'credentials'>>> {
  const opened = await openSigner(path, passphrase, venue);
  if (!opened.ok) return opened;
  const { signer, credentials } = opened.value;
  return ok({ address: signer.address, credentials });
}

async function openSigner(
  path: string,
  passphrase: Secret,
  venue: Venue,
): Promise<Result<{ readonly signer: Signer; readonly credentials: ApiCredentials }>> {
  const opened = await openKeyFile(path, passphrase);
  if (!opened.ok) return opened;
  const { privateKey, api } = opened.value;
  const signer = Signer.from(privateKey);
  if (!signer.ok) return signer;
  const credentials = await credentialsOf(signer.value, api, venue);
  return credentials.ok
    ? ok({ signer: signer.value, credentials: credentials.value })
    : credentials;
}

async function credentialsOf(
  signer: Signer,
  sealed: ApiCredentials | undefined,
  { provenance, clob }: Venue,
): Promise<Result<ApiCredentials>> {
  if (provenance === 'live') {
    return sealed === undefined ? refuse('no_api_key', 'the key has no API key yet') : ok(sealed);
  }
  if (sealed !== undefined) {
    return refuse('venue_key', "this key has the venue's API key: practise with another");
  }
  const login = await clob.login.deriveOrCreate(signer);
  if (login.kind === 'ok') return ok(login.value);
  return refuse('unreachable', `the exchange gives no API key: ${login.kind}`);
}
