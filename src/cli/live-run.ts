import { MICROS_PER_MS, type Timestamp, type Usd } from '../domain/units.ts';
import { dollars, plural } from '../report/format.ts';
import { renderReport } from '../report/html/report.ts';
import { reportJson } from '../report/json/report.ts';
import { foldReport } from '../report/report.ts';
import { summarize } from '../report/text/summary.ts';
import type { StrategyChoice } from '../runtime/backtest-options.ts';
import { openControl } from '../runtime/desk/open-control.ts';
import { keyPath } from '../runtime/keys.ts';
import { type Arming, type ArmingRequest, arm, armingPhrase } from '../runtime/live/arming.ts';
import { FillTeller } from '../runtime/live/fill-news.ts';
import { type LiveCheck, liveChecks } from '../runtime/live/live-checks.ts';
import { type LiveEnd, LiveRun } from '../runtime/live/live-run.ts';
import { liveStatusOf } from '../runtime/live/live-status.ts';
import { openLiveJournal } from '../runtime/live/open-journal.ts';
import { type OpenWallet, openWallet } from '../runtime/live/open-wallet.ts';
import type { Venue } from '../runtime/venue.ts';
import { accept } from './accept.ts';
import { Ending, exitAfter } from './ending.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { fillInWords } from './fill-words.ts';
import type { LiveCommandOptions } from './live.ts';
import { liveInWords } from './live-words.ts';
import { recordingOf, remarksOn } from './options/recording-options.ts';
import { simulationOf } from './options/simulation-options.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { askLine } from './output/ask-line.ts';
import { askPassphrase } from './output/ask-secret.ts';
import { type Output, openOutput } from './output/output.ts';
import { NO_RUN, reportPathOf } from './output/report-path.ts';
import { fileName, requireWritable, timeName, writeWhole } from './output/write-file.ts';
import { tellNews } from './record-news.ts';
import { chooseFrom, DEFAULT_CHARTS, readSettings } from './settings.ts';

const TELL_MS = 1_000;
const STATUS_EVERY = 5;
const DEFAULT_HOURS = 8;

type Limits = { readonly maxOrder: Usd; readonly maxDay: Usd; readonly maxExposure: Usd };

/** Trades real orders until it is stopped or no longer armed, then proves that none is open. */
export async function runLive(name: string, options: LiveCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const limits = limitsOf(options);
  const settings = await readSettings(options.config);
  const strategy = chooseFrom(settings, name, parameterTexts(options));
  const reportPath = reportPathOf(`live-${name}`, options);
  if (reportPath !== undefined) await requireWritable(reportPath(NO_RUN));
  const { key, ...rest } = options;
  const what = await recordingOf(rest, () => `live-${fileName(name)}-${timeName()}`);
  const wallet = await walletOf(key, what.venue, limits);
  await requireChecks(what.venue, wallet, output);
  const arming = await askArming(strategy, wallet, limits, options, output);
  const held = await openLiveJournal(wallet.signer.address, what.venue.services, output.note);
  const { journal, close } = accept(held, undefined, EXIT.refused);
  const ending = new Ending(options.for);
  const credentials = what.venue.provenance === 'live' ? wallet.credentials : undefined;
  const started = await ending.afterStart(
    LiveRun.start({
      recording: {
        ...what,
        credentials,
        onNews: (news) => tellNews(news, output.note, ending),
      },
      run: {
        ...simulationOf({}, settings.config),
        strategies: [strategy],
        limits: { ...settings.config.limits, maxExposure: limits.maxExposure },
      },
      account: wallet.account,
      signer: wallet.signer.address,
      credentials: wallet.credentials,
      sign: wallet.sign,
      journal,
      charts: reportPath === undefined ? 0 : DEFAULT_CHARTS,
      onNotice: ({ code, message }) => output.note(`NOTICE ${code}: ${message}`),
      onFault: (error) => ending.trouble(`trading has stopped: ${error}`, REMEDY),
    }),
  );
  const run = accept(started, NOT_BEGUN, EXIT.failed);
  for (const remark of remarksOn(what)) output.note(remark);
  output.note(`${name} trades LIVE. Stop with Ctrl-C: everything is canceled then, and proven.`);
  const disarm = setTimeout(() => ending.over(), msUntil(arming));
  const teller = new FillTeller(run.entries, run.session.session.engine.state);
  const closeControl = await openControl({
    name: what.dataset,
    mode: 'live',
    provenance: what.venue.provenance,
    status: () => liveStatusOf(run, wallet.signer.signedToday),
    fills: () => teller.all,
    stop: () => ending.over(),
  });
  let ticks = 0;
  const tell = () => {
    for (const news of teller.take()) {
      if (options.json === true) output.line({ kind: 'fill', ...news });
      else output.say(fillInWords(news, [name]));
    }
    if (ticks++ % STATUS_EVERY === 0) tellStatus(run, wallet, output, options);
  };
  const telling = setInterval(tell, TELL_MS);
  const why = await ending.come;
  clearTimeout(disarm);
  clearInterval(telling);
  output.note('Stopping: canceling everything.');
  const end = await run.stop();
  tell();
  await close();
  await wallet.signer.close();
  await closeControl();
  what.venue.close();
  await deliver(end, reportPath, output, options);
  requireProof(end);
  exitAfter(why);
}

