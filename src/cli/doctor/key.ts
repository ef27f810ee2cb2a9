import { addressOfKey, keyPath } from '../../runtime/keys.ts';
import { type LiveCheck, liveChecks } from '../../runtime/live/live-checks.ts';
import { NO_ORDERS, openWallet } from '../../runtime/live/open-wallet.ts';
import { CommandFailure } from '../failure.ts';
import { KEY_REMEDIES } from '../key-remedies.ts';
import { venueAt } from '../options/exchange.ts';
import { askPassphrase } from '../output/ask-secret.ts';
import type { Finding } from './finding.ts';

const key = { name: 'Key', about: 'configuration' as const };
const WALLET = { name: 'Wallet', about: 'configuration' as const };
const api = { name: 'API key', about: 'configuration' as const };

/**
 * Whether a key can trade: its file, and what the venue (or an exchange on this machine) says.
 * Nothing is signed but the login. `isOffline`: the file alone.
 */
export async function checkKey(
  name: string,
  exchange: string | undefined,
  isOffline: boolean,
): Promise<readonly Finding[]> {
  const path = keyPath(name);
  const address = await addressOfKey(path);
  if (!address.ok) {
    const remedy = REMEDIES[address.code] ?? 'See docs/commands.md, keys.';
    return [{ ...key, status: 'fail', text: address.message, remedy }];
  }
  const text = `${address.value} in ${path}, which nobody else may read`;
  const file: Finding = { ...key, status: 'ok', text };
  return isOffline ? [file] : [file, ...(await checkAtVenue(path, exchange))];
}

async function checkAtVenue(
  path: string,
  exchange: string | undefined,
): Promise<readonly Finding[]> {
  const passphrase = await askPassphrase(false).catch((error: unknown) => {
    if (error instanceof CommandFailure) return error;
    throw error;
  });
  if (passphrase instanceof CommandFailure) {
    const { message, remedy = '' } = passphrase;
    return [{ ...api, status: 'warn', text: `not looked at: ${message}`, remedy }];
  }
  const venue = await venueAt(exchange);
  try {
    const opened = await openWallet(path, passphrase, venue, NO_ORDERS);
    if (!opened.ok) return [notOpened(opened)];
    const { signer, account, credentials } = opened.value;
    const desk = venue.clob.desk(signer.address, credentials);
    const checks = await liveChecks(venue, desk, account.signatureType);
    await signer.close();
    const trades = account.maker === signer.address ? 'its own account' : account.maker;
    const wallet: Finding = { ...WALLET, status: 'ok', text: `it trades for ${trades}` };
    return [wallet, ...checks.map(judgeCheck)];
  } finally {
    venue.close();
  }
}

function notOpened({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): Finding {
  const of = code === 'unreachable' ? { ...api, about: 'network' as const } : api;
  const remedy = REMEDIES[code] ?? 'See docs/commands.md, keys.';
  return { ...of, status: 'fail', text: message, remedy };
}

/** What the venue says of the key, as a finding. */
export function judgeCheck({ name, isPassed, text }: LiveCheck): Finding {
  const about = name === 'venue' ? 'network' : 'configuration';
  const found = { name: named(name), about, text } as const;
  if (isPassed) return { ...found, status: 'ok' };
  return { ...found, status: 'fail', remedy: REMEDIES[name] ?? 'Look again before trading live.' };
}

function named(check: string): string {
  return check.charAt(0).toUpperCase() + check.slice(1);
}

/** By the code of a refusal, or the name of a check. */
const REMEDIES: Readonly<Record<string, string>> = {
  ...KEY_REMEDIES,
  venue: 'Is the exchange running? Is the venue reachable?',
  'order struct': 'Install a newer polydesk.',
  clock: 'Set the clock of this machine, and keep it by NTP.',
  'API key': 'Run "polydesk keys derive" again.',
  balance: 'Bring dollars to the wallet before trading live.',
  allowance: 'Allow the contracts to move the dollars before trading live.',
};
