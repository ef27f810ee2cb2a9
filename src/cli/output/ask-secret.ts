import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Secret } from '../../domain/secret.ts';
import { CommandFailure, EXIT } from '../failure.ts';

/** Where a passphrase may stand for programs; people are asked. */
const PASSPHRASE_VARIABLE = 'POLYDESK_PASSPHRASE';

/** Asks a person without showing what is typed; a program writes one line to stdin. */
export async function askSecret(question: string): Promise<Secret> {
  const isPerson = process.stdin.isTTY;
  // What is typed is echoed into this: nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isPerson });
  if (isPerson) process.stderr.write(`${question}: `);
  try {
    const line = await new Promise<string | undefined>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(undefined));
    });
    if (line === undefined) {
      throw new CommandFailure(EXIT.usage, `no ${question} was given`, 'Write it to stdin.');
    }
    return new Secret(line.trim());
  } finally {
    lines.close();
    if (isPerson) process.stderr.write('\n');
  }
}

/** The passphrase of the environment, or what a person types; twice where it is new. */
export async function askPassphrase(isNew: boolean): Promise<Secret> {
  const given = process.env[PASSPHRASE_VARIABLE];
  if (given !== undefined && given !== '') return new Secret(given);
  if (!process.stdin.isTTY) {
    const remedy = `Set ${PASSPHRASE_VARIABLE}, or run it in a terminal.`;
    throw new CommandFailure(EXIT.usage, 'nobody is here to be asked for the passphrase', remedy);
  }
  const first = await askSecret('passphrase');
  if (!isNew) return first;
  const again = await askSecret('passphrase, once more');
  if (again.reveal() === first.reveal()) return first;
  throw new CommandFailure(EXIT.usage, 'the passphrases differ', 'Run the command again.');
}
