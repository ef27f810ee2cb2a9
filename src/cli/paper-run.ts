import { resolve } from 'node:path';
import { DeskActivity } from '../runtime/activity/desk-activity.ts';
import { operate } from '../runtime/desk/operate.ts';
import { deskStatusOf } from '../runtime/live/desk-status.ts';
import { FillTeller } from '../runtime/live/fill-news.ts';
import { type KeptAccount, openAccount } from '../runtime/live/kept-account.ts';
import { newAccount, resumed, worthAtCost } from '../runtime/live/paper-account.ts';
import { paperDetailsOf } from '../runtime/live/paper-details.ts';
import { type PaperEnd, type PaperOptions, PaperRun } from '../runtime/live/paper-run.ts';
import { areSamePlaces } from '../runtime/live/strategy-places.ts';
import { paperMetrics } from '../runtime/metrics/run-metrics.ts';
import { servedMetrics } from '../runtime/metrics/served-metrics.ts';
import { statusOf } from '../runtime/record/recording-status.ts';
import { NoticeLog } from '../runtime/screen/notice-log.ts';
import { watchedPaper } from '../runtime/screen/watched-runs.ts';
import { accept } from './accept.ts';
import { alarmInWords } from './alarm-words.ts';
import { alertsOf, startAlerts } from './desk-alerts.ts';
import { DASHBOARD_LOOK_MS, type DeskDashboard, deskDashboard } from './desk-dashboard.ts';
import { deskLoops, stopLoops } from './desk-loops.ts';
import { Ending, exitAfter } from './ending.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { guardedControl } from './guarded-control.ts';
import { learnedBy } from './learned-by.ts';
import { chooseNamed } from './named-strategies.ts';
import { openScreens } from './open-screens.ts';
import { recordingOf, remarksOn } from './options/recording-options.ts';
import { simulationOf } from './options/simulation-options.ts';
import { deliverReport } from './output/deliver-report.ts';
import { type Output, openOutput } from './output/output.ts';
import { NO_RUN, reportPathOf } from './output/report-path.ts';
import { fileName, requireWritable, timeName } from './output/write-file.ts';
import type { PaperCommandOptions } from './paper.ts';
import { goingOnInWords, paperInJson, paperInWords } from './paper-words.ts';
import { tellNews } from './record-news.ts';
import { tellRepeated } from './repeated.ts';
import { requireHeard } from './require-heard.ts';
import { DEFAULT_CHARTS, readSettings } from './settings.ts';

const ACCOUNT_MS = 1_000;
const STATUS_MS = 5_000;
const LEARNED_MS = 5_000;

type Recording = Awaited<ReturnType<typeof recordingOf>>;

/** Trades on paper until it is stopped, then reports as a backtest does. */
export async function runPaper(
  named: readonly string[],
  options: PaperCommandOptions,
): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const choices = chooseNamed(settings, named, options);
  const names = choices.map((choice) => choice.name);
  const name = names.join('+');
  const alerts = alertsOf(settings);
  const { limits } = settings.config;
  const what = await recordingOf(options, () => `paper-${fileName(name)}-${timeName()}`);
  const reportPath = reportPathOf(`paper-${name}`, options);
  if (reportPath !== undefined) await requireWritable(reportPath(NO_RUN));
  const who = accountName(name, options);
  const kept = await accountOf(who, names, what, options);
  try {
    const learned = await learnedBy(choices, who, options, what);
    const { strategies } = learned;
    const run = { ...simulationOf(options, settings.config), strategies, limits };
    const before = kept.before ?? newAccount(run.capital);
    const account = resumed(before, options.resume, options.resumeAfterKill);
    const charts = reportPath === undefined ? 0 : (options.charts ?? DEFAULT_CHARTS);
    const trading = { name, names, options, output, what, kept, reportPath, alerts };
    const earlier = kept.before?.run;
    await trade(trading, { mode: 'paper', run, account, earlier, learned, charts });
  } finally {
    await kept.close();
    what.venue.close();
  }
}

type Trading = {
  /** All of them in one word. */
  readonly name: string;
  readonly names: readonly string[];
  readonly options: PaperCommandOptions;
  readonly output: Output;
  readonly what: Recording;
  readonly kept: KeptAccount;
  readonly reportPath: ReturnType<typeof reportPathOf>;
  readonly alerts: ReturnType<typeof alertsOf>;
};

type Asked = Omit<PaperOptions, 'recording' | 'onAlarm' | 'onFault'>;

async function trade(trading: Trading, asked: Asked): Promise<void> {
  const { name, names, options, output, what, kept } = trading;
  const ending = new Ending(options.for);
  const notices = new NoticeLog(() => what.venue.clock.now());
  const pages = { root: options.to, config: options.config, isAnyPort: false };
  const dashboard = await ending.afterStart(deskDashboard(options, pages, output));
  const begun = PaperRun.start({
    ...asked,
    recording: { ...what, onNews: (news) => tellNews(news, output.note, ending) },
    onAlarm: (alarm) => {
      notices.add(alarm);
      output.note(alarmInWords(alarm));
    },
    onFault: (error) => ending.trouble(`trading has stopped: ${error}`, REMEDY),
  });
  const paper = await ending.afterStart(begun);
  for (const remark of remarksOn(what)) output.note(remark);
  if (kept.before !== undefined) output.note(goingOnInWords(kept.before));
  const verb = names.length > 1 ? 'trade' : 'trades';
  output.note(`${name} ${verb} on paper. Stop with Ctrl-C: the report is made then.`);
  const watching = { ...trading, run: asked.run, notices, dashboard };
  const { why, closeControl, alerts } = await watch(paper, watching, ending);
  // The desk is known until where it stands is kept, and no longer, whatever fails on the way.
  const keep = () => kept.keep({ ...paper.account, run: what.dataset, strategies: names });
  const trouble = why.kind === 'trouble' ? why.text : undefined;
  const tell = () => alerts.stop(trouble);
  const end = await paper.stop().finally(keep).finally(closeControl).finally(tell);
  await dashboard.stop();
  const { untaken } = paper.recording.venueRecorder.recorder;
  // There is nothing whole to make a report of.
  if (untaken !== undefined) return exitAfter(why, untaken);
  // Of a session that broke a replay breaks as well: the error is all there is to tell.
  if (why.kind === 'trouble' && end === undefined) return exitAfter(why);
  await tellEnd(end, trading);
  requireHeard(why, statusOf(paper.recording));
  exitAfter(why);
}

