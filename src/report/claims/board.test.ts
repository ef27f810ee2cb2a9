import { describe, expect, test } from 'vitest';
import { floatsIn } from '../../../test/support/floats-in.ts';
import { NOON, RunScript, SECOND, scriptedMarket } from '../../../test/support/run-script.ts';
import type { Resolution } from '../../domain/market.ts';
import { foldReport } from '../report.ts';
import { type BoardSet, judgeBoard, overallRow, type Plan } from './board.ts';
import { renderBoard } from './board-html.ts';
import { boardJson } from './board-json.ts';
import { boardPage } from './board-page.ts';
import { headlines } from './headlines.ts';
import { CLAIM_RULES } from './judge-claims.ts';
import { type PlayedCell, playedCell } from './played-cell.ts';
import { proxyShare } from './winners.ts';

const DOLLAR = 1_000_000;
const QUARTER = 250_000;

type Scripted = {
  readonly strategy?: string;
  readonly variant?: string;
  readonly set?: string;
  readonly latency?: number;
  /** Number of the first window, so that sets may share some. */
  readonly first?: number;
  readonly windows?: number;
  /** Every so many windows the token bought loses. */
  readonly losing?: number;
  /** Probability that a model says beside a midpoint of 0.5. */
  readonly says?: number;
  readonly asset?: string;
  /** How the winners are known. */
  readonly source?: Resolution['source'];
  /** Recorded of each market. */
  readonly rows?: number;
};

/** Buys ten shares at half a dollar in each of some five-minute windows. */
function cell(scripted: Scripted): PlayedCell {
  const { strategy = 'late-favourite', set = 'a', latency = QUARTER } = scripted;
  const { first = 0, windows = 20, losing = 5, says, variant = strategy } = scripted;
  const { asset = 'btc', source, rows = 0 } = scripted;
  const markets = Array.from({ length: windows }, (_, i) =>
    scriptedMarket(`${asset}-${first + i}`, NOON + (first + i) * 300 * SECOND),
  );
  const script = new RunScript(markets);
  for (const market of markets.keys()) {
    if (says !== undefined) script.forecast(market, says, 0.5);
    script.trade({ token: 2 * market, price: 500_000, size: 10 * DOLLAR, fee: 100_000 });
    script.resolve(market, market % losing === 0 ? 0 : DOLLAR, source);
  }
  const record = script.record();
  const coverage = record.coverage.map((one) => ({ ...one, rows }));
  return playedCell(foldReport({ ...record, coverage }), { strategy, variant, set, latency });
}

/** A run that traded nothing. */
function idle(name: Partial<Scripted>, code = 'life_unknown'): PlayedCell {
  const script = new RunScript(1);
  script.skip(code);
  const { strategy = 'fusion', variant = strategy, set = 'a', latency = QUARTER } = name;
  return playedCell(foldReport(script.record()), { strategy, variant, set, latency });
}

const SET: Omit<BoardSet, 'name'> = {
  ...{ feeds: [], standIns: [], notes: [] },
  ...{ doubt: undefined, isPlayed: true },
};

function boardOf(cells: readonly PlayedCell[], plan: Partial<Plan> = {}) {
  const names = [...new Set(cells.map(({ set }) => set))];
  return judgeBoard(
    {
      sets: names.map((name) => ({ ...SET, name })),
      latencies: [...new Set(cells.map(({ latency }) => latency))],
      rules: ['A rule.'],
      ...plan,
    },
    cells,
    { ...CLAIM_RULES, seed: 1 },
  );
}