const REMEDY = 'Everything is being canceled. See the error with --debug, and report it.';
const NOT_BEGUN = 'Nothing new was sent. "polydesk kill" cancels what may be open, and proves it.';

function limitsOf({ maxOrder, maxDay, maxExposure }: LiveCommandOptions): Limits {
  if (maxOrder !== undefined && maxDay !== undefined && maxExposure !== undefined) {
    return { maxOrder, maxDay, maxExposure };
  }
  const remedy = 'State --max-order, --max-day and --max-exposure, in dollars.';
  throw new CommandFailure(EXIT.refused, 'live trading needs limits', remedy);
}

async function walletOf(key: string | undefined, venue: Venue, limits: Limits) {
  if (key === undefined) {
    const remedy = 'Make one with "polydesk keys add", and name it by --key.';
    throw new CommandFailure(EXIT.refused, 'live trading needs a key', remedy);
  }
  const path = keyPath(key);
  const opened = await openWallet(path, await askPassphrase(false), venue, limits);
  const code = opened.ok ? '' : opened.code;
  const exit = code === 'unreachable' ? EXIT.unreachable : EXIT.refused;
  return accept(opened, KEY_REMEDIES[code], exit);
}

const KEY_REMEDIES: Readonly<Record<string, string>> = {
  no_key_file: 'Run "polydesk keys add" first.',
  no_api_key: 'Run "polydesk keys derive" first.',
  unreachable: 'Is the exchange running? Check the connection with "polydesk doctor".',
};

async function requireChecks(venue: Venue, wallet: OpenWallet, output: Output): Promise<void> {
  const desk = venue.clob.desk(wallet.signer.address, wallet.credentials);
  const checks = await liveChecks(venue, desk, wallet.account.signatureType);
  for (const { name, isPassed, text } of checks) {
    output.note(`${isPassed ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)}${text}`);
  }
  const failed: readonly LiveCheck[] = checks.filter(({ isPassed }) => !isPassed);
  if (failed.length === 0) return;
  const isAway = failed.some(({ name }) => name === 'venue');
  const names = failed.map(({ name }) => name).join(', ');
  const what = `${plural(failed.length, 'check')} failed: ${names}`;
  const code = isAway ? EXIT.unreachable : EXIT.refused;
  throw new CommandFailure(code, what, 'Nothing was sent. See "polydesk doctor".');
}

async function askArming(
  { name }: StrategyChoice,
  { signer: { address } }: OpenWallet,
  { maxOrder, maxDay, maxExposure }: Limits,
  { armedFor = DEFAULT_HOURS, exchange }: LiveCommandOptions,
  output: Output,
): Promise<Arming> {
  const where =
    exchange === undefined ? 'at POLYMARKET, with REAL MONEY' : `at ${exchange}, SIMULATED`;
  output.note(`${name} will trade ${where}, for ${address}: orders of up to ${dollars(maxOrder)},`);
  output.note(
    `${dollars(maxDay)} a day, ${dollars(maxExposure)} at risk, for ${plural(armedFor, 'hour')}.`,
  );
  const request: ArmingRequest = {
    strategy: name,
    address,
    maxDay,
    hours: armedFor,
    askedAt: now(),
  };
  const typed = await askLine(`To arm it, type: ${armingPhrase(request)}`);
  return accept(arm(request, typed ?? '', now()), 'Run it again and type the words.', EXIT.refused);
}

function now(): Timestamp {
  return (Date.now() * MICROS_PER_MS) as Timestamp;
}

function msUntil({ until }: Arming): number {
  return (until - now()) / MICROS_PER_MS;
}

function tellStatus(
  run: LiveRun,
  wallet: OpenWallet,
  output: Output,
  { json }: LiveCommandOptions,
): void {
  const status = liveStatusOf(run, wallet.signer.signedToday);
  if (json === true) output.line({ kind: 'status', ...status });
  else output.note(liveInWords(status, run.worthAtStart));
}

async function deliver(
  { record }: LiveEnd,
  reportPath: ReturnType<typeof reportPathOf>,
  output: Output,
  { json }: LiveCommandOptions,
): Promise<void> {
  if (record === undefined) {
    output.note('Nothing was heard of any market: there is nothing to report.');
    return;
  }
  const report = foldReport(record);
  if (json === true) output.line(reportJson(report));
  else output.say(summarize(report, { color: output.color }).trimEnd());
  if (reportPath === undefined) return;
  const path = reportPath(record);
  await writeWhole(path, renderReport(report));
  output.say(`\nReport: ${path}`);
}

function requireProof({ proof }: LiveEnd): void {
  if (proof.isProven) return;
  const { open, unresolved, troubles } = proof;
  const known =
    open === undefined ? 'what is open is not known' : plural(open.length, 'open order');
  const lost = `${unresolved.length} of unknown fate (${troubles.join('; ')})`;
  const what = `NOT PROVEN: ${known}, ${lost}`;
  throw new CommandFailure(EXIT.failed, what, 'Run "polydesk kill" until it proves zero.');
}
