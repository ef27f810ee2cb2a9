import { normalQuantile } from '../../domain/normal-distribution.ts';
import { plural, probability } from '../format.ts';
import { clusterError } from '../statistics/cluster-error.ts';
import { type ClusterTest, testClusters } from '../statistics/cluster-test.ts';
import { boundsOf, type Edge, measureEdge, sumClusters } from '../statistics/edge.ts';
import { firstDiscoveryLevel } from '../statistics/false-discovery.ts';
import { FEWEST_CLUSTERS, judgeUnseen } from '../statistics/verdict.ts';
import type { Claim, ClaimVerdict, JudgedClaim, JudgedClaims } from './claim.ts';
import {
  correctionText,
  correctTests,
  type Finding,
  type Multiplicity,
  realText,
} from './correct-tests.ts';
import {
  couldHide,
  ENDINGS,
  type Ending,
  leftOutOf,
  leftOutText,
  testWithLeftOut,
} from './left-out.ts';

export type ClaimRules = Multiplicity & {
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

/** How often an edge of the size asked about is to be seen. */
const POWER = 0.8;

/**
 * Says of each claim whether its trades bear it out, corrected for all that were tested together.
 *
 * Too thin to judge is a claim with trades in fewer than 10 windows; or one whose trades all won
 * (or all lost) without the other side having been seen; or one that shows what it would not show
 * had all trades that were left out lost, or won; or one that shows nothing where a return of
 * `worthwhileReturn` would be missed more often than one time in five, or could be among those
 * left out.
 */
export function judgeClaims(claims: readonly Claim[], rules: ClaimRules): JudgedClaims {
  const measured = claims.map((claim) => measureClaim(claim, rules));
  const tested = measured.filter(({ test }) => test !== undefined);
  const findings = findAll(tested, rules);
  // By the level that a first discovery needs: others beside it would only make it easier.
  const first = firstDiscoveryLevel(rules.level, tested.length, rules.correction);
  const reach = normalQuantile(1 - first / 2) + normalQuantile(POWER);
  return {
    correction: rules.correction,
    level: rules.level,
    tests: tested.length,
    untested: claims.length - tested.length,
    note: noteOf(tested.length, claims.length - tested.length, rules),
    claims: measured.map((one): JudgedClaim => {
      const { claim, edge, test, returnError } = one;
      const found = findings.get(one);
      const detectableReturn = returnError === undefined ? undefined : reach * returnError;
      const judged = { claim, edge, p: test?.p, corrected: found?.counted.corrected };
      const said = judgeOne({ ...judged, detectableReturn }, found, rules);
      return { ...judged, detectableReturn, ...said };
    }),
  };
}

type MeasuredClaim = Pick<JudgedClaim, 'claim' | 'edge'> & {
  /** Undefined with too few windows, as is the error. */
  readonly test: ClusterTest | undefined;
  /** Of the return on outlay. */
  readonly returnError: number | undefined;
};

function measureClaim(claim: Claim, { seed }: ClaimRules): MeasuredClaim {
  const windows = [...claim.windows.values()];
  const uncounted = { undecided: claim.undecided.trades, open: claim.open.trades };
  const edge = measureEdge(windows, uncounted, seed);
  if (windows.length < FEWEST_CLUSTERS || claim.isInDoubt === true) {
    return { claim, edge, test: undefined, returnError: undefined };
  }
  const { nets, counts, outlays } = sumClusters(windows);
  const test = testClusters(nets, counts, seed);
  return { claim, edge, test, returnError: clusterError(nets, outlays) };
}

/** What the counted trades show, and what all would show if the others had lost, or won. */
type Found = Readonly<Record<'counted' | Ending, Finding>>;

/** Each time all claims are corrected together, so that every answer is worth as much. */
function findAll(
  tested: readonly MeasuredClaim[],
  rules: ClaimRules,
): ReadonlyMap<MeasuredClaim, Found> {
  const ifAll = (ending: Ending) =>
    tested.map(({ claim, test }) =>
      leftOutOf(claim).trades === 0 ? test : testWithLeftOut(claim, ending, rules.seed),
    );
  const counted = correctTests(
    tested.map(({ test }) => test),
    rules,
  );
  const lost = correctTests(ifAll('lost'), rules);
  const won = correctTests(ifAll('won'), rules);
  return new Map(
    tested.map((one, i): [MeasuredClaim, Found] => [
      one,
      { counted: counted[i] as Finding, lost: lost[i] as Finding, won: won[i] as Finding },
    ]),
  );
}

function judgeOne(
  { claim, edge, detectableReturn }: Omit<JudgedClaim, 'verdict' | 'why'>,
  found: Found | undefined,
  { level, worthwhileReturn }: ClaimRules,
): { readonly verdict: ClaimVerdict; readonly why: string } {
  const thin = (why: string) => ({ verdict: 'too_thin', why }) as const;
  if (claim.isInDoubt === true) return { verdict: 'in_doubt', why: 'The recording is in doubt.' };
  if (found === undefined) return thin(whyUntested(edge));
  const bounds = boundsOf([...claim.windows.values()].flat());
  const unseen = judgeUnseen(edge, bounds);
  if (unseen !== undefined) return thin(unseen);
  const { corrected, way } = found.counted;
  const text = `Corrected p ${probability(corrected)}`;
  if (way !== undefined) {
    const against = ENDINGS.find((ending) => found[ending].way !== way);
    if (against === undefined) {
      return { verdict: way === 'up' ? 'earns' : 'loses', why: `${text}, at most ${level}.` };
    }
    return thin(`Not shown any more if its ${leftOutText(claim)} had all ${against}.`);
  }
  if (detectableReturn === undefined || detectableReturn > worthwhileReturn) {
    const reach = percent(detectableReturn ?? Number.POSITIVE_INFINITY);
    return thin(`Nothing is shown, but a return below ${reach} would often be missed.`);
  }
  if (couldHide(claim, bounds, worthwhileReturn)) {
    return thin(`${leftOutText(claim)} could hide a return of that size.`);
  }
  const reach = percent(worthwhileReturn);
  return { verdict: 'not_shown', why: `${text}; a return of ${reach} would show.` };
}

function whyUntested({ trades, clusters, verdict }: Edge): string {
  const traded = trades === 0 ? verdict.why : `Trades in ${plural(clusters, 'window')}.`;
  const lacks =
    clusters < FEWEST_CLUSTERS
      ? `At least ${FEWEST_CLUSTERS} are needed.`
      : 'They are too much alike for a test.';
  return `${traded} ${lacks}`;
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : 'any size';
}

function noteOf(tests: number, untested: number, rules: ClaimRules): string {
  const rest = untested === 0 ? '' : `; ${plural(untested, 'claim')} without a test`;
  const by = correctionText(rules);
  return `Corrected by ${by} over ${plural(tests, 'test')}${rest}: ${realText(rules)}.`;
}
