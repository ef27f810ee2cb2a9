import { MID_NAMES, MID_SECONDS } from '../domain/fill-mids.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { formatDecimal } from '../domain/units.ts';
import { count, dateTime, day, plural, timeOfDay, UNKNOWN } from '../report/format.ts';
import { modeInWords, pauseInWords } from '../runtime/live/risk-alarm.ts';
import { fatesOf } from '../runtime/replay/decision.ts';
import { leftVenueAt } from '../runtime/replay/left-venue.ts';
import type { WrittenRun } from '../runtime/replay/read-run.ts';
import type { ReplayedRun } from '../runtime/replay/replay-run.ts';
import { answerInWords, reasonInWords, setsInWords, termsInWords } from './decision-words.ts';

/** Which run is repeated, and by what. */
export function headInLines({ begun, entries, ended }: WrittenRun): readonly string[] {
  const { name, mode, at, software, strategies } = begun;
  const who = strategies.map((one) => one.name).join(', ');
  const lines = [
    `${name}: ${mode} run of ${who}, ${dateTime(at)} UTC, polydesk ${software.version}`,
  ];
  if (mode === 'live') lines.push(`${VENUE_ANSWERS}${afterwardsInWords(entries)}`);
  if (ended === undefined) lines.push('It has not come to an end: as far as it is written down.');
  return lines;
}

const VENUE_ANSWERS = 'Answers are those that the venue gave, when it gave them';

function afterwardsInWords(entries: WrittenRun['entries']): string {
  const at = leftVenueAt(entries);
  return at === undefined ? '.' : `; from ${dateTime(at)} UTC on, on paper, they are SIMULATED.`;
}

/** What was shown, and whether the replay decided as the run did. */
export function endInLines(run: WrittenRun, replayed: ReplayedRun, shown: number): string[] {
  const { decisions, isSame, changes } = replayed;
  const fates = decisions.map(fatesOf);
  const among = (fate: string) => count(fates.filter((all) => all.includes(fate as never)).length);
  const orders = decisions.filter(({ wish }) => wish.kind === 'order').length;
  const lines = [
    '',
    ...provenanceInLines(replayed),
    `${plural(decisions.length, 'decision')}, ${count(shown)} shown: ${plural(orders, 'order')} ` +
      `(${among('denied')} denied, ${among('rejected')} rejected, ${among('filled')} filled), ` +
      `${among('cancel')} cancels, ${among('skipped')} not to trade`,
    ...(isSame ? sameInLines(run, replayed) : differenceInLines(run, replayed)),
  ];
  return isSame && changes.length === 0 ? lines : [...lines, ...changesInLines(changes, isSame)];
}

function provenanceInLines({ provenance, mixed }: ReplayedRun): string[] {
  if (mixed !== undefined) {
    const [invented, real] = [mixed.invented.join(', '), mixed.real.join(', ')];
    const what = `what it traded on was invented (${invented}) and recorded (${real})`;
    return [`SIMULATED IN PART: ${what}: no figure of it is of either.`];
  }
  return provenance === 'simulated' ? ['SIMULATED: what it traded on was invented.'] : [];
}

function sameInLines({ ended }: WrittenRun, replayed: ReplayedRun): string[] {
  const { written, repeated, hash, fault } = replayed;
  if (ended === undefined)
    return [
      `SAME as far as it goes: ${count(repeated)} of ${plural(written, 'entry', 'entries')}.`,
    ];
  const broke = fault === undefined ? [] : [`It broke off, and does so again: ${fault}`];
  return [`SAME: the hash of its decisions is that of the run, ${hash ?? UNKNOWN}.`, ...broke];
}

function differenceInLines(run: WrittenRun, replayed: ReplayedRun): string[] {
  const { difference, fault } = replayed;
  const was = run.ended === undefined ? 'hash nobody knows' : `hash is ${run.ended.hash}`;
  const lines = [`DIFFERS: its replay leaves the run, whose ${was}.`];
  if (difference !== undefined) {
    lines.push(
      `First difference, entry ${count(difference.entry)} of the journal:`,
      `  the run     ${entryInWords(difference.run)}`,
      `  its replay  ${entryInWords(difference.replay)}`,
    );
  }
  const before = run.ended?.fault;
  if (fault !== undefined && fault !== before) lines.push(`The replay broke off: ${fault}`);
  if (before !== undefined && fault !== before) lines.push(`The run broke off: ${before}`);
  return lines;
}

