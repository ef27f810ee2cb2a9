import { resolve } from 'node:path';
import type { Timestamp } from '../domain/units.ts';
import { plural } from '../report/format.ts';
import { DeskActivity } from '../runtime/activity/desk-activity.ts';
import type { StrategyChoice } from '../runtime/backtest-options.ts';
import { operate } from '../runtime/desk/operate.ts';
import { addressOfKey, keyPath } from '../runtime/keys.ts';
import type { LearnedKeeper } from '../runtime/learned/learned-keeper.ts';
import type { Arming } from '../runtime/live/arming.ts';
import { deskStatusOf } from '../runtime/live/desk-status.ts';
import { FillTeller } from '../runtime/live/fill-news.ts';
import { holdAccount } from '../runtime/live/kept-account.ts';
import { type LiveEnd, type LiveOptions, LiveRun } from '../runtime/live/live-run.ts';
import { liveDetailsOf, liveStatusOf, switchedDetailsOf } from '../runtime/live/live-status.ts';
import { type LiveJournal, openLiveJournal } from '../runtime/live/open-journal.ts';
import { type OpenWallet, openWallet } from '../runtime/live/open-wallet.ts';
import { signedBefore } from '../runtime/live/signed-before.ts';
import type { DeskMetrics } from '../runtime/metrics/desk-metrics.ts';
import { liveMetrics } from '../runtime/metrics/run-metrics.ts';
import { servedMetrics } from '../runtime/metrics/served-metrics.ts';
import type { DeskScreens } from '../runtime/screen/desk-screens.ts';
import { NoticeLog } from '../runtime/screen/notice-log.ts';
import { watchedLive } from '../runtime/screen/watched-runs.ts';
import type { LoopHealth } from '../runtime/supervise/supervised-loop.ts';
import type { SupervisedLoops } from '../runtime/supervise/supervised-loops.ts';
import type { Venue } from '../runtime/venue.ts';
import { accept } from './accept.ts';
import { alarmInWords } from './alarm-words.ts';
import { alertsOf, startAlerts } from './desk-alerts.ts';
import { DASHBOARD_LOOK_MS, type DeskDashboard, deskDashboard } from './desk-dashboard.ts';
import { deskLoops, stopLoops } from './desk-loops.ts';
import { Ending, exitAfter } from './ending.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { fillInWords } from './fill-words.ts';
import { guardedControl } from './guarded-control.ts';
import { keyRemedy } from './key-remedies.ts';
import { forgetGone } from './kill-choice.ts';
import { learnedBy } from './learned-by.ts';
import type { LiveCommandOptions } from './live.ts';
import {
  askArming,
  type Limits,
  limitsOf,
  requireChecks,
  type WithArchive,
  withArchive,
} from './live-arming.ts';
import { liveInWords } from './live-words.ts';
import { chooseNamed } from './named-strategies.ts';
import { openScreens } from './open-screens.ts';
import { recordingOf, remarksOn } from './options/recording-options.ts';
import { simulationOf } from './options/simulation-options.ts';
import { askPassphrase } from './output/ask-secret.ts';
import { deliverReport } from './output/deliver-report.ts';
import { type Output, openOutput } from './output/output.ts';
import { NO_RUN, reportPathOf } from './output/report-path.ts';
import { fileName, requireWritable, timeName } from './output/write-file.ts';
import { CUT_SHORT, unprovenInWords, zeroInWords } from './proof-words.ts';
import { tellNews } from './record-news.ts';
import { eachDecision } from './repeated.ts';
import { DEFAULT_CHARTS, readSettings, type Settings } from './settings.ts';

const TELL_MS = 1_000;
const STATUS_MS = 5_000;
const LEARNED_MS = 5_000;

