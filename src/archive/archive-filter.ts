import type { MarketFacts } from '../domain/market-facts.ts';
import type { Timestamp } from '../domain/units.ts';
import type { SeriesCoverage } from './manifest.ts';

/** Which part of an archive to replay. Everything undefined: all of it. */
export type ArchiveFilter = {
  readonly datasets?: readonly string[] | undefined;
  /** Slugs; * stands for any text. A market passes when one of them fits. */
  readonly markets?: readonly string[] | undefined;
  /**
   * Markets that open in [from, to), or whose recording begins then when the opening is unknown.
   * A market is replayed whole or not at all: its book is known only from its first snapshot on.
   */
  readonly from?: Timestamp | undefined;
  readonly to?: Timestamp | undefined;
  readonly assets?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  /** Only markets whose recording covers their whole window by the dataset's own rule. */
  readonly onlyComplete?: boolean | undefined;
  /** Only markets whose winner is known, from whatever source. */
  readonly onlyDecided?: boolean | undefined;
};

/** What filters look at; `series` is the one its book is taken from. */
type Candidate = {
  readonly facts: MarketFacts;
  readonly series: SeriesCoverage;
  readonly isDecided: boolean;
};

/** One of the filters: what was asked for, as text (undefined: nothing), and who passes. */
type Test = {
  readonly name: string;
  readonly asked: (filter: ArchiveFilter) => string | undefined;
  readonly passes: (filter: ArchiveFilter, candidate: Candidate) => boolean;
};

/** In the order in which they are applied. */
const TESTS: readonly Test[] = [
  {
    name: 'market',
    asked: ({ markets }) => markets?.join(', '),
    passes: ({ markets = [] }, { facts }) => markets.some((pattern) => fits(facts.slug, pattern)),
  },
  {
    name: 'from',
    asked: ({ from }) => timeText(from),
    passes: ({ from = 0 }, candidate) => beginOf(candidate) >= from,
  },
  {
    name: 'to',
    asked: ({ to }) => timeText(to),
    passes: ({ to = 0 }, candidate) => beginOf(candidate) < to,
  },
  {
    name: 'asset',
    asked: ({ assets }) => assets?.join(', '),
    passes: ({ assets = [] }, { facts }) => isAmong(facts.asset, assets),
  },
  {
    name: 'category',
    asked: ({ categories }) => categories?.join(', '),
    passes: ({ categories = [] }, { facts }) => isAmong(facts.category, categories),
  },
  {
    name: 'complete-only',
    asked: ({ onlyComplete }) =>
      onlyComplete === true ? 'recorded from open to close' : undefined,
    passes: (_, { series }) => series.complete === true,
  },
  {
    name: 'decided-only',
    asked: ({ onlyDecided }) => (onlyDecided === true ? 'winner known' : undefined),
    passes: (_, { isDecided }) => isDecided,
  },
];

/** The position of the first filter that a market does not pass; undefined: it passes them all. */
export function refusedBy(filter: ArchiveFilter, candidate: Candidate): number | undefined {
  const at = TESTS.findIndex(
    (test) => test.asked(filter) !== undefined && !test.passes(filter, candidate),
  );
  return at < 0 ? undefined : at;
}

/** Why no market is left, by what {@link refusedBy} said of each: names the last filter that
 * refused any. */
export function nothingLeft(filter: ArchiveFilter, refusals: readonly number[]): string {
  const last = Math.max(...refusals);
  const test = TESTS[last];
  if (test === undefined) {
    return 'none has recorded events (what is being recorded comes a quarter of an hour later)';
  }
  const before = refusals.filter((at) => at === last).length;
  const markets = before === 1 ? '1 market' : `${before} markets`;
  return `the filter ${test.name} (${test.asked(filter)}) leaves none of ${markets}`;
}

function beginOf({ facts, series }: Candidate): number {
  return facts.opensAt ?? series.from;
}

function timeText(time: Timestamp | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time / 1_000).toISOString();
}

function isAmong(fact: string | undefined, wanted: readonly string[]): boolean {
  return fact !== undefined && wanted.includes(fact);
}

/** Whether a slug is meant; `*` stands for any text. */
export function fits(slug: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(slug);
}
