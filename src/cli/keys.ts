import { type Command, Option } from 'commander';
import { type OwnedWallet, WALLET_KINDS } from '../domain/owned-wallet.ts';
import { addCommonOptions } from './options/common-options.ts';

export type KeysOptions = {
  readonly file?: string;
  readonly name: string;
  /** Address of an exchange on this machine, which derives none to be sealed. */
  readonly exchange?: string;
  readonly wallet?: string;
  readonly walletKind?: OwnedWallet['kind'];
  readonly json?: boolean;
};

export function configure(command: Command): void {
  const add = command.command('add').description('seal a private key into a file of its own');
  withFile(add)
    .option('--wallet <address>', 'the wallet that the key trades for (default: its own account)')
    .addOption(new Option('--wallet-kind <kind>', 'what that wallet is').choices(WALLET_KINDS));
  addCommonOptions(
    add,
    'keys add',
    'keys add --name maker < private-key.txt',
    'keys add --name web --wallet-kind deposit --wallet 0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  );
  add.action(async (options: KeysOptions) => {
    const { runAdd } = await import('./keys-run.ts');
    await runAdd(options);
  });
  const show = command.command('show').description('the address of a key');
  withFile(show).option('--json', 'as JSON');
  addCommonOptions(show, 'keys show');
  show.action(async (options: KeysOptions) => {
    const { runShow } = await import('./keys-run.ts');
    await runShow(options);
  });
  const derive = command.command('derive').description('have the venue derive the API key');
  // Known to be refused with the way out, by whoever has read that others take it.
  withFile(derive).addOption(new Option('--exchange <address>').hideHelp());
  addCommonOptions(derive, 'keys derive');
  derive.action(async (options: KeysOptions) => {
    const { runDerive } = await import('./keys-run.ts');
    await runDerive(options);
  });
}

function withFile(command: Command): Command {
  return command
    .option('--name <name>', 'name of the key, in ~/.polydesk/keys', 'main')
    .option('--file <path>', 'another place for it');
}
