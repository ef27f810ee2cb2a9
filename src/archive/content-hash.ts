import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { DatasetFacts } from './importer.ts';
import type { StoredMarket } from './market-row.ts';
import type { Receipt } from './receipt.ts';
import { addedUp } from './rows-sum.ts';
import { summed } from './summed.ts';

/**
 * SHA-256 over the logical content: what the tables hold, in sorted lines, and the sum over all
 * rows. The dataset's name, numbers of markets, paths, the order of rows in a file, how they are
 * cut into files and units, and times of import are no part of it.
 */
export function contentHash(
  facts: Pick<DatasetFacts, 'provenance' | 'replayClock'>,
  markets: readonly StoredMarket[],
  receipts: readonly Receipt[],
): string {
  const slug = (market: number) => markets[market]?.facts.slug ?? '';
  const lines = markets.map(({ facts: market, ticks }) => canonicalJson(['market', market, ticks]));
  for (const receipt of receipts) {
    for (const { market, resolution, note } of receipt.resolutions) {
      lines.push(canonicalJson(['resolution', slug(market), resolution, note]));
    }
    for (const { market, at, strike } of receipt.strikes) {
      lines.push(canonicalJson(['strike', slug(market), at, strike]));
    }
    for (const gap of receipt.gaps) {
      lines.push(canonicalJson(['gap', { ...gap, market: slug(gap.market) }]));
    }
    for (const row of receipt.quarantine) lines.push(canonicalJson(['quarantine', row]));
  }
  lines.sort();
  const refused = summed(receipts.map((receipt) => receipt.quarantineCounts));
  lines.push(canonicalJson(['quarantined', refused]));
  for (const table of ['events', 'references'] as const) {
    const files = receipts.flatMap((one) => one.files).filter((file) => file.table === table);
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    lines.push(canonicalJson([table, rows, addedUp(files.map((file) => file.sum))]));
  }
  const hash = createHash('sha256');
  for (const line of [canonicalJson([facts.provenance, facts.replayClock]), ...lines]) {
    hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}
