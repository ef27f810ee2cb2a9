import { join, resolve } from 'node:path';
import { dollars, plural } from '../report/format.ts';
import { DeskActivity } from '../runtime/activity/desk-activity.ts';
import { emptyConfig } from '../runtime/config-file.ts';
import { Demo } from '../runtime/demo/demo.ts';
import { operate } from '../runtime/desk/operate.ts';
import { deskStatusOf } from '../runtime/live/desk-status.ts';
import { type FillNews, FillTeller } from '../runtime/live/fill-news.ts';
import { worthAtCost } from '../runtime/live/paper-account.ts';
import { paperDetailsOf } from '../runtime/live/paper-details.ts';
import { paperMetrics } from '../runtime/metrics/run-metrics.ts';
import { servedMetrics } from '../runtime/metrics/served-metrics.ts';
import type { DeskScreens } from '../runtime/screen/desk-screens.ts';
import { NoticeLog } from '../runtime/screen/notice-log.ts';
import type { WatchedDesk } from '../runtime/screen/watched-desk.ts';
import { watchedPaper } from '../runtime/screen/watched-runs.ts';
import type { SessionOptions } from '../runtime/session.ts';
import type { LoopHealth } from '../runtime/supervise/supervised-loop.ts';
import type { SupervisedLoops } from '../runtime/supervise/supervised-loops.ts';
import { accept } from './accept.ts';
import { alarmInWords } from './alarm-words.ts';
import type { DemoCommandOptions } from './demo.ts';
import { alertsOf, startAlerts } from './desk-alerts.ts';
import { DASHBOARD_LOOK_MS, type DeskDashboard, deskDashboard } from './desk-dashboard.ts';
import { deskLoops, stopLoops } from './desk-loops.ts';
import { Ending, exitAfter } from './ending.ts';
import { EXIT } from './failure.ts';
import { fillInWords } from './fill-words.ts';
import { guardedControl } from './guarded-control.ts';
import { openScreens } from './open-screens.ts';
import { simulationOf } from './options/simulation-options.ts';
import { deliverReport } from './output/deliver-report.ts';
import { type Output, openOutput } from './output/output.ts';
import { goingOnInWords, paperInJson, paperInWords } from './paper-words.ts';
import { tellNews } from './record-news.ts';
import { tellRepeated } from './repeated.ts';
import { chooseFrom, DEFAULT_CHARTS, readSettings } from './settings.ts';

const DEFAULT_FOLDER = 'demo';
const TELL_MS = 1_000;
const STATUS_MS = 5_000;
/** Two that trade at once whatever the market does: one takes, one makes. */
const CAST = [
  ['random', { intervalMs: '7000', size: '6' }],
  ['join-best', { size: '8', maxPosition: '40' }],
] as const;

/** Runs the local exchange and a desk on it until it is stopped. */
export async function runDemo(options: DemoCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const folder = options.dir ?? DEFAULT_FOLDER;
  const read = await readSettings(undefined);
  const told = alertsOf(read);
  const settings = { ...read, config: emptyConfig() };
  const strategies = CAST.map(([name, texts]) => chooseFrom(settings, name, texts));
  const { limits } = settings.config;
  const run = { ...simulationOf({}, settings.config), strategies, limits };
  const ending = new Ending(options.for);
  const pages = { root: archiveOf(folder), config: undefined, isAnyPort: true };
  const dashboard = await ending.afterStart(deskDashboard(options, pages, output));
  const notices = new NoticeLog();
  const started = await ending.afterStart(
    Demo.start({
      folder,
      port: options.port ?? 0,
      run,
      charts: DEFAULT_CHARTS,
      onNews: (news) => tellNews(news, output.note, ending),
      onAlarm: (alarm) => {
        notices.add(alarm);
        output.note(alarmInWords(alarm));
      },
      onFault: (error) => ending.trouble(`the demo has failed: ${error}`, REMEDY),
    }),
  );
  const isHeld = !started.ok && started.code === 'account_locked';
  const remedy = isHeld ? HELD : `Move ${folder} away to begin anew.`;
  const demo = accept(started, remedy, isHeld ? EXIT.data : EXIT.usage);
  output.note(`SIMULATED: exchange, prices, traders and money are invented. ${demo.exchange.base}`);
  output.note(beginningInWords(demo, folder));
  output.note('Stop with Ctrl-C; the next start goes on from there.');
  const { why, close } = await watch(demo, {
    ...{ options, ending, output, notices, run, told, dashboard },
    archive: archiveOf(folder),
  });
  const end = await demo.stop();
  await close();
  await dashboard.stop();
  if (end !== undefined) {
    const path = () => join(folder, 'report.html');
    await deliverReport(end.record, path, output, options.json === true);
    tellRepeated(end, `the recording in ${folder}`, output);
  }
  exitAfter(why);
}

