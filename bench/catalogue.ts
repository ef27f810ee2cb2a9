import { createHash } from 'node:crypto';
import type { CatalogueEntry } from '../src/archive/catalogue/catalogue-entry.ts';
import { CatalogueStore } from '../src/archive/catalogue/catalogue-store.ts';
import { bytesOfTables } from '../src/archive/catalogue/catalogue-tables.ts';
import { datasetFolder } from '../src/archive/layout.ts';
import type { ConditionId, TokenId } from '../src/domain/ids.ts';
import { UNTOLD } from '../src/domain/market-facts.ts';
import type { Timestamp, Usd } from '../src/domain/units.ts';
import { archivedMarketLister } from '../src/runtime/catalogue/archived-markets.ts';
import type { Result, Section } from './section.ts';
import { significant } from './spread.ts';
import { asyncLap, type Lap } from './stopwatch.ts';
import { inTemporaryFolder } from './temporary-archive.ts';

const ORIGIN = { dataset: 'catalogue', provenance: 'simulated', heardFrom: 'nobody' } as const;
const START = 1_790_000_000_000_000;
const PAGE = 100;
/** Rows that a scan reads before it brings them into the tables. */
const TURN = 100_000;

type CatalogueCase = { readonly markets: number };

/** A catalogue of made-up markets that grows by a scan's turn at a time, and is searched. */
export const catalogue: Section<CatalogueCase> = {
  name: 'catalogue',
  title: `a catalogue of markets, ${TURN / 1_000}k rows after the other, and a search through it`,
  heading: ['step', 's on the wall', 's of processor', 'MB resident', 'bytes/market on disk'],
  nodeFlags: [],
  cases: () => [{ markets: 500_000 }],
  measure: ({ markets }) => inTemporaryFolder((root) => measure(root, markets)),
};

async function measure(root: string, markets: number): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < markets; from += TURN) {
    await CatalogueStore.during(root, ORIGIN, async (store) => {
      const inbox = await asyncLap(async () => {
        for (let id = from; id < from + TURN; id += PAGE) {
          store.add(Array.from({ length: PAGE }, (_, i) => madeUp(id + i)));
          await store.flush();
        }
      });
      const merge = await asyncLap(() => store.merge());
      if (from + TURN < markets) return;
      const bytes = await bytesOfTables(datasetFolder(root, ORIGIN.dataset));
      results.push(resultOf(`last ${TURN / 1_000}k rows to the inbox`, inbox));
      results.push(resultOf(`merged into ${markets / 1_000}k`, merge, bytes / markets));
    });
  }
  const search = await asyncLap(async () => {
    const filter = { text: 'club 97 ' };
    await archivedMarketLister(root)({ filter, sorting: 'volume', most: 50, pagesMost: 1 });
  });
  return [...results, resultOf(`${markets / 1_000}k searched`, search)];
}

function resultOf(step: string, { wall, processor }: Lap, bytes?: number): Result {
  const resident = process.memoryUsage().rss / 1e6;
  return {
    cells: [
      step,
      significant(wall),
      significant(processor),
      significant(resident),
      bytes === undefined ? '' : significant(bytes),
    ],
    figures: { step, wall, processor, resident, bytesPerMarket: bytes },
  };
}

/** Ids are random digits, as the venue's are; nine of ten markets are decided. */
function madeUp(id: number): CatalogueEntry {
  const digits = (what: string) => createHash('sha256').update(`${what} ${id}`).digest('hex');
  const tokens = ['yes', 'no'].map((side) => BigInt(`0x${digits(side)}`).toString() as TokenId);
  const isDecided = id % 10 > 0;
  const facts = {
    ...UNTOLD,
    slug: `club-${id}-against-club-${id % 97}-2026-11-20`,
    question: `Will club ${id} win against club ${id % 97} on 2026-11-20?`,
    conditionId: `0x${digits('condition')}` as ConditionId,
    tokens: [tokens[0], tokens[1]] as const,
    labels: ['Yes', 'No'] as const,
    category: 'sports',
    source: 'made up',
  };
  const nothing = { bestBid: undefined, bestAsk: undefined, minimumSize: undefined };
  const volumes = {
    volume: (id * 1_000) as Usd,
    volume24h: (id * 10) as Usd,
    liquidity: undefined,
  };
  const at = (START + id) as Timestamp;
  return {
    rowId: String(id),
    facts,
    summary: {
      ...facts,
      ...nothing,
      ...volumes,
      state: isDecided ? 'resolved' : 'trading',
      frame: undefined,
    },
    group: `round-${id % 1_000}`,
    status: isDecided ? 'resolved' : undefined,
    resolution: isDecided ? { payout: 1_000_000, at, source: 'venue' } : undefined,
    closedAt: isDecided ? at : undefined,
    updatedAt: at,
    seenAt: at,
  };
}