/** Trades real orders until it is stopped or no longer armed, then proves that none is open. */
export async function runLive(named: readonly string[], given: LiveCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: given.json === true });
  const limits = limitsOf(given);
  const path = pathOfKey(given.key);
  const options = withArchive(given);
  const settings = await readSettings(options.config);
  const alerts = alertsOf(settings);
  const choices = chooseNamed(settings, named, options);
  const names = choices.map((choice) => choice.name);
  const name = names.join('+');
  const reportPath = reportPathOf(`live-${name}`, options);
  if (reportPath !== undefined) await requireWritable(reportPath(NO_RUN));
  const { key: _, ...rest } = options;
  const what = await recordingOf(rest, () => `live-${fileName(name)}-${timeName()}`);
  const found = await addressOfKey(path);
  const address = accept(found, keyRemedy(found), EXIT.refused);
  const held = accept(
    await openLiveJournal(address, what.venue.services, output.note),
    undefined,
    EXIT.refused,
  );
  const closings: (() => unknown)[] = [held.close, what.venue.close];
  try {
    const account = `live-${fileName(name)}`;
    closings.push(await heldToLearn(choices, account, options.to));
    const { clock, machine } = what.venue;
    // The signer counts days by the machine's clock.
    const before = { at: machine.now(), worth: signedBefore(held.journal, clock.now()) };
    const wallet = await walletOf(path, what.venue, { ...limits, before });
    closings.unshift(() => wallet.signer.close());
    await requireChecks(what.venue, wallet, output);
    const arming = await askArming(names, wallet, limits, { ...options, clock, machine }, output);
    wallet.arm(arming.until);
    const learned = await learnedBy(choices, account, options, what);
    const desk = { names, options, output, settings, learned, what, wallet, arming, limits };
    // Signer and journal: the wallet is another desk's from then on, once a person arms it.
    const leave = async () => {
      const [closeSigner, closeJournal] = closings.splice(0, 2);
      try {
        await closeSigner?.();
      } finally {
        await closeJournal?.();
      }
    };
    await trade({ ...desk, ...held, reportPath, leave, alerts });
  } finally {
    for (const close of closings) await close();
  }
}

/** What they learn nobody else changes until they end; how it is given free. */
async function heldToLearn(
  choices: readonly StrategyChoice[],
  account: string,
  root: string,
): Promise<() => unknown> {
  if (choices.every(({ definition }) => definition.readMemory === undefined)) return () => {};
  return accept(await holdAccount(root, account), HELD, EXIT.refused).close;
}

type Policy = Parameters<typeof openWallet>[3];

type Trading = {
  /** Of the strategies. */
  readonly names: readonly string[];
  readonly options: WithArchive;
  readonly output: Output;
  readonly settings: Settings;
  readonly learned: LearnedKeeper;
  readonly what: Awaited<ReturnType<typeof recordingOf>>;
  readonly wallet: OpenWallet;
  readonly arming: Arming;
  readonly limits: Limits;
  readonly journal: LiveJournal['journal'];
  readonly host: LiveJournal['host'];
  readonly syncs: LiveJournal['syncs'];
  readonly reportPath: ReturnType<typeof reportPathOf>;
  /** Gives the wallet back while the desk goes on. */
  readonly leave: () => Promise<void>;
  readonly alerts: ReturnType<typeof alertsOf>;
};

async function trade(trading: Trading): Promise<void> {
  const { names, options, output, what } = trading;
  const ending = new Ending(options.for);
  ending.leavesBehind = () => CUT_SHORT;
  const notices = new NoticeLog(() => what.venue.clock.now());
  const pages = { root: options.to, config: options.config, isAnyPort: false };
  const dashboard = await ending.afterStart(deskDashboard(options, pages, output));
  let isStarting = true;
  void ending.come.then(() => {
    if (isStarting) output.note(STOPS_LATER);
  });
  const started = await ending.afterStart(LiveRun.start(runOptions(trading, ending, notices)));
  isStarting = false;
  ending.leavesBehind = () => (started.ok && started.value.isOnPaper ? undefined : CUT_SHORT);
  const isRefused = !started.ok && started.code === 'other_strategies';
  const run = accept(started, NOT_BEGUN, isRefused ? EXIT.refused : EXIT.failed);
  let why: Awaited<Ending['come']> | undefined;
  let end: LiveEnd | undefined;
  const { session } = run.session;
  const whose = { names: trading.names, provenance: what.venue.provenance } as const;
  const teller = new FillTeller(run.journal.reader(), session.engine.state, whose);
  const activity = new DeskActivity(run.journal.reader(), session);
  const loops = deskLoops(what.venue, output);
  const desk = { name: what.dataset, root: options.to, venue: what.venue, notices };
  const alerts = startAlerts(trading.alerts, desk, output);
  const health = () => [...loops.health, ...alerts.health()];
  const metrics = liveMetrics(run, trading.syncs, {
    venue: what.venue,
    limits: riskLimitsOf(trading),
    loops: health,
    alerts: alerts.tally,
  });
  const closeMetrics = await servedMetrics(options.metricsPort, metrics, output.note);
  const screens = screensOf(run, trading, { activity, loops, health, notices });
  const beside = { teller, activity, metrics, loops, health, screens, dashboard };
  const closeControl = await controlOf(run, trading, ending, beside);
  try {
    for (const remark of remarksOn(what)) output.note(remark);
    const who = `${names.join('+')} ${names.length > 1 ? 'trade' : 'trades'}`;
    output.note(`${who} LIVE. Stop with Ctrl-C: its orders are canceled then, and that is proven.`);
    why = await watch(run, trading, ending, beside);
    output.note(run.isOnPaper ? 'Stopping.' : 'Stopping: canceling its orders.');
  } finally {
    // Whatever has failed: orders are taken out, and whether that is proven is told first.
    end = await run.stop();
    await closeMetrics();
    tellProof(end, output);
    // One that could not prove it stays known, so that "kill" finds its key.
    if (end.proof.isProven) await closeControl();
    await alerts.stop(troubleOf(end, why));
    await dashboard.stop();
  }
  if (end.record === undefined) output.note('There is nothing to make a report of.');
  else {
    const isMachine = options.json === true;
    await deliverReport(end.record, trading.reportPath, output, isMachine).catch((error) =>
      output.note(`The report could not be made: ${error}`),
    );
  }
  output.note(eachDecision(run.journalPath));
  requireProof(end);
  exitAfter(why, end.untaken);
}