type Shown = {
  readonly options: DemoCommandOptions;
  readonly ending: Ending;
  readonly output: Output;
  readonly notices: NoticeLog;
  readonly run: SessionOptions;
  readonly told: ReturnType<typeof alertsOf>;
  readonly dashboard: DeskDashboard;
  readonly archive: string;
};

/** Where a demo of that folder keeps what it records. */
function archiveOf(folder: string): string {
  return resolve(join(folder, 'archive'));
}

/** Tells how it is doing until something ends it; `close`: it is known no more. */
async function watch(demo: Demo, shown: Shown) {
  const { options, ending, output, notices, run, told, dashboard, archive } = shown;
  const { paper } = demo;
  const capital = worthAtCost(demo.state);
  const whose = { names: NAMES, provenance: 'simulated' } as const;
  const teller = new FillTeller(paper.journal.reader(), paper.session.session.engine.state, whose);
  const activity = new DeskActivity(paper.journal.reader(), paper.session.session);
  const loops = deskLoops(demo.venue, output);
  const { name, venue } = demo;
  const alerts = startAlerts(told, { name, root: archive, venue, notices }, output);
  const health = () => [...loops.health, ...alerts.health()];
  const metrics = paperMetrics(paper, 'demo', {
    venue,
    limits: run.limits,
    loops: health,
    alerts: alerts.tally,
  });
  const closeMetrics = await servedMetrics(options.metricsPort, metrics, output.note);
  const closeControl = await guardedControl(
    {
      ...{ name: demo.name, mode: 'demo', provenance: 'simulated', clock: demo.venue.clock },
      archive,
      screens: screensOf(demo, { activity, loops, health, notices, run }, output),
      status: () => ({ ...paperDetailsOf(paper), loops: [...health(), ...paper.health] }),
      activity: (now) => activity.told(now),
      fills: () => teller.newest,
      metrics: () => metrics.text(),
      operate: (word) => operate(paper.session, word),
      stop: () => ending.stop(),
      kill: () => paper.kill(),
    },
    output,
  );
  const tellFills = () => {
    for (const news of teller.take()) tellFill(news, output, options.json === true);
  };
  const tellStatus = () => {
    const status = deskStatusOf(paper);
    if (options.json === true) output.line(paperInJson(status));
    else output.note(paperInWords(status, capital));
  };
  loops.start('dashboard', DASHBOARD_LOOK_MS, () => dashboard.check());
  loops.start('account', TELL_MS, () => demo.save());
  loops.start('fills', TELL_MS, tellFills);
  loops.start('activity', STATUS_MS, () => activity.take());
  loops.start('metrics', STATUS_MS, () => metrics.take());
  loops.start('status', STATUS_MS, tellStatus);
  const why = await ending.come;
  await stopLoops(loops, output);
  const trouble = why.kind === 'trouble' ? why.text : undefined;
  const tellOver = () => alerts.stop(trouble);
  return { why, close: () => closeControl().then(closeMetrics).then(tellOver) };
}

type Beside = Pick<WatchedDesk, 'activity' | 'notices'> & {
  readonly loops: SupervisedLoops;
  /** Of the loops and of the alerts. */
  readonly health: () => readonly LoopHealth[];
  readonly run: SessionOptions;
};

/** What whoever looks at it is told. */
function screensOf(
  demo: Demo,
  { loops, health, run, ...beside }: Beside,
  output: Output,
): DeskScreens {
  const known = {
    ...{ name: demo.name, clock: demo.venue.clock, ...beside, provenance: 'simulated' as const },
    choices: run.strategies,
    limits: run.limits,
    worthAtStart: worthAtCost(demo.state),
    loops: health,
  };
  return openScreens(watchedPaper(demo.paper, known, 'demo'), demo.venue, loops, output);
}

function beginningInWords({ begins, state }: Demo, folder: string): string {
  const money = `${dollars(state.cash)} dollars`;
  switch (begins.how) {
    case 'anew':
      return `A new demo in ${folder}, with ${money}.`;
    case 'where_it_stopped':
      return goingOnInWords(state);
    case 'in_a_new_world': {
      const gone =
        begins.lost === 0 ? '' : `; ${plural(begins.lost, 'position')} of the old one gone`;
      return `Its world is more than a week old: a new one begins, with ${money}${gone}.`;
    }
  }
}

const HELD = 'Stop that one first, or name another folder by --dir.';
const REMEDY = 'See the error with --debug, and report it.';

const NAMES = CAST.map(([name]) => name);

function tellFill(news: FillNews, output: Output, isMachine: boolean): void {
  if (!isMachine) {
    output.say(fillInWords(news));
    return;
  }
  const { market, label, strategyName: who, fill } = news;
  output.line({ kind: 'fill', provenance: 'simulated', market, label, strategy: who, ...fill });
}
