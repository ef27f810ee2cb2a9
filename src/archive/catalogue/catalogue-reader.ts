import { join } from 'node:path';
import type { FeeSchedule } from '../../domain/fee.ts';
import type { LifeState } from '../../domain/market-life.ts';
import type { MarketSummary } from '../../domain/market-search.ts';
import type { RewardProgramme } from '../../domain/reward-programme.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { UpDownFrame } from '../../domain/up-down-rule.ts';
import { ArchiveError } from '../archive-error.ts';
import { Duck, sqlText } from '../duck.ts';
import { TABLE_FILES } from '../layout.ts';
import { type OpenDataset, openDatasets } from '../open-datasets.ts';

const TEXTS = [
  'slug',
  'question',
  'state',
  'category',
  'asset',
  'frame',
  'fee',
  'rewards',
] as const;
const NUMBERS = [
  'opens_at',
  'closes_at',
  'best_bid',
  'best_ask',
  'minimum_size',
  'volume',
  'volume_24h',
  'liquidity',
  'created_at',
] as const;

/**
 * The catalogues of an archive, of all names or of some.
 * @throws ArchiveError not_found when there is none.
 */
export async function openCatalogues(
  root: string,
  names?: readonly string[] | undefined,
): Promise<OpenDataset[]> {
  const datasets = await openDatasets(root, names);
  const found = datasets.filter(({ manifest }) => manifest.catalogue !== undefined);
  if (found.length > 0) return found;
  const remedy = `fill one with \`polydesk markets scan --to ${root}\``;
  throw new ArchiveError('not_found', `${root} holds no catalogue of markets: ${remedy}`);
}

/** Every market of a catalogue, a few thousand at a time. @throws ArchiveError when damaged. */
export async function* catalogueMarkets({ folder }: OpenDataset): AsyncGenerator<MarketSummary[]> {
  const path = join(folder, TABLE_FILES.markets);
  const columns = [...TEXTS, ...NUMBERS.map((name) => `"${name}"::DOUBLE`)].join(', ');
  const duck = await Duck.open();
  try {
    // Catalogues of before have no rewards and no time of making.
    const later = 'SELECT NULL::VARCHAR AS rewards, NULL::BIGINT AS created_at WHERE false';
    const all = `${later} UNION ALL BY NAME SELECT * FROM read_parquet(${sqlText(path)})`;
    const sql = `SELECT ${columns} FROM (${all})`;
    for await (const { rows, column } of duck.columns(sql)) {
      const cell = (name: (typeof TEXTS)[number] | (typeof NUMBERS)[number], row: number) =>
        column[PLACES[name]]?.[row] ?? undefined;
      yield Array.from({ length: rows }, (_, row) => summaryOf((name) => cell(name, row)));
    }
  } catch (cause) {
    throw new ArchiveError('archive_damaged', `${path} cannot be read: scan anew`, cause);
  } finally {
    duck.close();
  }
}

const PLACES = Object.fromEntries([...TEXTS, ...NUMBERS].map((name, i) => [name, i])) as Record<
  (typeof TEXTS)[number] | (typeof NUMBERS)[number],
  number
>;

function summaryOf(cell: (name: keyof typeof PLACES) => unknown): MarketSummary {
  return {
    slug: String(cell('slug')),
    question: cell('question') as string | undefined,
    state: cell('state') as LifeState,
    category: cell('category') as string | undefined,
    asset: cell('asset') as string | undefined,
    frame: cell('frame') as UpDownFrame | undefined,
    opensAt: cell('opens_at') as Timestamp | undefined,
    closesAt: cell('closes_at') as Timestamp | undefined,
    bestBid: cell('best_bid') as Price | undefined,
    bestAsk: cell('best_ask') as Price | undefined,
    minimumSize: cell('minimum_size') as Shares | undefined,
    volume: cell('volume') as Usd | undefined,
    volume24h: cell('volume_24h') as Usd | undefined,
    liquidity: cell('liquidity') as Usd | undefined,
    createdAt: cell('created_at') as Timestamp | undefined,
    fee: jsonOf<FeeSchedule>(cell('fee')),
    rewards: jsonOf<RewardProgramme>(cell('rewards')),
  };
}

/** @throws SyntaxError when damaged. */
function jsonOf<T>(cell: unknown): T | undefined {
  return cell === undefined ? undefined : (JSON.parse(String(cell)) as T);
}
