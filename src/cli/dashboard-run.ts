import { resolve } from 'node:path';
import {
  AccessFiles,
  addressOf,
  type RunningDashboard,
} from '../runtime/dashboard/access-files.ts';
import { ensurePages } from '../runtime/dashboard/built-pages.ts';
import { serveOwn } from '../runtime/dashboard/serve-own.ts';
import { type DeskFile, runningDesks } from '../runtime/desk/desk-file.ts';
import { accept } from './accept.ts';
import type { DashboardCommandOptions } from './dashboard.ts';
import { desksNamed } from './desk-choice.ts';
import { configPath, DASHBOARD_PORT } from './desk-dashboard.ts';
import { Ending, exitAfter } from './ending.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { openOutput } from './output/output.ts';

/** Says where pages are served, gives a new token, or serves the pages of a desk itself. */
export async function runDashboard(options: DashboardCommandOptions): Promise<void> {
  const { attach = false, token = false } = options;
  if (attach && token) {
    throw new CommandFailure(EXIT.usage, '--attach and --token are two commands', 'Name one.');
  }
  if (attach) return attachTo(options);
  const output = openOutput({ forMachine: false });
  const files = new AccessFiles();
  const served = files.running();
  if (served.length === 0) {
    const remedy = 'Start a desk with demo, paper or live; or see one by "dashboard --attach".';
    throw new CommandFailure(EXIT.data, 'no dashboard is served on this machine', remedy);
  }
  if (!token) {
    for (const { port } of served) output.say(addressOf(port));
    output.note('It was told with its token where it was started; --token makes a new one.');
    return;
  }
  const { port, ...one } = theOne(served, options.port);
  output.say(addressOf(port, files.renew({ port, ...one })));
  output.note('Whoever was signed in is signed out.');
}

function theOne(served: readonly RunningDashboard[], port: number | undefined): RunningDashboard {
  const fitting = served.filter((one) => port === undefined || one.port === port);
  const [first] = fitting;
  if (first !== undefined && fitting.length === 1) return first;
  const ports = served.map((one) => one.port).join(', ');
  const what = first === undefined ? `none is served at port ${port}` : 'several are served';
  throw new CommandFailure(EXIT.usage, what, `Choose one by --port: ${ports}.`);
}

async function attachTo(options: DashboardCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: false });
  const desks = await desksNamed(options.desk);
  const root = options.data ?? desks.at(-1)?.archive;
  if (root === undefined) {
    const what = 'the desk does not say where its archive is: an earlier version runs it';
    throw new CommandFailure(EXIT.usage, what, 'Name it by --data.');
  }
  const ending = new Ending(options.for);
  const built = await ensurePages();
  if (!built.ok) output.note(built.message);
  const begun = serveOwn({
    find: () => newest(options.desk, resolve(root)),
    root: resolve(root),
    config: configPath(options.config),
    port: options.port ?? DASHBOARD_PORT,
    others: 0,
    onError: (error) => output.note(`the dashboard has failed: ${error.message}`),
  });
  const served = accept(await ending.afterStart(begun), 'Name another by --port.');
  output.note(`Dashboard: ${served.address}`);
  output.note('Stop with Ctrl-C; the desk goes on.');
  const why = await ending.come;
  await served.close();
  exitAfter(why);
}

/** The desk that started last: of that name, or else on that archive. */
async function newest(name: string | undefined, root: string): Promise<DeskFile | undefined> {
  const all = await runningDesks();
  return all.findLast((desk) =>
    name === undefined ? desk.archive === undefined || desk.archive === root : desk.name === name,
  );
}
