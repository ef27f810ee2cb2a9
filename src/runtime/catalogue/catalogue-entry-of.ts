import type { CatalogueEntry, RefusedEntry } from '../../archive/catalogue/catalogue-entry.ts';
import type { Resolution } from '../../domain/market.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type ListedMarket, listedMarket } from '../../polymarket/catalog/market-facts.ts';
import { summaryOfListed } from '../../polymarket/catalog/market-summary.ts';
import type { GammaMarket } from '../../polymarket/wire/gamma/market.ts';

/** A row of Gamma as a catalogue keeps it, seen at `now`. */
export function catalogueEntryOf(row: GammaMarket, now: Timestamp): CatalogueEntry | RefusedEntry {
  const { id: rowId, slug, closedAt, updatedAt, resolutionStatus: status, events } = row;
  const read = listedMarket(row);
  if (!read.ok) return { rowId, seenAt: now, slug, refusal: read };
  const { facts, tick: listedTick, negativeRisk } = read.value;
  return {
    rowId,
    facts: { ...facts, negativeRisk, listedTick },
    summary: summaryOfListed(row, read.value, now),
    group: events[0]?.slug,
    status,
    resolution: resolutionOf(row, read.value, now),
    closedAt,
    updatedAt,
    seenAt: now,
  };
}

function resolutionOf(
  { closedAt }: GammaMarket,
  { payout, window }: ListedMarket,
  now: Timestamp,
): Resolution | undefined {
  if (payout === undefined) return undefined;
  // Where the venue does not say when, it was known by now.
  const at = Math.max(closedAt ?? now, window?.closesAt ?? 0) as Timestamp;
  return { payout, at, source: 'venue' };
}
