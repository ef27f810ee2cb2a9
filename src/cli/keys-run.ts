import type { OwnedWallet } from '../domain/owned-wallet.ts';
import { addKey, addressOfKey, deriveApiKey, freeForKey, keyPath } from '../runtime/keys.ts';
import { openVenue } from '../runtime/venue.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { KeysOptions } from './keys.ts';
import { askPassphrase, askSecret } from './output/ask-secret.ts';
import { openOutput } from './output/output.ts';

/** The shortest passphrase that is taken for a new key: it guards money. */
const SHORTEST = 10;

const REMEDIES: Readonly<Record<string, string>> = {
  bad_address: 'Copy it again from the venue: it is 0x and 40 hex digits.',
  wrong_wallet: 'Name the wallet that the key owns, not the key itself.',
  key_exists: 'Name another by --name, or move that one away: nothing is ever replaced.',
  bad_private_key: 'It is 64 hex digits, with or without 0x before them.',
  no_key_file: 'Run "polydesk keys add" first, or name it by --name or --file.',
  unreachable: 'Check the connection with "polydesk doctor", then run it again.',
  wrong_passphrase: 'Try again; without it nobody can open the file, and neither can we.',
};

export async function runAdd(options: KeysOptions): Promise<void> {
  const output = openOutput({ forMachine: false });
  const path = pathOf(options);
  const wallet = walletOf(options);
  // Before anybody types a key that nothing would become of.
  accept(await freeForKey(path), REMEDIES.key_exists);
  const privateKey = await askSecret('private key (64 hex digits, not shown)');
  const passphrase = await askPassphrase(true);
  if (passphrase.reveal().length < SHORTEST) {
    const what = `the passphrase has fewer than ${SHORTEST} characters`;
    throw new CommandFailure(
      EXIT.usage,
      what,
      'Take a longer one: some words that nobody guesses.',
    );
  }
  const added = await addKey(path, privateKey, passphrase, wallet);
  const { address, maker } = accept(added, added.ok ? undefined : REMEDIES[added.code]);
  const trades = wallet === undefined ? '' : `, which trades for ${maker} (${wallet.kind}),`;
  output.say(
    `${address}${trades} is sealed in ${path}. Without the passphrase it is lost: keep both.`,
  );
}

export async function runShow(options: KeysOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const path = pathOf(options);
  const address = await requireKey(path);
  if (options.json === true) output.machine({ address, path });
  else output.say(`${address}  ${path}`);
}

export async function runDerive(options: KeysOptions): Promise<void> {
  const output = openOutput({ forMachine: false });
  requireVenue(options);
  const path = pathOf(options);
  // Before anybody types a passphrase for a key that is not there.
  await requireKey(path);
  const passphrase = await askPassphrase(false);
  const venue = openVenue();
  const asked = await deriveApiKey(path, passphrase, venue).finally(venue.close);
  const isAway = !asked.ok && asked.code === 'unreachable';
  const remedy = asked.ok ? undefined : REMEDIES[asked.code];
  const { apiKey, address } = accept(asked, remedy, isAway ? EXIT.unreachable : EXIT.usage);
  output.say(`API key ${apiKey} of ${address} is sealed in ${path}.`);
}

/** The address that the file of a key tells without its passphrase. */
async function requireKey(path: string): Promise<string> {
  const found = await addressOfKey(path);
  return accept(found, found.ok ? undefined : REMEDIES[found.code]);
}

/** What is sealed counts as the venue's: a key with it is refused by every exchange here. */
function requireVenue({ exchange, name }: KeysOptions): void {
  if (exchange === undefined) return;
  const what = 'an exchange on this machine gives its API key by itself: none is sealed';
  const remedy =
    'Trade there with the key as it is. ' +
    `"polydesk doctor --key ${name} --exchange ${exchange}" shows whether it is accepted.`;
  throw new CommandFailure(EXIT.usage, what, remedy);
}

/** The wallet that a key owns; undefined: it trades for itself. */
function walletOf({ wallet, walletKind }: KeysOptions): OwnedWallet | undefined {
  if (wallet === undefined && walletKind === undefined) return undefined;
  if (wallet !== undefined && walletKind !== undefined)
    return { kind: walletKind, address: wallet };
  const missing = wallet === undefined ? '--wallet' : '--wallet-kind';
  const remedy = 'The profile of the account at the venue shows both.';
  throw new CommandFailure(EXIT.usage, `a wallet needs ${missing}, too`, remedy);
}

function pathOf({ file, name }: KeysOptions): string {
  return file ?? keyPath(name);
}
