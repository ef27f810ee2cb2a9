import { normalBelow, normalQuantile } from '../../domain/normal-distribution.ts';
import { SCALE } from '../../domain/units.ts';
import { plural, probability } from '../format.ts';
import { clusterError } from '../statistics/cluster-error.ts';
import { type Bounds, boundsOf, type Edge, measureEdge, sumClusters } from '../statistics/edge.ts';
import {
  type Correction,
  correctForMany,
  firstDiscoveryLevel,
} from '../statistics/false-discovery.ts';
import { FEWEST_CLUSTERS, judgeUnseen } from '../statistics/verdict.ts';
import { wildBootstrap } from '../statistics/wild-bootstrap.ts';
import type { Claim, ClaimVerdict, JudgedClaim, JudgedClaims, PMethod } from './claim.ts';

export type ClaimRules = {
  /** Of false ones among the results called real. */
  readonly level: number;
  readonly correction: Correction;
  /** A return on outlay that a set must be able to show, or it is too thin to show nothing. */
  readonly worthwhileReturn: number;
  /** Drives the resampling alone. */
  readonly seed: number;
};

/**
 * The same strategies on the same sets at several latencies have to do with each other in ways that
 * nobody knows, so the correction is the one that holds whatever these are.
 */
export const CLAIM_RULES: Omit<ClaimRules, 'seed'> = {
  level: 0.05,
  correction: 'benjamini-yekutieli',
  worthwhileReturn: 0.1,
};

/** From here on the error of the mean is as good as its formula. Cameron, Gelbach, Miller 2008. */
const MANY_WINDOWS = 50;
/** How often an edge of the size asked about is to be seen. */
const POWER = 0.8;

/**
 * Says of each claim whether its trades bear it out, corrected for all that were tested together.
 *
 * Too thin to judge is a claim with trades in fewer than 10 windows; or one whose trades all won
 * (or all lost) without the other side having been seen; or one that shows what its undecided
 * trades could turn round; or one that shows nothing where a return of `worthwhileReturn` would be
 * missed more often than one time in five.
 */
export function judgeClaims(claims: readonly Claim[], rules: ClaimRules): JudgedClaims {
  const measured = claims.map((claim) => measureClaim(claim, rules));
  const values = measured.flatMap(({ p }) => (p === undefined ? [] : [p.value]));
  const corrected = correctForMany(values, rules.correction).values();
  // By the level that a first discovery needs: others beside it would only make it easier.
  const first = firstDiscoveryLevel(rules.level, values.length, rules.correction);
  const reach = normalQuantile(1 - first / 2) + normalQuantile(POWER);
  return {
    correction: rules.correction,
    level: rules.level,
    tests: values.length,
    untested: claims.length - values.length,
    note: noteOf(values.length, claims.length - values.length, rules),
    claims: measured.map(({ returnError, ...one }) => {
      const value = one.p === undefined ? undefined : corrected.next().value;
      const detectableReturn = returnError === undefined ? undefined : reach * returnError;
      const judged = { ...one, corrected: value, detectableReturn };
      return { ...judged, ...judgeOne(judged, rules) };
    }),
  };
}

type MeasuredClaim = Pick<JudgedClaim, 'claim' | 'edge' | 'p'> & {
  /** Of the return on outlay; undefined with too few windows. */
  readonly returnError: number | undefined;
};

function measureClaim(claim: Claim, { seed }: ClaimRules): MeasuredClaim {
  const windows = [...claim.windows.values()].filter((trades) => trades.length > 0);
  const edge = measureEdge(windows, { undecided: claim.undecided.trades, open: claim.open }, seed);
  if (windows.length < FEWEST_CLUSTERS) {
    return { claim, edge, p: undefined, returnError: undefined };
  }
  const { nets, counts, outlays } = sumClusters(windows);
  const p = pValueOf(nets, counts, edge, seed);
  return { claim, edge, p, returnError: clusterError(nets, outlays) };
}