describe('the board', () => {
  test('has the figures of each run, and counts fees apart from the gross', () => {
    const [row] = boardOf([cell({})]).rows;
    // 16 of 20 win 5 dollars, 4 lose 5, each pays 0.10.
    expect(row!.profit).toMatchObject({ trades: 20, wins: 16, gross: 60 * DOLLAR });
    expect(row!.profit.fees).toBe(2 * DOLLAR);
    expect(row!.judged.edge.roi).toBeCloseTo(58 / 102, 12);
    expect(row!.judged).toMatchObject({ verdict: 'earns' });
  });

  test('all sets put together are of the same family', () => {
    const board = boardOf([cell({ set: 'a' }), cell({ set: 'b', first: 15 })]);
    const [together] = board.together;
    expect(together).toMatchObject({ set: 'all sets', cell: undefined });
    expect(together!.judged.edge).toMatchObject({ trades: 35, clusters: 35 });
    expect(board.judged.tests).toBe(3);
  });

  const twice = (wins: Partial<Record<'a' | 'b', Scripted>>) => {
    const scripted = { windows: 30, losing: 3 };
    const cells = (['a', 'b'] as const).map((set) => cell({ set, ...scripted, ...wins[set] }));
    return [boardOf(cells), boardOf(cells.toReversed())].map(({ together, shared }) => ({
      edge: together[0]!.judged.edge,
      shared,
    }));
  };

  test('a market that stands in two sets counts once, in the set that knows it best', () => {
    // In the one all win, in the other all lose: what is taken shows.
    const cases: [Scripted, Scripted, string][] = [
      [{ source: 'final_price' }, { source: 'venue' }, 'b'],
      [{ source: 'reference' }, { source: 'other_feed' }, 'a'],
      [{ rows: 10 }, { rows: 11 }, 'b'],
      [{}, {}, 'a'],
    ];
    for (const [a, b, taken] of cases) {
      for (const { edge, shared } of twice({ a, b: { ...b, losing: 1 } })) {
        expect(edge).toMatchObject({ trades: 30, clusters: 30, wins: taken === 'a' ? 20 : 0 });
        expect(shared).toHaveLength(30);
        expect(shared[0]).toEqual({ slug: 'btc-0', taken, passed: [taken === 'a' ? 'b' : 'a'] });
      }
    }
  });

  test('windows of two sets that overlap in time are one, whatever they are called', () => {
    const [{ edge, shared }] = twice({ b: { asset: 'eth' } }) as [ReturnType<typeof twice>[0]];
    expect(edge).toMatchObject({ trades: 60, clusters: 30 });
    expect(shared).toEqual([]);
  });

  test('windows whose winner is a proxy are told, each by its least sure one', () => {
    const board = boardOf([
      cell({ set: 'a', windows: 10 }),
      cell({ set: 'b', windows: 10, first: 10, source: 'reference' }),
      cell({ set: 'c', windows: 15, first: 20, source: 'other_feed' }),
      // The first five windows are those of the last set on another asset.
      cell({ set: 'd', windows: 10, first: 30, source: 'final_price', asset: 'eth' }),
    ]);
    expect(board.together[0]!.winners).toEqual({
      ...{ venue: 10, reference: 10 },
      ...{ other_feed: 10, final_price: 10 },
    });
    expect(board.rows.map(({ winners }) => proxyShare(winners))).toEqual([0, 0, 1, 1]);
    const page = boardPage(board);
    expect(page).toMatch(/\| Inferred % \| Proxy % \|/);
    expect(page).toMatch(/^\| late-favourite \| 250 \| 40 \|.*\| 0\.0 \| 50\.0 \| 0\.0 \|/m);
    expect(page).toContain('UTC: 10 won by the market’s rule, 0 undecided.');
    expect(boardJson(board, () => '').together[0]).toMatchObject({ proxyShare: '0.500000' });
  });

  test('a set in doubt is shown, and is part of no sum and no test', () => {
    const cells = ['a', 'b', 'c'].map((set, i) => cell({ set, first: 20 * i, says: 0.8 }));
    const doubt = 'Its clock runs late.';
    const sets = ['a', 'b', 'c'].map((name) => ({
      ...SET,
      name,
      doubt: name === 'b' ? doubt : undefined,
    }));
    const board = boardOf(cells, { sets });
    expect(board.together[0]!.judged.edge).toMatchObject({ trades: 40 });
    expect(board.rows[1]!.judged).toMatchObject({ verdict: 'in_doubt' });
    expect(board.rows[1]!.skill).toMatchObject({ verdict: 'in_doubt', corrected: undefined });
    expect(board.judged.tests).toBe(3);
    expect(board.judgedSkills.tests).toBe(3);
    const page = boardPage(board);
    expect(page).toContain('- In doubt, and in no sum: Its clock runs late.');
    expect(page).toContain('Left out as in doubt: b.');
    const two = boardOf(cells.slice(0, 2), { sets });
    expect(overallRow(two, 'late-favourite', QUARTER)?.set).toBe('a');
    expect(headlines(board)[0]!.text).toContain('0 are too thin, 1 in doubt.');
  });

  test('what acted on one set only is not put together: that set stands for all', () => {
    const board = boardOf([cell({ set: 'a' }), idle({ strategy: 'late-favourite', set: 'b' })]);
    expect(board.together).toEqual([]);
    expect(overallRow(board, 'late-favourite', QUARTER)?.set).toBe('a');
    expect(overallRow(board, 'fusion', QUARTER)).toBeUndefined();
  });
});