/** What somebody who is away has to know of the end; undefined: nothing. */
function troubleOf({ proof }: LiveEnd, why: Awaited<Ending['come']> | undefined) {
  if (!proof.isProven) return `NOT PROVEN that nothing is open: ${unprovenInWords(proof)}`;
  return why?.kind === 'trouble' ? why.text : undefined;
}

function runOptions(trading: Trading, ending: Ending, notices: NoticeLog): LiveOptions {
  const { options, output, settings, learned, what, wallet, reportPath } = trading;
  const { journal, host } = trading;
  const { provenance } = what.venue;
  return {
    recording: {
      ...what,
      credentials: provenance === 'live' ? wallet.credentials : undefined,
      onNews: (news) => tellNews(news, output.note, ending),
    },
    run: {
      ...simulationOf({}, settings.config),
      strategies: learned.strategies,
      limits: riskLimitsOf(trading),
    },
    account: wallet.account,
    signer: wallet.signer.address,
    credentials: wallet.credentials,
    sign: wallet.sign,
    host,
    journal,
    learned,
    resume: options.resume ?? [],
    resumeAfterKill: options.resumeAfterKill ?? false,
    charts: reportPath === undefined ? 0 : DEFAULT_CHARTS,
    onNotice: (notice) => {
      notices.add(notice);
      output.note(alarmInWords(notice));
      if (notice.code === 'lease_lost') ending.trouble(notice.message, LOST);
    },
    onLeft: trading.leave,
    onFault: (error) => ending.trouble(`trading has stopped: ${error}`, REMEDY),
  };
}

/** Those of the configuration, and what the command says of them. */
function riskLimitsOf({ settings, limits }: Trading) {
  return { ...settings.config.limits, maxExposure: limits.maxExposure };
}

/** What runs beside the trading. */
type Beside = {
  readonly teller: FillTeller;
  readonly activity: DeskActivity;
  readonly metrics: DeskMetrics;
  readonly loops: SupervisedLoops;
  /** Of the loops and of the alerts. */
  readonly health: () => readonly LoopHealth[];
  readonly screens: DeskScreens;
  readonly dashboard: DeskDashboard;
};

type Shown = Pick<Beside, 'activity' | 'loops' | 'health'> & { readonly notices: NoticeLog };

/** What whoever looks at it is told. */
function screensOf(
  run: LiveRun,
  trading: Trading,
  { loops, health, ...beside }: Shown,
): DeskScreens {
  const { what, learned, wallet, limits, output } = trading;
  const { clock, provenance } = what.venue;
  const known = {
    ...{ name: what.dataset, clock, provenance, ...beside },
    choices: learned.strategies,
    limits: riskLimitsOf(trading),
    worthAtStart: run.worthAtStart,
    loops: health,
  };
  const dayLeft = () => Math.max(0, limits.maxDay - wallet.signer.signedToday);
  return openScreens(watchedLive(run, known, dayLeft), what.venue, loops, output);
}

