/** What the system that a strategy comes from said of it, and where that is written down. */
export type SourceClaim = {
  /** In a few words, for a column. */
  readonly short: string;
  readonly text: string;
  /** In the notes on the source systems. */
  readonly at: string;
};

export const SECTION = 'source-systems.md';

const BASELINE: SourceClaim = {
  short: 'none',
  text: 'S2 keeps it as a baseline and claims nothing for it.',
  at: `${SECTION} §3.6`,
};

/** By name of the strategy. The controls are nobody's. */
const SOURCE_CLAIMS: Readonly<Record<string, SourceClaim>> = {
  'late-favourite': {
    short: 'S3: ~71 % won at 0.71; a fork: 93 % won, ROI +3.2 %',
    text:
      'S3 measured nothing and argues that a price of 0.71 wins about 71 % of the time. Its fork ' +
      'BrunoNatalicio claims, on recorded books at no latency with a fee of 0.07, 300 fills, 278 ' +
      'won (93 %), +$28.43 net on $897; of some 906 fills 2.0 % return at $10 each, 1.7 % at ' +
      '$100, 1.3 % at $300. A first look at recorded mids, half a cent added, has 130 of 136 won ' +
      'above 0.60 and 117 of 118 above 0.80, leaving out windows that ended near the middle.',
    at: `${SECTION} §6`,
  },
  fusion: {
    short: 'S3: none measured',
    text:
      'S3 claims no figure: its paper profit is a random number biased to win. What its ' +
      'code does is "fusion as S3": votes say whether, the price alone says what.',
    at: `${SECTION} §4.1, §4.3, §4.6, §6`,
  },
  ml: {
    short: 'S0: none; code comments: 70 to 78.5 % won',
    text:
      'The README of S0 claims no result. Comments in its code say 78.5 % of 15-minute ' +
      'positions won, 70 % for the variant "balanced"; its log has 9 won of 15, +$354.77, and 53 ' +
      'to 82 left open: without spread or fee, in sample, on few. Nearest to its code is ' +
      '"ml as S0".',
    at: `${SECTION} §1.10, §6`,
  },
  momentum: BASELINE,
  'mean-reversion': BASELINE,
  'spike-fade': BASELINE,
  random: BASELINE,
};

/** Undefined where nobody claimed anything. */
export function sourceClaimOf(strategy: string): SourceClaim | undefined {
  return Object.hasOwn(SOURCE_CLAIMS, strategy) ? SOURCE_CLAIMS[strategy] : undefined;
}