function pValueOf(
  nets: Float64Array,
  counts: Float64Array,
  { mean, meanError }: Edge,
  seed: number,
): { readonly value: number; readonly by: PMethod } | undefined {
  if (mean === undefined || meanError === undefined) return undefined;
  if (nets.length >= MANY_WINDOWS) {
    const z = mean === 0 ? 0 : Math.abs(mean) / meanError;
    return { value: 2 * normalBelow(-z), by: 'cluster-robust normal' };
  }
  const value = wildBootstrap(nets, counts, seed);
  return value === undefined ? undefined : { value, by: 'wild cluster bootstrap' };
}

function judgeOne(
  { claim, edge, corrected, detectableReturn }: Omit<JudgedClaim, 'verdict' | 'why'>,
  { level, worthwhileReturn }: ClaimRules,
): { readonly verdict: ClaimVerdict; readonly why: string } {
  if (corrected === undefined) {
    const traded =
      edge.trades === 0 ? edge.verdict.why : `Trades in ${plural(edge.clusters, 'window')}.`;
    const lacks =
      edge.clusters < FEWEST_CLUSTERS
        ? `At least ${FEWEST_CLUSTERS} are needed.`
        : 'They are too much alike for a test.';
    return { verdict: 'too_thin', why: `${traded} ${lacks}` };
  }
  const bounds = boundsOf([...claim.windows.values()].flat());
  const unseen = judgeUnseen(edge, bounds);
  if (unseen !== undefined) return { verdict: 'too_thin', why: unseen };
  const found = `Corrected p ${probability(corrected)}`;
  if (corrected <= level) {
    const turned = judgeUndecided(claim, bounds);
    if (turned !== undefined) return { verdict: 'too_thin', why: turned };
    const way = (edge.mean ?? 0) > 0 ? 'earns' : 'loses';
    return { verdict: way, why: `${found}, at most ${level}.` };
  }
  if (detectableReturn === undefined || detectableReturn > worthwhileReturn) {
    const reach = percent(detectableReturn ?? Number.POSITIVE_INFINITY);
    return {
      verdict: 'too_thin',
      why: `Nothing is shown, but a return below ${reach} would often be missed.`,
    };
  }
  const hidden = judgeHidden(claim, bounds, worthwhileReturn);
  if (hidden !== undefined) return { verdict: 'too_thin', why: hidden };
  return {
    verdict: 'not_shown',
    why: `${found}; a return of ${percent(worthwhileReturn)} would show.`,
  };
}

/** What nobody decided was left out: it must not have been able to turn the result round. */
function judgeUndecided({ undecided }: Claim, { net }: Bounds): string | undefined {
  const staysSo = (made: number) => net + made / SCALE > 0 === net > 0;
  if (staysSo(undecided.netIfLost) && staysSo(undecided.netIfWon)) return undefined;
  return `${plural(undecided.trades, 'undecided trade')} could turn the result round.`;
}

/** Where nothing is shown: what was left out must not be able to hide an edge worth having. */
function judgeHidden(
  { undecided }: Claim,
  { net, worst: paid }: Bounds,
  worthwhileReturn: number,
): string | undefined {
  if (undecided.trades === 0) return undefined;
  // All of them lost is what was paid for them.
  const outlay = paid - undecided.netIfLost / SCALE;
  const isLarge = (made: number) => Math.abs(net + made / SCALE) > worthwhileReturn * outlay;
  if (!isLarge(undecided.netIfLost) && !isLarge(undecided.netIfWon)) return undefined;
  return `${plural(undecided.trades, 'undecided trade')} could hide a return of that size.`;
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : 'any size';
}

const NAMES: Readonly<Record<Correction, string>> = {
  'benjamini-hochberg': 'Benjamini-Hochberg 1995 (independent tests)',
  'benjamini-yekutieli': 'Benjamini-Yekutieli 2001 (any dependence)',
};

function noteOf(tests: number, untested: number, { correction, level }: ClaimRules): string {
  const rest = untested === 0 ? '' : `; ${plural(untested, 'claim')} too thin for a test`;
  return (
    `Corrected by ${NAMES[correction]} over ${plural(tests, 'test')}${rest}: ` +
    `of those called real at most ${percent(level)} are not, on average.`
  );
}
