import { setTimeout as wait } from 'node:timers/promises';
import { ok, type Result } from '../domain/result.ts';
import { lastRun } from '../runtime/activity/last-run.ts';
import type { ToldActivity } from '../runtime/activity/told-activity.ts';
import { askDesk } from '../runtime/desk/ask-desk.ts';
import { askPaper } from '../runtime/desk/ask-paper.ts';
import {
  type DeskFile,
  forgetDesk,
  type KnownDesk,
  knownDesks,
  readDesks,
  runningDesks,
} from '../runtime/desk/desk-file.ts';
import { zeroInWords } from '../runtime/desk/proof-words.ts';
import type { FillNews } from '../runtime/live/fill-news.ts';
import { accept } from './accept.ts';
import { activityInLines, lastRunInLine } from './activity-words.ts';
import { desksNamed, oneDesk, tellUnreadable } from './desk-choice.ts';
import { deskInLine, detailsInLines, type ToldStatus, whoIs } from './desk-words.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { fillInLine } from './fill-words.ts';
import { type Output, openOutput } from './output/output.ts';
import { readSettings } from './settings.ts';
import type { StatusOptions } from './status.ts';
import type { StopOptions } from './stop.ts';
import type { TradesOptions } from './trades.ts';

const LAST = 20;
const STOP_WITHIN_S = 120;
const LOOK_MS = 200;

/** How the desks on this machine are doing; where none runs, what the last run came to. */
export async function runStatus({ desk: name, data, json }: StatusOptions): Promise<void> {
  const output = openOutput({ forMachine: json === true });
  await tellGone(name, output);
  if (name === undefined && (await runningDesks()).length === 0) {
    const root = data ?? (await readSettings(undefined)).config.data;
    if (root !== undefined) return tellLast(root, json === true, output);
  }
  const desks = await desksNamed(name);
  const told = await Promise.all(desks.map((desk) => askStatus(desk)));
  if (json === true) {
    output.machine(told.map((one) => (one.ok ? one.value : { error: one.message })));
  }
  for (const [i, one] of told.entries()) {
    const desk = desks[i] as DeskFile;
    if (json === true) continue;
    if (!one.ok) {
      output.say(one.message);
      continue;
    }
    const { activity, ...status } = one.value;
    output.say(deskInLine(desk, status));
    const did = activity === undefined ? [] : activityInLines(activity);
    for (const line of [...detailsInLines(status), ...did]) output.say(`  ${line}`);
  }
  if (told.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
}

type WholeStatus = ToldStatus & { readonly activity: ToldActivity | undefined };

/** A desk of an earlier version does not tell what it did. */
async function askStatus(desk: DeskFile): Promise<Result<WholeStatus>> {
  const status = await askDesk(desk, 'GET', '/status');
  if (!status.ok) return status;
  const activity = await askDesk(desk, 'GET', '/activity');
  const did = activity.ok ? (activity.value as ToldActivity) : undefined;
  return ok({ ...(status.value as ToldStatus), activity: did });
}

/** What the run that wrote last into an archive came to. */
async function tellLast(root: string, isMachine: boolean, output: Output): Promise<void> {
  const remedy = 'No desk runs. Start one with paper, live or demo.';
  const run = accept(await lastRun(root), remedy, EXIT.data);
  if (isMachine) {
    output.machine([run]);
    return;
  }
  output.say(lastRunInLine(run));
  for (const line of activityInLines(run.activity)) output.say(`  ${line}`);
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
  for (const news of fills) output.say(fillInLine(news));
}

/** Ends a desk calmly, and waits until it has ended. */
export async function runStop(options: StopOptions): Promise<void> {
  const { desk: name, within = STOP_WITHIN_S } = options;
  const output = openOutput({ forMachine: false });
  const desk = await oneDesk(name);
  if (options.toPaper === true) return leaveVenue(desk, within, output);
  accept(await askDesk(desk, 'POST', '/stop'), KILL, EXIT.failed);
  output.note(`${desk.name} is stopping.`);
  const until = Date.now() + within * 1_000;
  while ((await runningDesks()).some(({ pid }) => pid === desk.pid)) {
    if (Date.now() > until) {
      throw new CommandFailure(EXIT.failed, `${desk.name} has not ended in ${within} s`, KILL);
    }
    await wait(LOOK_MS);
  }
  // It takes back that it runs when all is in the archive and, live, nothing is proven to be open.
  if ((await knownDesks()).some(({ pid }) => pid === desk.pid)) {
    throw new CommandFailure(EXIT.failed, `${desk.name} is gone without having ended`, KILL);
  }
  output.say(`${desk.name} has ended.`);
}

/** The desk leaves the venue, proves it, and goes on on paper. */
async function leaveVenue(desk: DeskFile, within: number, output: Output): Promise<void> {
  if (desk.mode !== 'live') {
    throw new CommandFailure(EXIT.usage, `${desk.name} does not trade live`, STATUS);
  }
  output.note(`${desk.name} cancels its orders, and proves it.`);
  output.say(zeroInWords(accept(await askPaper(desk, within * 1_000), KILL, EXIT.failed)));
  output.say(`${desk.name} goes on ON PAPER. It trades live again only by a new "polydesk live".`);
}

const STATUS = 'See "polydesk status".';

/** Desks that ended without a word: of one that traded live, orders may be open. */
async function tellGone(name: string | undefined, output: Output): Promise<void> {
  const { note } = output;
  const isMeant = (desk: KnownDesk) =>
    !desk.isRunning && (desk.name === name || name === undefined);
  const { desks, unreadable } = await readDesks();
  tellUnreadable(unreadable, output);
  for (const desk of desks.filter(isMeant)) {
    const what = `${whoIs(desk)} is gone without having ended`;
    if (desk.mode === 'live') {
      note(`${what}: ITS ORDERS MAY BE OPEN. "polydesk kill --desk ${desk.name}" cancels them.`);
      continue;
    }
    note(`${what}.`);
    await forgetDesk(desk);
  }
}

const KILL = '"polydesk kill" cancels what it has at the venue.';
