import type { ChangeSets } from '../../domain/command.ts';
import type { ClientOrderId, StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { legsOf, type SetLeg } from '../../domain/set-legs.ts';
import { NO_SHARES, NO_USD, type Shares, type Usd } from '../../domain/units.ts';
import type { Reasons } from './orders.ts';

/** What a split or merge did to one outcome, and whose it was. */
type OwnedLeg = { readonly leg: SetLeg; readonly strategy: StrategyIndex };

/** The parts of each split and merge that was done, by the entry that says so. */
export function ownedLegs(journal: readonly JournalEntry[]): Map<JournalEntry, OwnedLeg[]> {
  const legs = new Map<JournalEntry, OwnedLeg[]>();
  for (const [entry, change] of doneChanges(journal)) {
    const { strategy } = change;
    legs.set(
      entry,
      legsOf(change, entry.event.gas).map((leg) => ({ leg, strategy })),
    );
  }
  return legs;
}

/** What became of the splits or of the merges of a run. */
export type SetTotals = {
  readonly requested: number;
  readonly done: number;
  /** Complete sets that were made, or turned back. */
  readonly sets: Shares;
  /** Paid for those that were done. */
  readonly gas: Usd;
  /** Stopped by our own gate. */
  readonly denied: Reasons;
  /** Sent, and not done. */
  readonly refused: Reasons;
};

export type Sets = { readonly split: SetTotals; readonly merge: SetTotals };

/** Undefined: the run wished for neither. */
export function foldSets(journal: readonly JournalEntry[]): Sets | undefined {
  const totals = { split: newTotals(), merge: newTotals() };
  const open = new Map<ClientOrderId, ChangeSets>();
  let any = false;
  for (const entry of journal) {
    if (entry.kind === 'SetsDenied') {
      any = true;
      count(totals[entry.command.direction].denied, entry.code);
    } else if (entry.kind === 'SetsRequested') {
      any = true;
      open.set(entry.command.id, entry.command);
      totals[entry.command.direction].requested += 1;
    } else if (entry.kind === 'SetsAnswered') {
      const change = open.get(entry.event.change);
      open.delete(entry.event.change);
      if (change !== undefined) answered(totals[change.direction], change, entry);
    }
  }
  return any ? totals : undefined;
}

type Answered = JournalEntry & { readonly kind: 'SetsAnswered' };

function answered(totals: ReturnType<typeof newTotals>, change: ChangeSets, entry: Answered): void {
  const { event } = entry;
  if (event.kind === 'SetsRefused') {
    count(totals.refused, event.code);
    return;
  }
  totals.done += 1;
  totals.sets = (totals.sets + change.shares) as Shares;
  totals.gas = (totals.gas + event.gas) as Usd;
}

type Done = Answered & { readonly event: { readonly kind: 'SetsChanged' } };

/** An answer that is told again is told of nothing: it is of no change that is open. */
function doneChanges(journal: readonly JournalEntry[]): [Done, ChangeSets][] {
  const open = new Map<ClientOrderId, ChangeSets>();
  const done: [Done, ChangeSets][] = [];
  for (const entry of journal) {
    if (entry.kind === 'SetsRequested') open.set(entry.command.id, entry.command);
    if (entry.kind !== 'SetsAnswered') continue;
    const change = open.get(entry.event.change);
    open.delete(entry.event.change);
    if (change !== undefined && entry.event.kind === 'SetsChanged')
      done.push([entry as Done, change]);
  }
  return done;
}

function newTotals() {
  return {
    requested: 0,
    done: 0,
    sets: NO_SHARES,
    gas: NO_USD,
    denied: new Map<string, number>(),
    refused: new Map<string, number>(),
  };
}

function count(reasons: Map<string, number>, code: string): void {
  reasons.set(code, (reasons.get(code) ?? 0) + 1);
}
