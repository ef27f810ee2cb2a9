import { type LiveEnd, type LiveOptions, LiveRun } from '../../runtime/live/live-run.ts';
import { NoticeLog } from '../../runtime/screen/notice-log.ts';
import { accept } from '../accept.ts';
import { alarmInWords } from '../alarm-words.ts';
import { deskDashboard } from '../desk-dashboard.ts';
import { Ending, exitAfter } from '../ending.ts';
import { EXIT } from '../failure.ts';
import { remarksOn } from '../options/recording-options.ts';
import { simulationOf } from '../options/simulation-options.ts';
import { deliverReport } from '../output/deliver-report.ts';
import { CUT_SHORT } from '../proof-words.ts';
import { tellNews } from '../record-news.ts';
import { eachDecision } from '../repeated.ts';
import { DEFAULT_CHARTS } from '../settings.ts';
import { type Beside, beginBeside } from './beside.ts';
import { requireProof, tellProof, troubleOf } from './proof.ts';
import { riskLimitsOf, type Trading } from './trading.ts';
import { watch } from './watch.ts';

/** Trades until something ends it, proves that nothing is open, and makes its report. */
export async function trade(trading: Trading): Promise<void> {
  const { options, output, what } = trading;
  const ending = new Ending(options.for);
  ending.leavesBehind = () => CUT_SHORT;
  const notices = new NoticeLog(() => what.venue.clock.now());
  const pages = { root: options.to, config: options.config, isAnyPort: false };
  const dashboard = await ending.afterStart(deskDashboard(options, pages, output));
  const run = await begin(trading, ending, notices);
  let beside: Beside | undefined;
  let why: Awaited<Ending['come']> | undefined;
  let end: LiveEnd | undefined;
  try {
    beside = await beginBeside(run, trading, ending, notices);
    tellBegun(trading);
    why = await watch(run, trading, ending, { ...beside, dashboard });
    output.note(run.isOnPaper ? 'Stopping.' : 'Stopping: canceling its orders.');
  } finally {
    // Whatever has failed: orders are taken out, and whether that is proven is told first.
    end = await run.stop();
    await beside?.closeMetrics();
    tellProof(end, output);
    // One that could not prove it stays known, so that "kill" finds its key.
    if (end.proof.isProven) await beside?.closeControl();
    await beside?.alerts.stop(troubleOf(end, why));
    await dashboard.stop();
  }
  await report(run, end, trading);
  requireProof(end);
  exitAfter(why, end.untaken);
}

/** Begins once all that earlier runs left is known to be over. */
async function begin(trading: Trading, ending: Ending, notices: NoticeLog): Promise<LiveRun> {
  let isStarting = true;
  void ending.come.then(() => {
    if (isStarting) trading.output.note(STOPS_LATER);
  });
  const started = await ending.afterStart(LiveRun.start(runOptions(trading, ending, notices)));
  isStarting = false;
  ending.leavesBehind = () => (started.ok && started.value.isOnPaper ? undefined : CUT_SHORT);
  const isRefused = !started.ok && started.code === 'other_strategies';
  return accept(started, NOT_BEGUN, isRefused ? EXIT.refused : EXIT.failed);
}

function tellBegun({ names, what, output }: Trading): void {
  for (const remark of remarksOn(what)) output.note(remark);
  const who = `${names.join('+')} ${names.length > 1 ? 'trade' : 'trades'}`;
  output.note(`${who} LIVE. Stop with Ctrl-C: its orders are canceled then, and that is proven.`);
}

async function report(run: LiveRun, { record }: LiveEnd, trading: Trading): Promise<void> {
  const { options, output, reportPath } = trading;
  if (record === undefined) output.note('There is nothing to make a report of.');
  else {
    await deliverReport(record, reportPath, output, options.json === true).catch((error) =>
      output.note(`The report could not be made: ${error}`),
    );
  }
  output.note(eachDecision(run.journalPath));
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

const REMEDY = 'Its orders are being canceled. See the error with --debug, and report it.';
const LOST = 'Its own orders are being canceled; those of the other desk are left alone.';
const STOPS_LATER =
  'It stops when it is known what earlier runs left open. A second Ctrl-C ends it at once.';
const NOT_BEGUN = 'Nothing new was sent. "polydesk kill" cancels what may be open, and proves it.';
