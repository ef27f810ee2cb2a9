import { addKey, addressOfKey, deriveApiKey, keyPath } from '../runtime/keys.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { KeysOptions } from './keys.ts';
import { venueAt } from './options/exchange.ts';
import { askPassphrase, askSecret } from './output/ask-secret.ts';
import { openOutput } from './output/output.ts';

/** The shortest passphrase that is taken for a new key: it guards money. */
const SHORTEST = 10;

const REMEDIES: Readonly<Record<string, string>> = {
  key_exists: 'Name another by --name, or move that one away: nothing is ever replaced.',
  bad_private_key: 'It is 64 hex digits, with or without 0x before them.',
  no_key_file: 'Run "polydesk keys add" first, or name it by --name or --file.',
  unreachable: 'Check the connection with "polydesk doctor", then run it again.',
  wrong_passphrase: 'Try again; without it nobody can open the file, and neither can we.',
};

export async function runAdd(options: KeysOptions): Promise<void> {
  const output = openOutput({ forMachine: false });
  const path = pathOf(options);
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
  const added = await addKey(path, privateKey, passphrase);
  const address = accept(added, added.ok ? undefined : REMEDIES[added.code]);
  output.say(`${address} is sealed in ${path}. Without the passphrase it is lost: keep both.`);
}

export async function runShow(options: KeysOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const path = pathOf(options);
  const found = await addressOfKey(path);
  const address = accept(found, found.ok ? undefined : REMEDIES[found.code]);
  if (options.json === true) output.machine({ address, path });
  else output.say(`${address}  ${path}`);
}

export async function runDerive(options: KeysOptions): Promise<void> {
  const output = openOutput({ forMachine: false });
  const path = pathOf(options);
  const venue = venueAt(options.exchange);
  const passphrase = await askPassphrase(false);
  const asked = await deriveApiKey(path, passphrase, venue);
  const isAway = !asked.ok && asked.code === 'unreachable';
  const remedy = asked.ok ? undefined : REMEDIES[asked.code];
  const { apiKey, address } = accept(asked, remedy, isAway ? EXIT.unreachable : EXIT.usage);
  output.say(`API key ${apiKey} of ${address} is sealed in ${path}.`);
}

function pathOf({ file, name }: KeysOptions): string {
  return file ?? keyPath(name);
}