type Watching = Trading &
  Pick<Asked, 'run'> & {
    readonly notices: NoticeLog;
    readonly dashboard: DeskDashboard;
  };

/** Tells how it is doing, and keeps where it stands, until something ends it. */
async function watch(paper: PaperRun, trading: Watching, ending: Ending) {
  const { what, kept, names: strategies, output, options } = trading;
  const capital = worthAtCost(paper.beganWith);
  const tell = () => {
    const status = deskStatusOf(paper);
    if (options.json === true) output.line(paperInJson(status));
    else output.note(paperInWords(status, capital));
  };
  const loops = deskLoops(what.venue, output);
  const run = what.dataset;
  loops.start('account', ACCOUNT_MS, () => kept.keep({ ...paper.account, run, strategies }));
  loops.start('learned', LEARNED_MS, () => paper.keepLearned());
  loops.start('status', STATUS_MS, tell);
  loops.start('dashboard', DASHBOARD_LOOK_MS, () => trading.dashboard.check());
  const activity = new DeskActivity(paper.journal.reader(), paper.session.session);
  const whose = { names: trading.names, provenance: what.venue.provenance } as const;
  const teller = new FillTeller(paper.journal.reader(), paper.session.session.engine.state, whose);
  loops.start('activity', STATUS_MS, () => activity.take());
  loops.start('fills', STATUS_MS, () => teller.take());
  const desk = { name: run, root: options.to, venue: what.venue, notices: trading.notices };
  const alerts = startAlerts(trading.alerts, desk, output);
  const health = () => [...loops.health, ...alerts.health()];
  const metrics = paperMetrics(paper, 'paper', {
    venue: what.venue,
    limits: trading.run.limits,
    loops: health,
    alerts: alerts.tally,
  });
  loops.start('metrics', STATUS_MS, () => metrics.take());
  const closeMetrics = await servedMetrics(options.metricsPort, metrics, output.note);
  const { clock, provenance } = what.venue;
  const known = {
    ...{ name: run, clock, activity, provenance, notices: trading.notices },
    choices: trading.run.strategies,
    limits: trading.run.limits,
    worthAtStart: capital,
    loops: health,
  };
  const screens = openScreens(watchedPaper(paper, known, 'paper'), what.venue, loops, output);
  const closeControl = await guardedControl(
    {
      ...{ name: run, mode: 'paper', provenance, clock, screens },
      archive: resolve(options.to),
      status: () => ({ ...paperDetailsOf(paper), loops: [...health(), ...paper.health] }),
      activity: (now) => activity.told(now),
      fills: () => {
        teller.take();
        return teller.newest;
      },
      metrics: () => metrics.text(),
      operate: (word) => operate(paper.session, word),
      stop: () => ending.stop(),
      kill: () => paper.kill(),
    },
    output,
  );
  const why = await ending.come;
  await stopLoops(loops, output);
  await closeMetrics();
  tell();
  return { why, closeControl, alerts };
}

async function tellEnd(end: PaperEnd | undefined, trading: Trading): Promise<void> {
  const { output, options, what, reportPath } = trading;
  if (end === undefined) {
    output.note('Nothing was heard of any market: there is nothing to report.');
    return;
  }
  await deliverReport(end.record, reportPath, output, options.json === true);
  tellRepeated(end, `dataset ${what.dataset} of ${options.to}`, output);
}

/** An exchange on this machine is a world of its own. */
function accountName(strategies: string, { account, exchange }: PaperCommandOptions): string {
  const place = exchange === undefined ? '' : `-${fileName(new URL(exchange).host)}`;
  return fileName(account ?? `${strategies}${place}`);
}

/** The account that it goes on with, held until the command ends. */
async function accountOf(
  name: string,
  strategies: readonly string[],
  { venue }: Recording,
  { to, fresh = false, capital }: PaperCommandOptions,
): Promise<KeptAccount> {
  const kept = accept(await openAccount(to, name, venue.services, fresh), OTHER, EXIT.data);
  const { before } = kept;
  if (before === undefined) return kept;
  if (capital !== undefined) {
    await kept.close();
    const what = `${kept.path} goes on with what it has: --capital says nothing`;
    throw new CommandFailure(EXIT.usage, what, 'Leave it out, or begin anew by --fresh.');
  }
  const owners = before.strategies ?? strategies;
  if (!areSamePlaces(owners, strategies) && before.positions.length > 0) {
    await kept.close();
    const what = `${kept.path} holds positions of ${owners.join(', ')}`;
    throw new CommandFailure(EXIT.usage, what, `Name these strategies. ${OTHER}`);
  }
  return kept;
}

const OTHER = 'Name another by --account, or begin anew by --fresh.';
const REMEDY = 'What was recorded is in the archive; see the error with --debug, and report it.';
