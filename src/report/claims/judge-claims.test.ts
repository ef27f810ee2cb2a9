import { describe, expect, test } from 'vitest';
import { NOON, RunScript, SECOND, scriptedMarket } from '../../../test/support/run-script.ts';
import type { Timestamp } from '../../domain/units.ts';
import { foldTrades } from '../folds/trades.ts';
import type { Claim } from './claim.ts';
import { claimOf } from './claims-of.ts';
import { CLAIM_RULES, judgeClaims } from './judge-claims.ts';

const DOLLAR = 1_000_000;
const RULES = { ...CLAIM_RULES, seed: 1 };

type Ending = boolean | 'undecided' | 'open';

/** Ten shares at `price` in each window, held to the end; `each`: trades in a window, all alike. */
function aClaim(price: number, ended: readonly Ending[], each = 1, strategy = 'mine'): Claim {
  const markets = Array.from({ length: ended.length * each }, (_, i) =>
    scriptedMarket(`market-${i}`, NOON + Math.floor(i / each) * 300 * SECOND),
  );
  const script = new RunScript(markets);
  for (const market of markets.keys()) {
    const ending = ended[Math.floor(market / each)];
    script.trade({ token: 2 * market, price, size: 10 * DOLLAR });
    if (ending === 'open') {
      script.resolutions[market] = { payout: DOLLAR, at: NOON as Timestamp, source: 'venue' };
    } else if (ending !== 'undecided') {
      script.resolve(market, ending === true ? DOLLAR : 0);
    }
  }
  const name = { strategy, set: 'made-up', latency: 250_000 };
  return claimOf(name, foldTrades(script.record()), markets);
}

const pattern = (wins: number, losses: number) => [
  ...Array.from({ length: wins }, () => true),
  ...Array.from({ length: losses }, () => false),
];

const verdictOf = (claim: Claim, rules = RULES) => judgeClaims([claim], rules).claims[0]!;

describe('a claim alone', () => {
  test.each([
    ['earns', 600_000, 38, 2],
    ['loses', 600_000, 8, 32],
    ['earns', 500_000, 80, 20],
    // A fair price, and enough windows to see ten cents a dollar.
    ['not_shown', 500_000, 500, 500],
    // The same with a tenth of the windows: an edge of that size would be missed.
    ['too_thin', 500_000, 50, 50],
    ['too_thin', 600_000, 24, 16],
    ['too_thin', 600_000, 9, 0],
    // Never lost: at 0.95 that is no wonder, at 0.50 it is.
    ['too_thin', 950_000, 60, 0],
    ['earns', 500_000, 60, 0],
    ['too_thin', 50_000, 0, 60],
  ])('%s at %i with %i wins and %i losses', (verdict, price, wins, losses) => {
    expect(verdictOf(aClaim(price, pattern(wins, losses))).verdict).toBe(verdict);
  });

  test('says why', () => {
    const why = (price: number, wins: number, losses: number) =>
      verdictOf(aClaim(price, pattern(wins, losses))).why;
    expect(why(600_000, 9, 0)).toBe('Trades in 9 windows. At least 10 are needed.');
    expect(why(600_000, 0, 0)).toBe('Nothing was traded. At least 10 are needed.');
    expect(why(950_000, 60, 0)).toMatch(/^No trade has lost yet/);
    expect(why(500_000, 50, 50)).toBe(
      'Nothing is shown, but a return below 28 % would often be missed.',
    );
    expect(why(500_000, 500, 500)).toBe('Corrected p 1.0; a return of 10 % would show.');
    expect(why(600_000, 38, 2)).toMatch(/^Corrected p \d.*, at most 0\.05\.$/);
  });

  test('asks by the wild bootstrap where windows are few, else by the error of the mean', () => {
    const few = verdictOf(aClaim(500_000, pattern(30, 10)));
    expect(few.p).toMatchObject({ by: 'wild cluster bootstrap' });
    const many = verdictOf(aClaim(500_000, pattern(60, 40)));
    expect(many.p!.by).toBe('cluster-robust normal');
    // Ten dollars won or lost in halves: mean 1, sd 5 * sqrt(0.96 * 100 / 99), z = 2.03.
    const z = 1 / Math.sqrt((25 * 0.96) / 99);
    expect(many.p!.value).toBeCloseTo(0.0422, 3);
    expect(many.edge.mean! / many.edge.meanError!).toBeCloseTo(z, 10);
    // Windows that win or lose the same: then it is the sign test, 5 or more off 24 of 48.
    expect(verdictOf(aClaim(500_000, pattern(29, 19))).p!.value).toBeCloseTo(0.1934, 2);
  });

  const leftOut = (some: number, as: 'undecided' | 'open') =>
    Array.from({ length: some }, (): Ending => as);

  test.each([
    ['earns', 600_000, 38, 2, 1, 'undecided'],
    // With all lost the mean is still above 0, but shown no more.
    ['too_thin', 600_000, 38, 2, 14, 'undecided'],
    ['too_thin', 600_000, 38, 2, 14, 'open'],
    ['too_thin', 600_000, 38, 2, 30, 'open'],
    ['loses', 600_000, 8, 32, 2, 'open'],
    ['too_thin', 600_000, 8, 32, 24, 'open'],
  ] as const)('%s at %i of %i wins and %i losses, with %i more that are %s', (...row) => {
    const [verdict, price, wins, losses, more, as] = row;
    const judged = verdictOf(aClaim(price, [...pattern(wins, losses), ...leftOut(more, as)]));
    expect(judged.edge.trades).toBe(wins + losses);
    expect(judged.verdict).toBe(verdict);
    if (verdict === 'too_thin') {
      const against = wins > losses ? 'lost' : 'won';
      expect(judged.why).toBe(`Not shown any more if its ${more} ${as} trades had all ${against}.`);
    }
  });

  test('what was left out may not hide an edge, of either kind', () => {
    const fair = pattern(500, 500);
    expect(verdictOf(aClaim(500_000, fair)).verdict).toBe('not_shown');
    for (const as of ['undecided', 'open'] as const) {
      const judged = verdictOf(aClaim(500_000, [...fair, ...leftOut(200, as)]));
      expect(judged.verdict).toBe('too_thin');
      expect(judged.why).toBe(`200 ${as} trades could hide a return of that size.`);
    }
  });

  test('counts windows, not trades: many alike in few windows prove no more', () => {
    const once = verdictOf(aClaim(500_000, pattern(14, 6)));
    const often = verdictOf(aClaim(500_000, pattern(14, 6), 20));
    expect(often.edge).toMatchObject({ trades: 400, clusters: 20 });
    expect(often.p!.value).toBeCloseTo(once.p!.value, 12);
    expect(often.verdict).toBe(once.verdict);
    expect(verdictOf(aClaim(500_000, pattern(5, 4), 100)).verdict).toBe('too_thin');
  });
});