describe('the answers', () => {
  const titles = (cells: readonly PlayedCell[]) =>
    headlines(boardOf(cells)).map(({ title }) => title);

  test('are made from the numbers of the first variant at 250 ms', () => {
    const cells = [
      cell({ variant: 'first', latency: 0, losing: 2 }),
      cell({ variant: 'first' }),
      cell({ variant: 'second', losing: 1 }),
    ];
    const [first] = headlines(boardOf(cells));
    expect(first!.title).toBe("Late-favourite: beats the market's price after fees");
    expect(first!.text).toContain('first at 250 ms, on a, the only set it acted on: 20 trades');
    expect(first!.text).toContain('80.0 % won where 51.0 % are needed, ROI +56.9 %');
    expect(first!.text).toMatch(/1 earn, 1 lose, 0 show no edge, 1 are too thin\.$/);
  });

  test('a loss, a null result and thin data are called that', () => {
    expect(titles([cell({ losing: 1 })])[0]).toMatch(/it loses$/);
    expect(titles([cell({ windows: 9 })])[0]).toBe('Late-favourite: too thin to judge');
    expect(titles([cell({ windows: 1_000, losing: 2 })])[0]).toMatch(/^Late-favourite: no edge/);
  });

  test('what traded nowhere, and what was not played, are told apart', () => {
    const [, fusion, ml] = headlines(boardOf([idle({ strategy: 'fusion' })]));
    expect(fusion).toMatchObject({ title: 'Fusion: too thin to judge' });
    expect(fusion!.text).toContain('At 250 ms it traded nowhere.');
    expect(ml).toMatchObject({ title: 'The learned model: not judged' });
  });

  test('a model is held against the midpoint', () => {
    const textOf = (says: number) =>
      headlines(boardOf([cell({ strategy: 'ml', says, windows: 100 })]))[2]!.text;
    // Four of five came true: 0.16 + (p - 0.8)^2 against 0.25.
    expect(textOf(0.8)).toContain(
      "its forecasts are better than the market's midpoint: 0.1600 against 0.2500, " +
        'difference -0.09000',
    );
    expect(textOf(0.1)).toContain("its forecasts are worse than the market's midpoint");
    expect(textOf(0.5)).toContain("its forecasts are not told from the market's midpoint");
  });

  test('a difference of forecasts that holds alone need not hold among many', () => {
    // 30 of 40 came true: alone the interval is clear of 0.
    const lucky = cell({ strategy: 'ml', says: 0.66, windows: 40, losing: 4 });
    const others = Array.from({ length: 10 }, (_, i) =>
      cell({ strategy: 'ml', variant: `ml ${i}`, says: 0.5, windows: 40, losing: 4 }),
    );
    const [, , alone] = headlines(boardOf([lucky]));
    expect(alone!.title).toMatch(/its forecasts are better than the market's midpoint$/);
    const board = boardOf([lucky, ...others]);
    const [, , among] = headlines(board);
    expect(among!.title).not.toContain('better');
    expect(among!.text).toContain("its forecasts are not told from the market's midpoint");
    expect(board.judgedSkills).toMatchObject({ tests: 11 });
    expect(board.rows[0]!.skill!.brier.interval!.high).toBeLessThan(0);
    expect(boardPage(board)).toContain(
      'Differences by Brier score, corrected by Benjamini-Yekutieli 2001 (any dependence) over ' +
        '11 tests, a family of their own',
    );
  });

  test('forecasts of too few windows are told from nothing', () => {
    const [, , ml] = headlines(boardOf([cell({ strategy: 'ml', says: 0.9, windows: 9 })]));
    expect(ml!.title).toBe('The learned model: too thin to judge');
    expect(ml!.text).toContain("too few windows tell its forecasts from the market's midpoint");
  });

  test('what undecided trades could do to the net is told', () => {
    const script = new RunScript(
      [0, 1].map((i) => scriptedMarket(`btc-${i}`, NOON + i * 300 * SECOND)),
    );
    for (const market of [0, 1]) {
      script.trade({ token: 2 * market, price: 500_000, size: 10 * DOLLAR });
    }
    script.resolve(0, DOLLAR);
    const name = { strategy: 'fusion', variant: 'fusion', set: 'a', latency: QUARTER };
    const [, fusion] = headlines(boardOf([playedCell(foldReport(script.record()), name)]));
    expect(fusion!.text).toContain(
      'Left out: 1 undecided trade; with it the net of +5.00 is between 0.00 and +10.00.',
    );
  });
});

describe('the page', () => {
  const board = boardOf(
    [
      cell({ says: 0.8 }),
      cell({ set: 'b', first: 100 }),
      idle({ latency: 0 }),
      idle({ latency: QUARTER }),
      idle({ strategy: 'spike-fade', latency: 0 }),
      idle({ strategy: 'spike-fade', latency: QUARTER }),
      idle({ strategy: 'random', latency: 0 }, 'fee_unknown'),
      idle({ strategy: 'random', latency: QUARTER }, 'book_untrusted'),
    ],
    {
      sets: [
        { ...SET, name: 'a', feeds: ['chainlink/btcusd'], standIns: ['A stand-in.'] },
        { ...SET, name: 'b', notes: ['A note.'] },
        { ...SET, name: 'ticks', isPlayed: false },
      ],
      latencies: [0, QUARTER],
    },
  );
  const page = boardPage(board);

  test('begins with the answers and says what was not traded and why, alike once', () => {
    expect(page).toMatch(/^# The claims board\n/);
    expect(page).toContain('- **Late-favourite: beats the market');
    expect(page).toContain('- fusion; spike-fade: decided not to once (life unknown 1).');
    expect(page).toContain('- random at 0 ms: decided not to once (fee unknown 1).');
    expect(page).toContain('- random at 250 ms: decided not to once (book untrusted 1).');
  });

  test('says of every set what is known of it, and of one without books that it has none', () => {
    expect(page).toContain('Reference feeds: chainlink/btcusd.');
    expect(page).toContain('- A stand-in.');
    expect(page).toContain('- A note.');
    expect(page).toMatch(/## ticks\n\nCannot carry any strategy: no order book/);
  });

  test('says of a set whose markets risk has paused, and why', () => {
    const paused = (variant: string, ...codes: Parameters<RunScript['pause']>[0][]) => {
      const script = new RunScript(1);
      for (const code of codes) script.pause(code);
      const name = { strategy: 'fusion', variant, set: 'a', latency: QUARTER };
      return playedCell(foldReport(script.record()), name);
    };
    const cells = [
      paused('price', 'adverse_fills', 'failures'),
      paused('price', 'adverse_fills'),
      paused('vote'),
    ];
    expect(boardPage(boardOf(cells))).toContain(
      '- Markets were paused by risk: price (2 for fills that the price went against, ' +
        '1 for failures, in 2 runs).\n',
    );
    expect(boardPage(boardOf([paused('vote')]))).not.toContain('paused by risk');
    expect(boardJson(boardOf(cells), () => '').rows[0]?.pauses).toEqual({
      adverse_fills: 1,
      failures: 1,
      cross_rejects: 0,
    });
  });

  test('has what the sources claim, forecasts and their calibration', () => {
    expect(page).toContain('278 won (93 %)');
    expect(page).toMatch(/^\| S2: policy trained by PPO \| 3,330 trades.* \| Not built here yet/m);
    expect(page).toContain('| a | late-favourite | 250 | 20 | 20 | 0.1600 | 0.2500 | -0.0900 [');
    expect(page).toContain('| 0.8 to 0.9 | 20 | 0.800 | 0.800 | 0 | – | – |');
  });

  test('rows of forecasts that say the same are one', () => {
    const same = [
      cell({ strategy: 'ml', says: 0.8 }),
      cell({ strategy: 'ml', variant: 'ml, bold', says: 0.8 }),
      cell({ strategy: 'ml', latency: 0, says: 0.8 }),
      cell({ strategy: 'ml', variant: 'ml, bold', latency: 0, says: 0.8 }),
      cell({ strategy: 'ml', variant: 'ml trees', says: 0.7 }),
    ];
    const rows = boardPage(boardOf(same)).match(/^\| a \| ml.*0\.2500 \|.*$/gm) ?? [];
    expect(rows.map((row) => row.split(' | ').slice(1, 3))).toEqual([
      ['ml; ml, bold', '250, 0'],
      ['ml trees', '250'],
    ]);
  });

  test('what every run assumes is told once, and what one set does with that set', () => {
    const told = (set: string, ...assumptions: string[]) => {
      const played = cell({ set });
      return { ...played, run: { ...played.run, assumptions } };
    };
    const assumed = boardPage(boardOf([told('a', 'All do.'), told('b', 'All do.', 'b does.')]));
    expect(assumed.match(/All do\./g)).toHaveLength(1);
    expect(assumed.indexOf('b does.')).toBeGreaterThan(assumed.indexOf('## b'));
  });

  test('no name ends a cell or begins a tag', () => {
    const hostile = boardPage(boardOf([cell({ variant: 'a|b <script>' })]));
    expect(hostile).toContain('| a\\|b &lt;script> | 250 |');
  });

  test('the same in HTML, each run linked, and as JSON with hash and configuration', () => {
    const html = renderBoard(board, ({ set, variant }) => `${set}/${variant}.html`);
    expect(html).toContain('<a href="a/late-favourite.html">late-favourite</a>');
    expect(html).toContain('fusion; spike-fade: decided not to once (life unknown 1).');
    const json = boardJson(board, ({ set, variant }) => `${set}/${variant}.json`);
    expect(floatsIn(json)).toEqual([]);
    expect(json).toMatchObject({ schema: 'polydesk.claims', schemaVersion: 1 });
    expect(json.rows[0]).toMatchObject({
      latencyMs: 250,
      trades: 20,
      net: '58',
      verdict: { code: 'earns' },
      forecasts: { brier: { difference: '-0.090000' } },
      hash: '0123456789abcdef',
      report: 'a/late-favourite.json',
      configuration: { seed: 1 },
    });
    expect(json.together[0]).toMatchObject({ set: 'all sets', hash: null });
  });
});
