import { existsSync } from 'node:fs';
import type { NotifySettings } from '../../runtime/notify/notify-settings.ts';
import { CommandFailure } from '../failure.ts';
import { CONFIG_FILE, readSettings } from '../settings.ts';
import type { Finding } from './finding.ts';

type Configured = {
  readonly finding: Finding;
  readonly dataRoot: string | undefined;
  /** Where alerts are told; undefined: nowhere, or nobody knows. */
  readonly notify: NotifySettings | undefined;
};

/** Whether the configuration file is valid, and the archive it names. */
export async function checkConfiguration(named: string | undefined): Promise<Configured> {
  const found = { name: 'Configuration', about: 'configuration' as const };
  try {
    const { config } = await readSettings(named);
    return {
      finding: { ...found, status: 'ok', text: valid(named, config) },
      dataRoot: config.data,
      notify: config.notify,
    };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const { message, remedy = 'Correct the file.' } = error;
    const finding = { ...found, status: 'fail' as const, text: message, remedy };
    return { finding, dataRoot: undefined, notify: undefined };
  }
}

function valid(named: string | undefined, config: { strategies: readonly unknown[] }): string {
  const path = named ?? CONFIG_FILE;
  if (named === undefined && !existsSync(path)) return `no ${path} here: the defaults hold`;
  const own = config.strategies.length;
  const strategies = own === 1 ? '1 strategy' : `${own} strategies`;
  return `${path} is valid, with ${strategies} of your own`;
}
