import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { AttachedNotify } from '../runtime/notify/attached-notify.ts';
import { notifySecrets } from '../runtime/notify/notify-secrets.ts';
import type { NotifySettings } from '../runtime/notify/notify-settings.ts';
import { type Tried, tellTest } from '../runtime/notify/try-notify.ts';
import { accept } from './accept.ts';
import { alarmInWords } from './alarm-words.ts';
import { desksNamed } from './desk-choice.ts';
import { Ending, exitAfter } from './ending.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { NotifyOptions } from './notify.ts';
import { nowhereInWords } from './notify-words.ts';
import { type Output, openOutput } from './output/output.ts';
import { readSettings } from './settings.ts';

/** Sends a test alert to where alerts are told, or tells those of a desk there. */
export async function runNotify(options: NotifyOptions): Promise<void> {
  if ((options.test === true) === (options.attach === true)) {
    const what = options.test === true ? '--test and --attach are two commands' : NOTHING;
    throw new CommandFailure(EXIT.usage, what, 'Say --test, or --attach.');
  }
  const output = openOutput({ forMachine: options.json === true });
  const { config, path } = await readSettings(options.config);
  const { notify } = config;
  if (notify === undefined || (notify.telegram === undefined && notify.webhooks.length === 0)) {
    throw new CommandFailure(EXIT.usage, nowhereInWords(path), HOW);
  }
  if (options.attach === true) return attachTo(options, { settings: notify, path }, output);
  const tried = accept(await tellTest(notify, process.env, hostname()), ENVIRONMENT);
  if (options.json === true) output.machine({ places: tried });
  else for (const one of tried) tell(one, output);
  if (tried.every(({ delivery }) => delivery.kind === 'sent')) return;
  const isRefused = tried.some(({ delivery }) => delivery.kind === 'refused');
  process.exitCode = isRefused ? EXIT.failed : EXIT.unreachable;
}

type Configured = { readonly settings: NotifySettings; readonly path: string | undefined };

/** Tells what happens to a desk, and takes words to it, until it is stopped; the desk goes on. */
async function attachTo(
  { desk: name, data, for: seconds }: NotifyOptions,
  { settings, path }: Configured,
  { note }: Output,
): Promise<void> {
  accept(notifySecrets(settings, process.env), ENVIRONMENT);
  const root = data ?? (await desksNamed(name)).at(-1)?.archive;
  if (root === undefined) {
    const what = 'the desk does not say where its archive is: an earlier version runs it';
    throw new CommandFailure(EXIT.usage, what, 'Name it by --data.');
  }
  const ending = new Ending(seconds);
  const attached = new AttachedNotify({
    ...{ settings, configPath: path, desksFolder: undefined, root: resolve(root), name },
    onTrouble: (text) => note(alarmInWords({ code: 'alerts_trouble', message: text })),
    onDesk: (desk) => note(`Alerts of ${desk.name}.`),
  });
  note('Stop with Ctrl-C; the desk goes on.');
  const why = await ending.come;
  const untold = await attached.close();
  if (untold > 0) note(`${untold} alerts could not be told: they wait in the archive.`);
  exitAfter(why);
}

const NOTHING = 'nothing was asked for';
const HOW = 'Add "notify" to it: docs/notify.md has it step by step.';
const ENVIRONMENT = 'Set right what it names, or take it out of "notify" in the file.';

function tell({ name, delivery }: Tried, { say, paint }: Output): void {
  if (delivery.kind === 'sent') say(`${paint.good('ok')}    ${name} has taken it`);
  else say(`${paint.bad('fail')}  ${name}: ${delivery.why}`);
}
