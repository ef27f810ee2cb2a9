import { setTimeout as wait } from 'node:timers/promises';
import { askDesk } from '../runtime/desk/ask-desk.ts';
import { type DeskFile, runningDesks } from '../runtime/desk/desk-file.ts';
import { desksNamed } from './desk-choice.ts';
import { deskInLine, type ToldStatus, whoIs } from './desk-words.ts';
import { Ending } from './ending.ts';
import { DeskFollowers } from './monitor/desk-followers.ts';
import { afterKey, type Looking, START } from './monitor/monitor-keys.ts';
import { type MonitorView, monitorLines, scrollMost } from './monitor/monitor-view.ts';
import type { MonitorOptions } from './monitor.ts';
import { openOutput } from './output/output.ts';
import { openScreen, type Styled, sizeOf } from './output/screen.ts';

/** So often it is looked which desks run. */
const LOOK_MS = 1_000;
/** What comes within so long is drawn at once. */
const DRAW_MS = 100;
/** Into a file or a pipe less often: every line stays there. */
const LINE_MS = 5_000;

/** Where it is told, and how often it is looked which desks run. */
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

/** Drawn over and over as the desks tell what changes; q or Ctrl-C leaves. */
function onScreen(over: () => void): Show {
  const { stdin, stdout } = process;
  const screen = openScreen(stdout);
  let looking: Looking = START;
  let drawing: NodeJS.Timeout | undefined;
  const draw = () => {
    drawing = undefined;
    screen.draw(linesNow(followers, looking, sizeOf(stdout).rows));
  };
  const followers = new DeskFollowers(() => {
    drawing ??= setTimeout(draw, DRAW_MS);
  });
  const hear = (key: Buffer) => {
    const view = viewOf(followers, looking, sizeOf(stdout).rows);
    const next = afterKey(key.toString(), looking, view === undefined ? 0 : scrollMost(view));
    if (next === undefined) return over();
    looking = next;
    draw();
  };
  // A terminal that is raw gives Ctrl-C as a key, and shows none.
  if (stdin.isTTY) stdin.setRawMode(true).on('data', hear);
  stdout.on('resize', draw);
  const tell = async (desks: readonly DeskFile[]) => {
    followers.follow(desks);
    draw();
  };
  const leave = () => {
    followers.follow([]);
    clearTimeout(drawing);
    stdout.off('resize', draw);
    if (stdin.isTTY) stdin.off('data', hear).setRawMode(false).pause();
    screen.leave();
  };
  return { everyMs: LOOK_MS, tell, leave };
}

function linesNow(followers: DeskFollowers, looking: Looking, rows: number): Styled[] {
  const view = viewOf(followers, looking, rows);
  const troubles = followers.all.flatMap(({ desk, trouble }) =>
    trouble === undefined ? [] : [{ text: `${whoIs(desk)}: ${trouble}`, style: 'bad' } as const],
  );
  if (view === undefined) return troubles.length > 0 ? troubles : [{ text: 'Asking …' }];
  return [...troubles, ...monitorLines({ ...view, rows: rows - troubles.length })];
}

/** Undefined: no desk has told anything yet. */
function viewOf(
  { all }: DeskFollowers,
  { section, scrolled, desk }: Looking,
  rows: number,
): MonitorView | undefined {
  const heard = all.flatMap(({ latest }) => (latest === undefined ? [] : [latest]));
  const shown = heard[desk % Math.max(1, heard.length)];
  if (shown === undefined) return undefined;
  const { document } = shown;
  const others = heard.filter((one) => one !== shown).map((one) => one.document.desk.name);
  return { document, now: shown.now, section, scrolled, rows, others };
}
