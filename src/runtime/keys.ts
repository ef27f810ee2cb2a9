import { homedir } from 'node:os';
import { join } from 'node:path';
import type { OwnedWallet } from '../domain/owned-wallet.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { Secret } from '../domain/secret.ts';
import type { TradingAccount } from '../polymarket/orders/trading-account.ts';
import { failureRefusal } from '../polymarket/rest/failure-refusal.ts';
import type { Failure } from '../polymarket/rest/outcome.ts';
import type { Address } from '../polymarket/signing/address.ts';
import type { ApiCredentials } from '../polymarket/signing/api-credentials.ts';
import { Signer } from '../polymarket/signing/signer.ts';
import { addressIn, hasKeyFile, openKeyFile, writeKeyFile } from '../store/keys/key-file.ts';
import { accountOf } from './signer/account-of.ts';
import type { Venue } from './venue.ts';

/** Where keys are kept unless another file is named. */
export function keyPath(name: string): string {
  return join(homedir(), '.polydesk', 'keys', `${name}.json`);
}

/**
 * Seals a private key into a new file; returns whom it trades for. Replaces none that is there.
 * `wallet`: that the key owns; undefined: the key trades for itself.
 */
export async function addKey(
  path: string,
  privateKey: Secret,
  passphrase: Secret,
  wallet?: OwnedWallet,
): Promise<Result<TradingAccount & { readonly address: Address }>> {
  const signer = Signer.from(privateKey);
  if (!signer.ok) return signer;
  const { address } = signer.value;
  const account = accountOf(address, wallet);
  if (!account.ok) return account;
  const free = await freeForKey(path);
  if (!free.ok) return free;
  const kept = wallet && { kind: wallet.kind, address: account.value.maker };
  const plain = { privateKey: oneForm(privateKey), api: undefined, wallet: kept };
  await writeKeyFile(path, address, plain, passphrase);
  return ok({ ...account.value, address });
}

/** Refuses with `key_exists` where a file is there: nothing is ever replaced. */
export async function freeForKey(path: string): Promise<Result<void>> {
  if (await hasKeyFile(path)) return refuse('key_exists', `${path} is there already`);
  return ok(undefined);
}

/** People leave out the 0x, or write in capitals: what is sealed has one form. */
function oneForm(privateKey: Secret): Secret {
  const digits = privateKey.reveal().trim().toLowerCase().replace(/^0x/, '');
  return new Secret(`0x${digits}`);
}

/** The address of a key, for which no passphrase is needed. */
export function addressOfKey(path: string): Promise<Result<string>> {
  return addressIn(path);
}

/** The API key in a file; undefined: none was derived yet. */
export async function apiKeyIn(
  path: string,
  passphrase: Secret,
): Promise<Result<ApiCredentials | undefined>> {
  const opened = await openKeyFile(path, passphrase);
  return opened.ok ? ok(opened.value.api) : opened;
}

/**
 * Has the venue derive the account's API key, or make it where there is none, and keeps it with the
 * private key; returns the key's id, which is no secret. Refuses with `unreachable` where nobody
 * answers, `not_derived` where the venue will not.
 */
export async function deriveApiKey(
  path: string,
  passphrase: Secret,
  { clob, services }: Pick<Venue, 'clob' | 'services'>,
): Promise<Result<{ readonly address: string; readonly apiKey: string }>> {
  const opened = await openKeyFile(path, passphrase);
  if (!opened.ok) return opened;
  const { address, privateKey, wallet } = opened.value;
  const signer = Signer.from(privateKey);
  if (!signer.ok) return signer;
  if (signer.value.address.toLowerCase() !== address.toLowerCase()) {
    return refuse('bad_key_file', `${path} holds the key of another address than it says`);
  }
  const outcome = await clob.login.deriveOrCreate(signer.value);
  if (outcome.kind !== 'ok') return notDerived(outcome, services.clob);
  await writeKeyFile(path, address, { privateKey, api: outcome.value, wallet }, passphrase);
  return ok({ address, apiKey: outcome.value.key });
}

function notDerived(failure: Failure, at: string): Result<never> {
  const isTold = failure.kind === 'refused' || failure.kind === 'unauthorized';
  // What was not sent waits for the venue's time, which every login needs: that was asked in vain.
  const code = isTold ? 'not_derived' : 'unreachable';
  return refuse(code, `${at} gives no API key: ${failureRefusal(failure).message}`);
}
