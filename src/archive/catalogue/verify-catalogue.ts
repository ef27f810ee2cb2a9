import { join } from 'node:path';
import { type Duck, sqlText } from '../duck.ts';
import { TABLE_FILES } from '../layout.ts';
import { type OpenDataset, readResolutions } from '../open-datasets.ts';
import { Findings, type VerifyReport } from '../verify-findings.ts';
import { type CatalogueCounts, countCatalogue } from './catalogue-tables.ts';

/** Faults of single markets, by an SQL condition that holds where there is one. */
const FAULTS: Readonly<Record<string, string>> = {
  'has no name': 'slug IS NULL OR row_id IS NULL',
  'is there twice': 'count(*) OVER (PARTITION BY row_id) > 1',
  'has the number of another': 'count(*) OVER (PARTITION BY market) > 1',
  'pays what no market pays': 'payout NOT IN (0, 500000, 1000000)',
  'has a winner and is not resolved': "payout IS NOT NULL AND state <> 'resolved'",
  'is resolved without a winner': "payout IS NULL AND state = 'resolved'",
  'is decided at no time': 'payout IS NOT NULL AND decided_at IS NULL',
};
/** Of each fault, so many markets are named. */
const MOST_NAMED = 5;

/** Reads the tables of a catalogue again: values, counts, winners and content. */
export async function verifyCatalogue(duck: Duck, dataset: OpenDataset): Promise<VerifyReport> {
  const { folder, manifest } = dataset;
  const findings = new Findings();
  const counts = await findings.reading(TABLE_FILES.markets, () => countCatalogue(duck, folder));
  if (counts !== undefined) {
    await findings.reading(TABLE_FILES.markets, () => verifyMarkets(duck, dataset, findings));
    await findings.reading(TABLE_FILES.resolutions, () => verifyWinners(duck, dataset, findings));
    compare(manifest, counts, findings);
  }
  const { checks } = findings;
  return {
    dataset: manifest.dataset,
    ok: checks.every((check) => check.faults === 0),
    files: Object.keys(TABLE_FILES).length,
    rows: counts?.markets ?? 0,
    checks,
  };
}

async function verifyMarkets(
  duck: Duck,
  { folder, manifest }: OpenDataset,
  findings: Findings,
): Promise<void> {
  const source = `read_parquet(${sqlText(join(folder, TABLE_FILES.markets))})`;
  const conditions = {
    ...FAULTS,
    'has another provenance': `provenance <> ${sqlText(manifest.provenance)}`,
  };
  for (const [fault, condition] of Object.entries(conditions)) {
    const rows = await duck.rows(
      `SELECT slug FROM (SELECT slug, ${condition} AS is_fault FROM ${source})
       WHERE is_fault ORDER BY 1 LIMIT ${MOST_NAMED}`,
    );
    for (const { slug } of rows) findings.add('table_values', `${String(slug)} ${fault}`);
  }
}

/** The table of winners says what the markets say. */
async function verifyWinners(duck: Duck, dataset: OpenDataset, findings: Findings): Promise<void> {
  await readResolutions(duck, dataset, []);
  const path = (table: 'markets' | 'resolutions') =>
    `read_parquet(${sqlText(join(dataset.folder, TABLE_FILES[table]))})`;
  const rows = await duck.rows(`SELECT coalesce(m.slug, r.market::VARCHAR) AS name
    FROM (SELECT * FROM ${path('markets')} WHERE payout IS NOT NULL) AS m
    FULL JOIN ${path('resolutions')} AS r USING (market)
    WHERE m.payout IS DISTINCT FROM r.payout OR m.decided_at IS DISTINCT FROM r."at"
    ORDER BY 1 LIMIT ${MOST_NAMED}`);
  for (const { name } of rows) {
    findings.add('table_content', `${TABLE_FILES.resolutions}: another winner of ${String(name)}`);
  }
}

function compare(manifest: OpenDataset['manifest'], counts: CatalogueCounts, findings: Findings) {
  for (const name of ['markets', 'resolutions'] as const) {
    if (counts[name] === manifest.rows[name]) continue;
    findings.add('recount', `${name}: ${counts[name]} counted, ${manifest.rows[name]} told`);
  }
  if (counts.contentHash === manifest.contentHash) return;
  const told = `${counts.contentHash} now, ${manifest.contentHash} when it was written`;
  findings.add('content_hash', told);
}