function changesInLines(changes: readonly string[], isSame: boolean): string[] {
  if (changes.length > 0) return ['Since the run:', ...changes.map((change) => `  ${change}`)];
  return isSame ? [] : [UNCHANGED];
}

const UNCHANGED =
  'Version and recording are those of the run: has a strategy changed, or what it reads?';

/** An entry of a journal in a line. */
export function entryInWords(entry: JournalEntry | undefined): string {
  if (entry === undefined) return 'nothing: it had ended';
  return `${day(entry.at)} ${timeOfDay(entry.at)}  ${contentInWords(entry)}`;
}

function haltInWords({ strategy, message, restartAt }: JournalEntry & { kind: 'StrategyHalted' }) {
  const next = restartAt === undefined ? 'given up' : `starts anew at ${timeOfDay(restartAt)}`;
  return `strategy ${strategy} is halted, ${next}: ${message}`;
}

function forecastInWords(entry: JournalEntry & { kind: 'Forecasted' }): string {
  const { market, model, probability, mid } = entry;
  const beside =
    mid === undefined ? 'without a midpoint' : `at a midpoint of ${formatDecimal(mid)}`;
  return `${model} says ${probability.toFixed(4)} of market ${market}, ${beside}`;
}

function midsInWords(entry: JournalEntry & { kind: 'FillFollowed' }): string {
  const mid = (price: number | undefined) => (price === undefined ? '–' : formatDecimal(price));
  const later = MID_NAMES.map((name) => `${mid(entry[name])} after ${MID_SECONDS[name]} s`);
  return `middle price at fill ${entry.fill}: ${[mid(entry.atFill), ...later].join(', ')}`;
}

function contentInWords(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'Submitted':
    case 'Denied': {
      const { id, terms, reason } = entry.command;
      const what = `order ${id} on token ${terms.token}, ${termsInWords(terms)}`;
      const verdict = entry.kind === 'Denied' ? `denied (${entry.code})` : 'submitted';
      return `${what}, ${verdict}, because ${reasonInWords(reason)}`;
    }
    case 'CancelRequested': {
      const { order, reason } = entry.command;
      return `cancel of order ${order}, because ${reasonInWords(reason)}`;
    }
    case 'SetsRequested':
    case 'SetsDenied': {
      const { market, reason } = entry.command;
      const verdict = entry.kind === 'SetsDenied' ? `denied (${entry.code})` : 'sent';
      const what = `${setsInWords(entry.command)} of market ${market}`;
      return `${what}, ${verdict}, because ${reasonInWords(reason)}`;
    }
    case 'SetsAnswered':
      return `answer about sets ${entry.event.change}: ${answerInWords(entry)}`;
    case 'Skipped':
      return `no trade in market ${entry.market}, because ${reasonInWords(entry.reason)}`;
    case 'Forecasted':
      return forecastInWords(entry);
    case 'Answered':
      return `answer about order ${entry.event.order}: ${answerInWords(entry)}`;
    case 'FillFollowed':
      return midsInWords(entry);
    case 'RewardSampled': {
      const { market, mine, others, reward } = entry;
      if (reward === undefined) return `reward in market ${market}: its book is not known`;
      const score = `score ${mine?.toFixed(2)} beside ${others?.toFixed(2)} of others`;
      return `reward in market ${market}: ${formatDecimal(reward)}, ${score}`;
    }
    case 'Operated':
      return `operator: ${entry.command.kind}`;
    case 'StrategyHalted':
      return haltInWords(entry);
    case 'StrategyRestarted':
      return `strategy ${entry.strategy} starts anew`;
    case 'LoopFailed':
      return (
        `${entry.loop} of strategy ${entry.strategy} threw, ` +
        `tried again at ${timeOfDay(entry.retryAt)}: ${entry.message}`
      );
    case 'LoopRecovered':
      return `${entry.loop} of strategy ${entry.strategy} works again`;
    case 'MarketListed':
      return `market ${entry.market} is known: ${entry.slug}`;
    case 'PositionOpened':
      return `strategy ${entry.strategy} holds ${entry.shares} of token ${entry.token} from before`;
    case 'OutcomeDiffers':
      return `market ${entry.market} pays ${entry.official}, by our ${entry.feed} ${entry.own}`;
    case 'RiskModeChanged':
      return `risk ${entry.before} → ${entry.mode}: ${modeInWords(entry)}`;
    case 'MarketPaused':
      return pauseInWords(entry, `market ${entry.market}`);
    case 'MarketClosed':
      return `market ${entry.market} closes`;
    case 'MarketResolved':
      return `market ${entry.market} pays ${entry.payout}`;
  }
}
