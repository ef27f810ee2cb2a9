import type { ClientOrderId, MarketIndex } from '../../domain/ids.ts';
import { marketOf } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { NO_USD, SCALE, type Usd } from '../../domain/units.ts';
import type { RunRecord } from '../run-record.ts';
import { dayOf } from './daily-profit.ts';

/** The venue pays no day's rewards below a dollar. Docs, programs/liquidity-rewards, 2026-11. */
const MINIMUM = SCALE;

/**
 * Liquidity rewards that a simulation accrued, apart from trading. Undefined sums: of no market
 * that was quoted is it known whether it pays.
 */
export type Rewards = {
  readonly accrued: Usd | undefined;
  /** On days whose sum reaches the venue's minimum of a dollar. */
  readonly payable: Usd | undefined;
  readonly days: number;
  readonly daysBelowMinimum: number;
  /** Moments, market by market, in which something of ours counted; and those nobody can tell. */
  readonly samples: number;
  readonly unknownSamples: number;
  /** Markets where something rested, by what is known of their programme. */
  readonly paying: number;
  readonly notPaying: number;
  readonly unknownMarkets: number;
};

export function foldRewards({ journal, markets }: Pick<RunRecord, 'journal' | 'markets'>): Rewards {
  const byDay = new Map<number, number>();
  let samples = 0;
  let unknownSamples = 0;
  for (const entry of journal) {
    if (entry.kind !== 'RewardSampled') continue;
    if (entry.reward === undefined) {
      unknownSamples++;
      continue;
    }
    samples++;
    const day = dayOf(entry.at);
    byDay.set(day, (byDay.get(day) ?? 0) + entry.reward);
  }
  const programmes = [...quotedMarkets(journal)].map((market) => markets[market]?.rewards?.value);
  const unknownMarkets = programmes.filter((programme) => programme === undefined).length;
  const paying = programmes.filter((programme) => (programme?.perDay ?? 0) > 0).length;
  const isKnown = unknownMarkets < programmes.length || programmes.length === 0;
  const sums = [...byDay.values()];
  const payable = sums.filter((sum) => sum >= MINIMUM);
  const add = (all: readonly number[]) =>
    isKnown ? (all.reduce((total, sum) => total + sum, NO_USD) as Usd) : undefined;
  return {
    accrued: add(sums),
    payable: add(payable),
    days: sums.length,
    daysBelowMinimum: sums.length - payable.length,
    samples,
    unknownSamples,
    paying,
    notPaying: programmes.length - unknownMarkets - paying,
    unknownMarkets,
  };
}

function quotedMarkets(journal: readonly JournalEntry[]): ReadonlySet<MarketIndex> {
  const sent = new Map<ClientOrderId, MarketIndex>();
  const quoted = new Set<MarketIndex>();
  for (const entry of journal) {
    if (entry.kind === 'Submitted') {
      sent.set(entry.command.id, marketOf(entry.command.terms.token));
    }
    if (entry.kind !== 'Answered' || entry.event.kind !== 'OrderAccepted') continue;
    const market = sent.get(entry.event.order);
    if (market !== undefined) quoted.add(market);
  }
  return quoted;
}