test('what recordings in doubt show is told and not judged', () => {
  const strong = aClaim(500_000, pattern(90, 30));
  const judged = judgeClaims([strong, { ...strong, isInDoubt: true }], RULES);
  expect(judged).toMatchObject({ tests: 1, untested: 1 });
  expect(judged.claims[0]!.verdict).toBe('earns');
  expect(judged.claims[1]).toMatchObject({ verdict: 'in_doubt', p: undefined });
  expect(judged.claims[1]!.edge).toMatchObject({ trades: 120, wins: 90 });
});

describe('many claims', () => {
  test('what holds alone need not hold among many, and the correction is named', () => {
    const lucky = aClaim(500_000, pattern(61, 39), 1, 'lucky');
    const others = Array.from({ length: 19 }, () => aClaim(500_000, pattern(50, 50)));
    expect(verdictOf(lucky).verdict).toBe('earns');
    const among = judgeClaims([...others, lucky], RULES);
    expect(among.claims.at(-1)!.claim.strategy).toBe('lucky');
    expect(among.claims.at(-1)!.verdict).toBe('too_thin');
    expect(among).toMatchObject({ correction: 'benjamini-yekutieli', tests: 20, untested: 0 });
    expect(among.note).toBe(
      'Corrected by Benjamini-Yekutieli 2001 (any dependence) over 20 tests: ' +
        'of those called real at most 5 % are not, on average.',
    );
  });

  test('what is strong enough stays, in the order given', () => {
    const strong = aClaim(500_000, pattern(90, 30), 1, 'strong');
    const thin = aClaim(500_000, pattern(3, 2), 1, 'thin');
    const others = Array.from({ length: 10 }, () => aClaim(500_000, pattern(50, 50)));
    const judged = judgeClaims([thin, ...others, strong], RULES);
    expect(judged.claims[0]).toMatchObject({ p: undefined, corrected: undefined });
    expect(judged.claims.at(-1)).toMatchObject({ verdict: 'earns' });
    expect(judged.claims.at(-1)!.corrected!).toBeGreaterThan(judged.claims.at(-1)!.p!.value);
    expect(judged).toMatchObject({ tests: 11, untested: 1 });
    expect(judged.note).toContain('over 11 tests; 1 claim without a test:');
  });

  test('for independent tests the milder correction can be named', () => {
    const rules = { ...RULES, correction: 'benjamini-hochberg' } as const;
    const claims = [aClaim(500_000, pattern(62, 38)), aClaim(500_000, pattern(50, 50))];
    const mild = judgeClaims(claims, rules);
    expect(mild.note).toContain('Benjamini-Hochberg 1995 (independent tests)');
    expect(mild.claims[0]!.corrected).toBeLessThan(
      judgeClaims(claims, RULES).claims[0]!.corrected!,
    );
  });

  test('of nothing but luck none is called real', () => {
    // 20 strategies that draw a lot fifty times, by a fixed sequence.
    let state = 12_345;
    const lot = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return ((state >>> 16) & 1) === 1;
    };
    const claims = Array.from({ length: 20 }, () =>
      aClaim(500_000, Array.from({ length: 50 }, lot)),
    );
    const { claims: judged } = judgeClaims(claims, RULES);
    expect(judged.filter(({ p }) => p!.value <= 0.05).length).toBeGreaterThan(0);
    expect(judged.filter(({ verdict }) => verdict === 'earns' || verdict === 'loses')).toEqual([]);
  });

  test('without claims there is nothing to correct', () => {
    expect(judgeClaims([], RULES)).toMatchObject({ tests: 0, untested: 0, claims: [] });
  });
});
