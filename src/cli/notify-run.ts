import { hostname } from 'node:os';
import { type Tried, tellTest } from '../runtime/notify/try-notify.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { NotifyOptions } from './notify.ts';
import { type Output, openOutput } from './output/output.ts';
import { readSettings } from './settings.ts';

/** Says where alerts are told, or sends a test alert there. */
export async function runNotify(options: NotifyOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const { config, path } = await readSettings(options.config);
  const { notify } = config;
  if (notify === undefined || (notify.telegram === undefined && notify.webhooks.length === 0)) {
    const where = path ?? 'polydesk.config.ts';
    throw new CommandFailure(EXIT.usage, `${where} says nowhere to tell alerts`, HOW);
  }
  if (options.test !== true) {
    throw new CommandFailure(EXIT.usage, 'nothing was asked for', 'Say --test.');
  }
  const tried = accept(await tellTest(notify, process.env, hostname()), ENVIRONMENT);
  if (options.json === true) output.machine({ places: tried });
  else for (const one of tried) tell(one, output);
  if (tried.every(({ delivery }) => delivery.kind === 'sent')) return;
  const isRefused = tried.some(({ delivery }) => delivery.kind === 'refused');
  process.exitCode = isRefused ? EXIT.failed : EXIT.unreachable;
}

const HOW = 'Add "notify" to it: docs/notify.md has it step by step.';
const ENVIRONMENT = 'Set it in the environment, or take it out of "notify" in the file.';

function tell({ name, delivery }: Tried, { say, paint }: Output): void {
  if (delivery.kind === 'sent') say(`${paint.good('ok')}    ${name} has taken it`);
  else say(`${paint.bad('fail')}  ${name}: ${delivery.why}`);
}
