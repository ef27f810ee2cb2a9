import { setTimeout as wait } from 'node:timers/promises';
import { dollars, plural, UNKNOWN } from '../report/format.ts';
import { askDesk } from '../runtime/desk/ask-desk.ts';
import {
  type DeskFile,
  forgetDesk,
  isRunning,
  type KnownDesk,
  knownDesks,
  runningDesks,
} from '../runtime/desk/desk-file.ts';
import type { FillNews } from '../runtime/live/fill-news.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { fillInWords } from './fill-words.ts';
import { type Output, openOutput } from './output/output.ts';
import type { StatusOptions } from './status.ts';
import type { StopOptions } from './stop.ts';
import type { TradesOptions } from './trades.ts';

const LAST = 20;
const STOP_WITHIN_S = 120;
const LOOK_MS = 200;

/** What all desks tell of themselves; the rest is by mode. */
type Told = {
  readonly cash: number;
  readonly equity?: number;
  readonly positions: number;
  readonly openOrders: number;
  readonly fills: number;
  readonly isTrading: boolean;
  readonly heldBack?: string;
};

/** How the desks on this machine are doing. */
export async function runStatus({ desk: name, json }: StatusOptions): Promise<void> {
  const output = openOutput({ forMachine: json === true });
  await tellGone(name, output);
  const desks = await desksNamed(name);
  const told = await Promise.all(desks.map((desk) => askDesk(desk, 'GET', '/status')));
  if (json === true) {
    output.machine(told.map((one) => (one.ok ? one.value : { error: one.message })));
  }
  for (const [i, one] of told.entries()) {
    const desk = desks[i] as DeskFile;
    if (json === true) continue;
    output.say(one.ok ? statusInWords(desk, one.value as Told) : one.message);
  }
  if (told.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
}

/** The newest fills of a desk. */
export async function runTrades({ desk: name, last = LAST, json }: TradesOptions): Promise<void> {
  const output = openOutput({ forMachine: json === true });
  const desk = await oneDesk(name);
  const told = accept(await askDesk(desk, 'GET', `/trades?most=${last}`), undefined, EXIT.failed);
  if (json === true) {
    output.machine(told);
    return;
  }
  const fills = told as readonly FillNews[];
  if (fills.length === 0) output.say(`${desk.name} has not traded yet.`);
  for (const news of fills) {
    const at = new Date(news.at / 1_000).toISOString().slice(11, 19);
    output.say(`${at}  ${fillInWords(news, [])}  ${news.fill.settlement}`);
  }
}

/** Ends a desk calmly, and waits until it has ended. */
export async function runStop({ desk: name, within = STOP_WITHIN_S }: StopOptions): Promise<void> {
  const output = openOutput({ forMachine: false });
  const desk = await oneDesk(name);
  accept(await askDesk(desk, 'POST', '/stop'), KILL, EXIT.failed);
  output.note(`${desk.name} is stopping.`);
  const until = Date.now() + within * 1_000;
  // The process, not what it says: it takes that back before all is in the archive.
  while (isRunning(desk.pid)) {
    if (Date.now() > until) {
      throw new CommandFailure(EXIT.failed, `${desk.name} has not ended in ${within} s`, KILL);
    }
    await wait(LOOK_MS);
  }
  output.say(`${desk.name} has ended.`);
}

/** Desks that ended without a word: of one that traded live, orders may be open. */
async function tellGone(name: string | undefined, { note }: Output): Promise<void> {
  const isMeant = (desk: KnownDesk) =>
    !desk.isRunning && (desk.name === name || name === undefined);
  for (const desk of (await knownDesks()).filter(isMeant)) {
    const what = `${desk.name} (${desk.mode}, process ${desk.pid}) is gone without having ended`;
    if (desk.mode === 'live') {
      note(`${what}: ITS ORDERS MAY BE OPEN. "polydesk kill --desk ${desk.name}" cancels them.`);
      continue;
    }
    note(`${what}.`);
    await forgetDesk(desk);
  }
}

const KILL = '"polydesk kill" cancels what it has at the venue.';

async function desksNamed(name: string | undefined): Promise<readonly DeskFile[]> {
  const all = await runningDesks();
  const desks = all.filter((desk) => name === undefined || desk.name === name);
  if (desks.length > 0) return desks;
  const what = name === undefined ? 'no desk runs on this machine' : `no desk ${name} runs`;
  const others = all.map((desk) => desk.name).join(', ');
  const remedy = others === '' ? 'Start one with paper, live or demo.' : `These run: ${others}.`;
  throw new CommandFailure(EXIT.data, what, remedy);
}

async function oneDesk(name: string | undefined): Promise<DeskFile> {
  const desks = await desksNamed(name);
  if (desks.length === 1) return desks[0] as DeskFile;
  const names = desks.map((desk) => desk.name).join(', ');
  throw new CommandFailure(EXIT.usage, 'several desks run', `Choose one by --desk: ${names}.`);
}

function statusInWords({ name, mode, provenance, pid }: DeskFile, told: Told): string {
  const { cash, equity, positions, openOrders, fills, isTrading, heldBack } = told;
  const worth = equity === undefined ? `equity ${UNKNOWN}` : `equity ${dollars(equity)}`;
  const held = `${plural(positions, 'position')}, ${plural(openOrders, 'open order')}`;
  const badge = provenance === 'simulated' ? 'SIMULATED, ' : '';
  const state = isTrading ? '' : ', NOT TRADING';
  const waits = heldBack === undefined ? '' : `, NO NEW ORDERS (${heldBack})`;
  return (
    `${name} (${badge}${mode}, process ${pid}): cash ${dollars(cash)}, ${worth}, ${held}, ` +
    `${plural(fills, 'fill')}${state}${waits}`
  );
}
