import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { DatasetFacts } from './importer.ts';
import type { StoredMarket } from './market-row.ts';
import type { Receipt } from './receipt.ts';

/**
 * SHA-256 over the logical content: what the tables hold, in sorted lines. Market numbers, paths
 * and times of import are no part of it.
 */
export function contentHash(
  facts: Pick<DatasetFacts, 'name' | 'provenance' | 'replayClock'>,
  markets: readonly StoredMarket[],
  receipts: readonly Receipt[],
): string {
  const slug = (market: number) => markets[market]?.facts.slug ?? '';
  const lines = markets.map(({ facts: market, ticks }) => canonicalJson(['market', market, ticks]));
  for (const receipt of receipts) {
    for (const file of receipt.files) {
      lines.push(canonicalJson([file.path, file.markets.map(slug), file.rows, file.sha256]));
    }
    for (const { market, resolution, note } of receipt.resolutions) {
      lines.push(canonicalJson(['resolution', slug(market), resolution, note]));
    }
    for (const gap of receipt.gaps) {
      lines.push(canonicalJson(['gap', { ...gap, market: slug(gap.market) }]));
    }
    for (const row of receipt.quarantine) lines.push(canonicalJson(['quarantine', row]));
    lines.push(canonicalJson(['quarantined', receipt.unit, receipt.quarantineCounts]));
  }
  lines.sort();
  const head = canonicalJson([facts.name, facts.provenance, facts.replayClock]);
  const hash = createHash('sha256').update(`${head}\n`);
  for (const line of lines) hash.update(`${line}\n`);
  return hash.digest('hex');
}
