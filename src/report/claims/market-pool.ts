import type { MarketIndex } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { count } from '../format.ts';
import type { PlayedCell, RecordedMarket } from './played-cell.ts';
import { SOURCES } from './winners.ts';

/** A market that more than one set recorded: it counts in one of them alone. */
export type SharedMarket = {
  readonly slug: string;
  readonly taken: string;
  /** Sets in which it is passed over, by name. */
  readonly passed: readonly string[];
};

/** The best known winner first: nobody's word is the last. */
const WINNERS: readonly RecordedMarket['winner'][] = [...SOURCES, undefined];

/** Which set is taken, in words. */
const TAKEN =
  'A market that several sets recorded counts in one of them alone: that which knows the winner ' +
  'best (the venue’s word, the market’s own rule, another feed, the last price), else that with ' +
  'more rows of it, else the first by name. What was traded or earned there plays no part.';

/** What all sets together are, in sentences. */
export function poolText(
  shared: readonly SharedMarket[],
  sets: readonly { readonly name: string; readonly doubt: string | undefined }[],
): string {
  const doubted = sets.filter(({ doubt }) => doubt !== undefined).map(({ name }) => name);
  const without = doubted.length === 0 ? '' : ` Left out as in doubt: ${doubted.join(', ')}.`;
  const windows = 'Windows that overlap in time are one, whatever the set.';
  return `${TAKEN} ${sharedText(shared)} ${windows}${without}`;
}

/** How many there are, and which. */
function sharedText(shared: readonly SharedMarket[]): string {
  if (shared.length === 0) return 'Here no market stands in two sets.';
  const taken = [...Map.groupBy(shared, ({ taken: set }) => set)].map(
    ([set, markets]) => `${count(markets.length)} in ${set}`,
  );
  const stand = shared.length === 1 ? 'market stands' : 'markets stand';
  return `Here ${count(shared.length)} ${stand} in several sets, counted: ${taken.join(', ')}.`;
}

type PoolCell = Pick<PlayedCell, 'set' | 'markets'>;

type Recording = { readonly set: string; readonly market: RecordedMarket };

/**
 * The markets of all sets together, each once. Which recording of a market is taken is decided by
 * what was recorded, so it is the same for every variant at every latency.
 */
export class MarketPool {
  readonly markets: readonly RecordedMarket[];
  readonly shared: readonly SharedMarket[];
  /** By set, then by slug: its place in {@link markets}. */
  readonly #places = new Map<string, Map<string, number>>();

  constructor(cells: readonly PoolCell[]) {
    const ranked = [...recordingsBySlug(cells).values()].map((group) => group.toSorted(byWorth));
    this.shared = ranked.flatMap(([first, ...others]) =>
      first === undefined || others.length === 0
        ? []
        : [{ slug: first.market.slug, taken: first.set, passed: others.map(({ set }) => set) }],
    );
    const taken = ranked.flatMap(([first]) => first ?? []);
    this.markets = taken.map(({ market }) => market);
    for (const { set } of cells) this.#places.set(set, new Map());
    for (const [place, { set, market }] of taken.entries()) {
      this.#places.get(set)?.set(market.slug, place);
    }
  }

  /** What is of a set's market, as of one of the pool; nothing where another set is taken. */
  take<T extends { readonly market: MarketIndex }>(
    { set, markets }: PoolCell,
    members: readonly T[],
  ): T[] {
    const places = this.#places.get(set);
    return members.flatMap((member) => {
      const market = markets[member.market];
      invariant(market !== undefined, `set ${set} has no market ${member.market}`);
      const place = places?.get(market.slug);
      return place === undefined ? [] : [{ ...member, market: place as MarketIndex }];
    });
  }
}

/** Each set's recording of a market once, however many runs are of it. */
function recordingsBySlug(cells: readonly PoolCell[]): ReadonlyMap<string, readonly Recording[]> {
  const recordings = new Map<string, Recording[]>();
  for (const { set, markets } of cells) {
    for (const market of markets) {
      const known = recordings.get(market.slug) ?? [];
      if (known.every((one) => one.set !== set)) {
        recordings.set(market.slug, [...known, { set, market }]);
      }
    }
  }
  return recordings;
}

function byWorth(a: Recording, b: Recording): number {
  return (
    WINNERS.indexOf(a.market.winner) - WINNERS.indexOf(b.market.winner) ||
    b.market.rows - a.market.rows ||
    (a.set < b.set ? -1 : 1)
  );
}
