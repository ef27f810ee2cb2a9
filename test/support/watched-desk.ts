// A desk on paper whose books move, as commands of this machine find it.
import { onTestFinished } from 'vitest';
import type { Usd } from '../../src/domain/units.ts';
import { DeskActivity } from '../../src/runtime/activity/desk-activity.ts';
import { type DeskFile, knownDesks } from '../../src/runtime/desk/desk-file.ts';
import { openControl } from '../../src/runtime/desk/open-control.ts';
import { operate } from '../../src/runtime/desk/operate.ts';
import { type PaperEnd, PaperRun } from '../../src/runtime/live/paper-run.ts';
import { DeskScreens } from '../../src/runtime/screen/desk-screens.ts';
import { NoticeLog } from '../../src/runtime/screen/notice-log.ts';
import { watchedPaper } from '../../src/runtime/screen/watched-runs.ts';
import { strategyRun } from './backtest-options.ts';
import { temporaryFolder } from './imported.ts';
import { loopbackRecording } from './loopback-recording.ts';
import { loopbackVenue } from './loopback-venue.ts';
import { bookFrame } from './market-frames.ts';

const PARAMETERS = { intervalMs: '100', size: '6', holdLast: '0', flatLast: '0' };

export async function watchedDesk(
  strategy = 'random',
  parameters: Readonly<Record<string, string>> = PARAMETERS,
) {
  const root = temporaryFolder();
  const { venue, market } = await loopbackVenue();
  const faults: unknown[] = [];
  const run = strategyRun(root, strategy, parameters);
  const paper = await PaperRun.start({
    mode: 'paper',
    recording: loopbackRecording({ venue, root, dataset: 'paper' }),
    run,
    charts: 0,
    onAlarm: (alarm) => faults.push(alarm),
    onFault: (error) => faults.push(error),
  });
  const moving = setInterval(() => {
    const cents = 40 + (Date.now() % 10);
    for (const [i, token] of [...market.books.keys()].entries()) {
      if (i % 2 === 1) continue;
      const sketch = { bids: [[`0.${cents}`, '50']], asks: [[`0.${cents + 1}`, '50']] } as const;
      market.publish(token, bookFrame({ token, ms: Date.now(), ...sketch }));
    }
  }, 40);
  const activity = new DeskActivity(paper.journal.reader(), paper.session.session);
  const { clock, machine } = venue;
  const known = {
    ...{ name: 'paper', clock, activity, notices: new NoticeLog(), choices: run.strategies },
    provenance: 'simulated' as const,
    limits: run.limits,
    worthAtStart: run.capital as Usd,
    loops: () => [],
  };
  const watched = watchedPaper(paper, known, 'paper');
  const screens = new DeskScreens(watched, machine, (error) => faults.push(error));
  let stops = 0;
  const folder = temporaryFolder();
  const close = await openControl(
    {
      ...{ name: 'paper', mode: 'paper', provenance: 'simulated', clock, screens },
      status: () => ({}),
      activity: (now) => activity.told(now),
      fills: () => [],
      operate: (word) => operate(paper.session, word),
      kill: () => paper.kill(),
      stop: () => {
        stops++;
      },
    },
    folder,
  );
  let stopped: Promise<PaperEnd | undefined> | undefined;
  const stop = () => {
    clearInterval(moving);
    stopped ??= close().then(() => paper.stop());
    return stopped;
  };
  onTestFinished(async () => void (await stop()));
  const [file] = await knownDesks(folder);
  const found = { file: file as DeskFile, folder, root };
  return { paper, screens, faults, stop, ...found, stops: () => stops };
}
