import { setTimeout as wait } from 'node:timers/promises';
import { askDesk } from '../runtime/desk/ask-desk.ts';
import { type DeskFile, runningDesks } from '../runtime/desk/desk-file.ts';
import type { FillNews } from '../runtime/live/fill-news.ts';
import { desksNamed } from './desk-choice.ts';
import { deskInLine, detailsInLines, type ToldStatus } from './desk-words.ts';
import { Ending } from './ending.ts';
import { fillInLine } from './fill-words.ts';
import type { MonitorOptions } from './monitor.ts';
import { openOutput } from './output/output.ts';
import { openScreen } from './output/screen.ts';

const DRAW_MS = 1_000;
/** Into a file or a pipe less often: every line stays there. */
const LINE_MS = 5_000;
const FILLS = 5;
const CTRL_C = '\u0003';

/** Where it is told, and how often. */
type Show = {
  readonly everyMs: number;
  tell(desks: readonly DeskFile[]): Promise<void>;
  leave(): void;
};

/** Shows the desks that run until somebody leaves, or none runs any more. */
export async function runMonitor({ desk: name, for: seconds }: MonitorOptions): Promise<void> {
  await desksNamed(name);
  const ending = new Ending(seconds);
  const left = new AbortController();
  ending.come.then(() => left.abort());
  const show = process.stdout.isTTY ? onScreen(() => ending.over()) : inLines();
  try {
    while (!left.signal.aborted) {
      const desks = (await runningDesks()).filter((one) => name === undefined || one.name === name);
      if (desks.length === 0) break;
      await show.tell(desks);
      await wait(show.everyMs, undefined, { signal: left.signal }).catch(() => {});
    }
  } finally {
    ending.over();
    show.leave();
  }
}

function inLines(): Show {
  const { say } = openOutput({ forMachine: false });
  const tell = async (desks: readonly DeskFile[]) => {
    const at = new Date().toISOString().slice(11, 19);
    for (const desk of desks) {
      const told = await askDesk(desk, 'GET', '/status');
      say(`${at}  ${told.ok ? deskInLine(desk, told.value as ToldStatus) : told.message}`);
    }
  };
  return { everyMs: LINE_MS, tell, leave: () => {} };
}

/** Drawn over and over; q or Ctrl-C leaves. */
function onScreen(over: () => void): Show {
  const { stdin, stdout } = process;
  const screen = openScreen(stdout);
  const hear = (key: Buffer) => {
    if (key.toString() === 'q' || key.toString() === CTRL_C) over();
  };
  // A terminal that is raw gives Ctrl-C as a key, and shows none.
  if (stdin.isTTY) stdin.setRawMode(true).on('data', hear);
  const tell = async (desks: readonly DeskFile[]) => {
    const parts = await Promise.all(desks.map(linesOf));
    const at = new Date().toISOString().slice(11, 19);
    screen.draw([
      `${at} UTC    q leaves, the desks go on`,
      ...parts.flatMap((part) => ['', ...part]),
    ]);
  };
  const leave = () => {
    if (stdin.isTTY) stdin.off('data', hear).setRawMode(false).pause();
    screen.leave();
  };
  return { everyMs: DRAW_MS, tell, leave };
}

async function linesOf(desk: DeskFile): Promise<readonly string[]> {
  const told = await askDesk(desk, 'GET', '/status');
  if (!told.ok) return [told.message];
  const status = told.value as ToldStatus;
  const fills = await askDesk(desk, 'GET', `/trades?most=${FILLS}`);
  const newest = fills.ok ? (fills.value as readonly FillNews[]) : [];
  // What is new first: orders may be more than fit.
  const details = [...newest.map(fillInLine), ...detailsInLines(status)];
  return [deskInLine(desk, status), ...details.map((line) => `  ${line}`)];
}
