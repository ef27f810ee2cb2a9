import type { MarketFacts } from '../domain/market-facts.ts';
import type { StoredResolution } from './open-datasets.ts';

/** How one dataset's order of a market's outcomes stands to another's. */
type Match = 'same' | 'swapped' | 'unknown';

/**
 * Datasets number the outcomes of a market in their own order: the venue's, or whichever token the
 * recording has. Tokens say which is which, labels where no token is known to both.
 */
function matchTokens(ours: MarketFacts, theirs: MarketFacts): Match {
  if (ours === theirs) return 'same';
  const byToken = matchPairs(ours.tokens, theirs.tokens);
  if (byToken !== 'silent') return byToken;
  const byLabel = matchPairs(ours.labels, theirs.labels);
  return byLabel === 'silent' ? 'unknown' : byLabel;
}

type Pair = readonly [string | undefined, string | undefined];

function matchPairs(ours: Pair, theirs: Pair): Match | 'silent' {
  const equal = (a: string | undefined, b: string | undefined) => a !== undefined && a === b;
  if (equal(ours[0], theirs[0]) || equal(ours[1], theirs[1])) return 'same';
  if (equal(ours[0], theirs[1]) || equal(ours[1], theirs[0])) return 'swapped';
  const known = (pair: Pair) => pair.some((one) => one !== undefined);
  return known(ours) && known(theirs) ? 'unknown' : 'silent';
}

/** The other dataset's facts in our order of outcomes; what cannot be matched is left out. */
export function factsInOrder(ours: MarketFacts, theirs: MarketFacts): MarketFacts {
  const { tokens, labels } = theirs;
  switch (matchTokens(ours, theirs)) {
    case 'same':
      return theirs;
    case 'swapped':
      return { ...theirs, tokens: [tokens[1], tokens[0]], labels: [labels[1], labels[0]] };
    case 'unknown':
      return { ...theirs, tokens: [undefined, undefined], labels: [undefined, undefined] };
  }
}

/** Who won, in our order of outcomes; undefined when nobody can say which token is meant. */
export function resolutionInOrder(
  ours: MarketFacts,
  theirs: MarketFacts,
  stored: StoredResolution,
): StoredResolution | undefined {
  switch (matchTokens(ours, theirs)) {
    case 'same':
      return stored;
    case 'swapped': {
      const payout = (1_000_000 - stored.resolution.payout) as 0 | 500_000 | 1_000_000;
      return { ...stored, resolution: { ...stored.resolution, payout } };
    }
    case 'unknown':
      // One half pays the same to both.
      return stored.resolution.payout === 500_000 ? stored : undefined;
  }
}
