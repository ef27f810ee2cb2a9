import type { ChangeSets, OperatorCommand } from '../domain/command.ts';
import type { ExchangeEvent, SetsEvent } from '../domain/event.ts';
import type { Fill } from '../domain/fill.ts';
import { MID_NAMES } from '../domain/fill-mids.ts';
import { DecisionHash } from '../domain/hash.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import type { OrderTerms, Reason } from '../domain/order.ts';
import type { Journal } from '../ports/journal.ts';

/** Passes every entry on and folds it into the run's hash: equal decisions, equal hash. */
export class DecisionLog implements Journal {
  readonly #hash = new DecisionHash();
  readonly #journal: Journal;
  /** Entries so far. */
  length = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  append(entry: JournalEntry): void {
    this.length++;
    foldEntry(this.#hash, entry);
    this.#journal.append(entry);
  }

  digest(): string {
    return this.#hash.digest();
  }
}

/** Of one entry alone: equal where a run's hash sees no difference. */
export function entryHash(entry: JournalEntry): string {
  const hash = new DecisionHash();
  foldEntry(hash, entry);
  return hash.digest();
}

/** Everything but texts for people: another wording is not another decision. */
function foldEntry(hash: DecisionHash, entry: JournalEntry): void {
  hash.addText(entry.kind);
  hash.add(entry.at);
  switch (entry.kind) {
    case 'Submitted':
    case 'Denied':
      hash.add(entry.command.id);
      hash.add(entry.command.strategy);
      foldTerms(hash, entry.command.terms);
      foldReason(hash, entry.command.reason);
      if (entry.kind === 'Denied') hash.addText(entry.code);
      break;
    case 'CancelRequested':
      hash.add(entry.command.order);
      hash.add(entry.command.strategy);
      foldReason(hash, entry.command.reason);
      break;
    case 'SetsRequested':
    case 'SetsDenied':
      foldChange(hash, entry.command);
      if (entry.kind === 'SetsDenied') hash.addText(entry.code);
      break;
    case 'SetsAnswered':
      foldSetsAnswer(hash, entry.event);
      break;
    case 'Skipped':
      hash.add(entry.strategy);
      hash.add(entry.market);
      foldReason(hash, entry.reason);
      break;
    case 'Forecasted':
      foldForecast(hash, entry);
      break;
    case 'Answered':
      foldAnswer(hash, entry.event);
      break;
    case 'FillFollowed':
      hash.add(entry.fill);
      hash.add(entry.token);
      addMaybe(hash, entry.atFill);
      for (const name of MID_NAMES) addMaybe(hash, entry[name]);
      break;
    case 'RewardSampled':
      hash.add(entry.market);
      for (const value of [entry.mine, entry.others, entry.reward]) addMaybe(hash, value);
      break;
    case 'Operated':
      foldCommand(hash, entry.command);
      break;
    default:
      foldTurn(hash, entry);
  }
}

type Folded = 'Submitted' | 'Denied' | 'CancelRequested' | 'Skipped' | 'Forecasted';
type Turn = Exclude<
  JournalEntry,
  { readonly kind: Folded | 'Answered' | 'FillFollowed' | 'RewardSampled' | 'Operated' }
>;

/** What happened to strategies and markets. */
function foldTurn(hash: DecisionHash, entry: Turn): void {
  switch (entry.kind) {
    case 'StrategyHalted':
    case 'StrategyRestarted':
    case 'LoopFailed':
    case 'LoopRecovered':
      foldHealth(hash, entry);
      break;
    case 'PositionOpened':
      hash.add(entry.strategy);
      hash.add(entry.token);
      hash.add(entry.shares);
      hash.add(entry.cost);
      break;
    case 'RiskModeChanged':
      foldRiskMode(hash, entry);
      break;
    case 'MarketListed':
    case 'MarketPaused':
    case 'OutcomeDiffers':
    case 'MarketClosed':
    case 'MarketResolved':
      foldMarketNews(hash, entry);
      break;
  }
}

function foldRiskMode(hash: DecisionHash, entry: JournalEntry & { kind: 'RiskModeChanged' }): void {
  const { before, mode, cause, equity, highWater, drawdown, dayLoss, recoveries, until } = entry;
  for (const text of [before, mode, cause ?? 'none']) hash.addText(text);
  for (const value of [equity, highWater, drawdown, dayLoss, recoveries]) hash.add(value);
  addMaybe(hash, until);
}

type HealthEntry = Extract<JournalEntry, { readonly kind: `Strategy${string}` | `Loop${string}` }>;

function foldHealth(hash: DecisionHash, entry: HealthEntry): void {
  hash.add(entry.strategy);
  if ('loop' in entry) hash.addText(entry.loop);
  if (entry.kind === 'LoopFailed') hash.add(entry.retryAt);
  if (entry.kind === 'StrategyHalted') addMaybe(hash, entry.restartAt);
}

type MarketEntry = Extract<JournalEntry, { readonly kind: `Market${string}` | 'OutcomeDiffers' }>;

function foldMarketNews(hash: DecisionHash, entry: MarketEntry): void {
  hash.add(entry.market);
  if (entry.kind === 'MarketListed') hash.addText(entry.slug);
  if (entry.kind === 'MarketPaused') {
    hash.addText(entry.code);
    hash.add(entry.count);
    hash.add(entry.until);
  }
  if (entry.kind === 'MarketResolved') hash.add(entry.payout);
  if (entry.kind !== 'OutcomeDiffers') return;
  hash.addText(entry.feed);
  for (const value of [entry.open, entry.close, entry.own, entry.official]) hash.add(value);
}

function foldForecast(hash: DecisionHash, entry: JournalEntry & { kind: 'Forecasted' }): void {
  hash.add(entry.strategy);
  hash.add(entry.market);
  hash.add(entry.probability);
  addMaybe(hash, entry.mid);
  hash.addText(entry.model);
}

function foldCommand(hash: DecisionHash, command: OperatorCommand): void {
  hash.addText(command.kind);
  if (command.kind === 'Pause' || command.kind === 'Resume') addMaybe(hash, command.strategy);
  if (command.kind === 'CancelAll') addMaybe(hash, command.market);
  if (command.kind === 'Resize') {
    hash.add(command.strategy);
    hash.add(command.part);
  }
}

function foldTerms(hash: DecisionHash, terms: OrderTerms): void {
  hash.add(terms.token);
  hash.addText(terms.side);
  hash.add(terms.price);
  hash.add(terms.size);
  hash.addText(terms.timeInForce);
  hash.add(terms.postOnly ? 1 : 0);
  addMaybe(hash, terms.expiresAt);
}

/** The order in which a strategy named its numbers does not matter. */
function foldReason(hash: DecisionHash, reason: Reason): void {
  hash.addText(reason.code);
  const names = Object.keys(reason.numbers).sort();
  hash.add(names.length);
  for (const name of names) {
    hash.addText(name);
    hash.add(reason.numbers[name] as number);
  }
}

function foldAnswer(hash: DecisionHash, event: ExchangeEvent): void {
  hash.addText(event.kind);
  hash.add(event.order);
  hash.add(event.tsEvent);
  hash.add(event.tsInit);
  switch (event.kind) {
    case 'OrderFilled':
      foldFill(hash, event.fill);
      break;
    case 'OrderRejected':
    case 'CancelRejected':
      hash.addText(event.code);
      break;
    case 'OrderCanceled':
      hash.addText(event.reason);
      break;
    case 'FillSettled':
      hash.add(event.fillId);
      hash.addText(event.settlement);
      break;
    default:
      break;
  }
}

function foldChange(hash: DecisionHash, change: ChangeSets): void {
  const { id, strategy, market, direction, shares, price, reason } = change;
  hash.addText(direction);
  for (const value of [id, strategy, market, shares, price]) hash.add(value);
  foldReason(hash, reason);
}

function foldSetsAnswer(hash: DecisionHash, event: SetsEvent): void {
  hash.addText(event.kind);
  hash.add(event.change);
  hash.add(event.tsEvent);
  hash.add(event.tsInit);
  if (event.kind === 'SetsChanged') hash.add(event.gas);
  else hash.addText(event.code);
}

function foldFill(hash: DecisionHash, fill: Fill): void {
  hash.add(fill.id);
  hash.add(fill.order);
  hash.add(fill.token);
  hash.addText(fill.side);
  hash.add(fill.price);
  hash.add(fill.size);
  hash.add(fill.amount);
  hash.add(fill.fee);
  hash.add(fill.rebate);
  hash.addText(fill.liquidity);
  hash.addText(fill.match);
  hash.addText(fill.evidence);
  hash.addText(fill.settlement);
  hash.add(fill.tsEvent);
}

function addMaybe(hash: DecisionHash, value: number | undefined): void {
  if (value === undefined) hash.addText('none');
  else hash.add(value);
}
