import type { ExchangeEvent } from '../domain/event.ts';
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
    case 'Skipped':
      hash.add(entry.strategy);
      hash.add(entry.market);
      foldReason(hash, entry.reason);
      break;
    case 'Answered':
      foldAnswer(hash, entry.event);
      break;
    case 'Operated':
      hash.addText(JSON.stringify(entry.command));
      break;
    case 'MarketClosed':
      hash.add(entry.market);
      break;
    case 'MarketResolved':
      hash.add(entry.market);
      hash.add(entry.payout);
      break;
  }
}

function foldTerms(hash: DecisionHash, terms: OrderTerms): void {
  hash.add(terms.token);
  hash.addText(terms.side);
  hash.add(terms.price);
  hash.add(terms.size);
  hash.addText(terms.timeInForce);
  hash.add(terms.postOnly ? 1 : 0);
  hash.add(terms.expiresAt ?? -1);
}

function foldReason(hash: DecisionHash, reason: Reason): void {
  hash.addText(reason.code);
  for (const name of Object.keys(reason.numbers).sort()) {
    hash.addText(name);
    hash.add(reason.numbers[name] as number);
  }
}

function foldAnswer(hash: DecisionHash, event: ExchangeEvent): void {
  hash.addText(event.kind);
  hash.add(event.order);
  hash.add(event.tsEvent);
  switch (event.kind) {
    case 'OrderFilled':
      hash.add(event.fill.price);
      hash.add(event.fill.size);
      hash.add(event.fill.amount);
      hash.add(event.fill.fee);
      hash.addText(event.fill.evidence);
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