/** Lets other commands look at it, stop it and kill it. */
async function controlOf(run: LiveRun, trading: Trading, ending: Ending, beside: Beside) {
  const { options, output, what, wallet, limits } = trading;
  // The start has followed the orders of earlier runs to their ends.
  await forgetGone({ key: options.key, exchange: options.exchange }).catch((error) =>
    output.note(`Old desks stay known: ${error}`),
  );
  const desk = {
    name: what.dataset,
    mode: 'live',
    provenance: what.venue.provenance,
    clock: what.venue.clock,
    key: options.key,
    exchange: options.exchange,
    archive: resolve(options.to),
    screens: beside.screens,
    status: () => ({
      ...(run.isOnPaper
        ? switchedDetailsOf(run)
        : liveDetailsOf(run, wallet.signer.signedToday, limits.maxDay)),
      loops: [...beside.health(), ...run.health],
    }),
    activity: (now: Timestamp) => beside.activity.told(now),
    fills: () => beside.teller.newest,
    metrics: () => beside.metrics.text(),
    operate: (word: Parameters<typeof operate>[1]) => operate(run.session, word),
    stop: () => ending.over(),
    kill: () => run.kill(),
    toPaper: () => run.toPaper(),
  } as const;
  return guardedControl(desk, output);
}

/** Tells what happens until something ends it. */
async function watch(run: LiveRun, trading: Trading, ending: Ending, beside: Beside) {
  const { teller, activity, metrics, loops, dashboard } = beside;
  const { options, output, what, wallet, arming } = trading;
  const { provenance } = what.venue;
  const status = () =>
    run.isOnPaper
      ? { mode: 'paper', ...deskStatusOf(run) }
      : { mode: 'live', ...liveStatusOf(run, wallet.signer.signedToday) };
  const tellFills = () => {
    for (const news of teller.take()) {
      if (options.json === true) output.line({ kind: 'fill', ...news });
      else output.say(fillInWords(news));
    }
  };
  const tellStatus = () => {
    const from = run.isOnPaper ? 'simulated' : provenance;
    if (options.json === true) output.line({ kind: 'status', provenance: from, ...status() });
    else output.note(liveInWords(status(), run.worthAtStart));
  };
  // By the time of day: a machine that slept has no right to trade on.
  const disarming = setInterval(() => {
    if (what.venue.clock.now() > arming.until && !run.isOnPaper) ending.over();
  }, TELL_MS);
  loops.start('dashboard', DASHBOARD_LOOK_MS, () => dashboard.check());
  loops.start('fills', TELL_MS, tellFills);
  loops.start('activity', STATUS_MS, () => activity.take());
  loops.start('metrics', STATUS_MS, () => metrics.take());
  loops.start('status', STATUS_MS, tellStatus);
  loops.start('learned', LEARNED_MS, () => run.keepLearned());
  loops.start('risk', STATUS_MS, () => run.keepStanding());
  const why = await ending.come;
  clearInterval(disarming);
  await stopLoops(loops, output);
  tellFills();
  tellStatus();
  return why;
}

const HELD = 'Stop that one first, or keep what this one learns in another archive, by --to.';
const REMEDY = 'Its orders are being canceled. See the error with --debug, and report it.';
const LOST = 'Its own orders are being canceled; those of the other desk are left alone.';
const STOPS_LATER =
  'It stops when it is known what earlier runs left open. A second Ctrl-C ends it at once.';
const NOT_BEGUN = 'Nothing new was sent. "polydesk kill" cancels what may be open, and proves it.';

function pathOfKey(key: string | undefined): string {
  if (key !== undefined) return keyPath(key);
  const remedy = 'Make one with "polydesk keys add", and name it by --key.';
  throw new CommandFailure(EXIT.refused, 'live trading needs a key', remedy);
}

async function walletOf(path: string, venue: Venue, limits: Policy): Promise<OpenWallet> {
  const opened = await openWallet(path, await askPassphrase(false), venue, limits);
  const isAway = !opened.ok && opened.code === 'unreachable';
  return accept(opened, keyRemedy(opened), isAway ? EXIT.unreachable : EXIT.refused);
}

function tellProof({ proof, troubles }: LiveEnd, output: Output): void {
  output.note(zeroInWords(proof));
  if (proof.unsettled > 0) {
    output.note(`${plural(proof.unsettled, 'fill')} may still be taken back by the chain.`);
  }
  for (const trouble of troubles) output.note(`Afterwards: ${trouble}`);
}

function requireProof({ proof }: LiveEnd): void {
  const remedy = 'Run "polydesk kill" until it proves zero.';
  if (!proof.isProven) {
    throw new CommandFailure(EXIT.failed, `NOT PROVEN: ${unprovenInWords(proof)}`, remedy);
  }
  if (!proof.isWritten) throw new CommandFailure(EXIT.failed, 'the journal lacks the end', remedy);
}
