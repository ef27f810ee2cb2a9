// How often the recorded books of both tokens of a market cross a dollar: docs/complete-sets.md has
// what it found. It reads the recordings as they were published, for the archive keeps one book of
// each market. Run it with the folder that has them: node bench/set-crossings.ts ../shared/data
import { join } from 'node:path';
import { type FeeSchedule, FREE } from '../src/domain/fee.ts';
import { type Price, SCALE, type Shares, type Usd } from '../src/domain/units.ts';
import {
  crosses,
  findOpportunity,
  type Level,
  type Way,
} from '../src/strategies/complete-set/opportunity.ts';
import {
  fromDeltas,
  fromPairs,
  fromParquet,
  fromPolls,
  type Market,
  type Moment,
} from './token-books.ts';

/** As the venue documents it now. Of baseball in 2025 none is recorded: it goes without one. */
const CRYPTO: FeeSchedule = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 };
const LEAST = (5 * SCALE) as Shares;
const MOST = (50 * SCALE) as Shares;
const GAS = 5_000 as Usd;

type Count = {
  /** Both sides that the way needs are known. */
  moments: number;
  /** Of these: the best prices of both views are mirrors of each other. */
  mirrored: number;
  /** The best prices cross a dollar. */
  crossed: number;
  /** Of these: the view of one token alone is crossed, which no venue shows: levels are missing. */
  broken: number;
  /** In views that are not broken something is left after fees and gas, and how much at most. */
  net: number;
  most: number;
  /** Unbroken runs of such moments, and how many of them are seen more than once. */
  spells: number;
  seenAgain: number;
};

function count(markets: readonly Market[], fee: FeeSchedule, way: Way): Count {
  const all: Count = {
    moments: 0,
    mirrored: 0,
    crossed: 0,
    broken: 0,
    net: 0,
    most: 0,
    spells: 0,
    seenAgain: 0,
  };
  for (const { moments } of markets) {
    let inSpell = 0;
    for (const { books } of moments) {
      const net = look(books, fee, way, all);
      if (net > 0) {
        inSpell++;
        all.net++;
        all.most = Math.max(all.most, net);
        if (inSpell === 1) all.spells++;
        if (inSpell === 2) all.seenAgain++;
      } else inSpell = 0;
    }
  }
  return all;
}

/** What one moment leaves after fees and gas; 0: nothing. */
function look(books: Moment['books'], fee: FeeSchedule, way: Way, all: Count): number {
  const [first, second] = books.map(({ bids, asks }) => (way === 'buy_merge' ? asks : bids)) as [
    Level[],
    Level[],
  ];
  const [a, b] = [first[0], second[0]];
  if (a === undefined || b === undefined) return 0;
  all.moments++;
  if (areMirrors(books)) all.mirrored++;
  if (!crosses(way, a.price, b.price)) return 0;
  all.crossed++;
  if (books.some(({ bids, asks }) => (bids[0]?.price ?? 0) >= (asks[0]?.price ?? SCALE))) {
    all.broken++;
    return 0;
  }
  const terms = { fee, gas: GAS, edge: 0 as Price, least: LEAST, most: MOST };
  return findOpportunity(way, [first, second], terms)?.net ?? 0;
}

function areMirrors([first, second]: Moment['books']): boolean {
  const isComplement = (one: Level | undefined, other: Level | undefined) =>
    (one?.price ?? 0) + (other?.price ?? SCALE) === SCALE;
  return isComplement(first.bids[0], second.asks[0]) && isComplement(second.bids[0], first.asks[0]);
}

const root = process.argv[2] ?? '../shared/data';
const SETS: readonly [string, FeeSchedule, (folder: string) => Promise<Market[]>][] = [
  ['btc-15m-top5-chainlink-2026-02', CRYPTO, fromParquet],
  ['btc-5m-top5-binance-2026-03', CRYPTO, fromPolls],
  ['multi-asset-books-trades-2025-12', CRYPTO, fromPairs],
  ['mlb-deltas-2025-06', FREE, fromDeltas],
];
const heads = ['moments', 'mirrors', 'crossed', 'broken', 'net', 'spells', 'again', 'most'];
console.log(`| recording | way | ${heads.join(' | ')} |`);
console.log(`|---|---|${heads.map(() => '---').join('|')}|`);
for (const [name, fee, read] of SETS) {
  const markets = await read(join(root, name));
  for (const way of ['buy_merge', 'split_sell'] as const) {
    const { moments, mirrored, crossed, broken, net, spells, seenAgain, most } = count(
      markets,
      fee,
      way,
    );
    const part = `${((100 * mirrored) / moments).toFixed(1)} %`;
    const cells = [moments, part, crossed, broken, net, spells, seenAgain];
    console.log(`| ${name} | ${way} | ${cells.join(' | ')} | ${(most / SCALE).toFixed(2)} |`);
  }
}
