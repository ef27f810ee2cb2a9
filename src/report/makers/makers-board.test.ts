import { describe, expect, test } from 'vitest';
import { floatsIn } from '../../../test/support/floats-in.ts';
import { NOON, RunScript, SECOND, scriptedMarket } from '../../../test/support/run-script.ts';
import { CLAIM_RULES } from '../claims/judge-claims.ts';
import { foldReport } from '../report.ts';
import { type MakerCell, makerCell } from './maker-cell.ts';
import { judgeMakers, type MakerSet } from './makers-board.ts';
import { makersJson } from './makers-json.ts';
import { makersPage } from './makers-page.ts';
import { FILL_COLUMNS, fillCells, PROFIT_COLUMNS, profitCells } from './makers-table.ts';

const DOLLAR = 1_000_000;
const LATENCY = 250_000;

type Scripted = {
  readonly variant?: string;
  readonly set?: string;
  readonly fills?: string;
  readonly windows?: number;
  /** Every so many windows what was bought wins. */
  readonly winning?: number;
  /** Nobody knows who won. */
  readonly undecided?: boolean;
  /** Midpoint two minutes after each fill, in cents. */
  readonly later?: number;
  /** Shares that a market's second quote asks for at 30 cents, and does not get. */
  readonly unfilled?: number;
  /** Quotes a second later. */
  readonly waits?: boolean;
};

/** Buys ten shares at 40 cents, at rest below a midpoint of 42, in each of some windows. */
function cell(scripted: Scripted = {}): MakerCell {
  const { variant = 'glft', set = 'a', fills = 'through', windows = 20 } = scripted;
  const { winning = 10, undecided = false, later = 37, unfilled = 0, waits = false } = scripted;
  const markets = Array.from({ length: windows }, (_, i) =>
    scriptedMarket(`btc-${i}`, NOON + i * 300 * SECOND),
  );
  const script = new RunScript(markets);
  if (waits) script.skip('volatility_unknown');
  for (const market of markets.keys()) {
    const order = { token: 2 * market, price: 400_000, size: 10 * DOLLAR };
    const fill = script.fill(script.quote(order), { ...order, evidence: 'inferred', rebate: 0 });
    script.follow(fill, { atFill: 420_000 as never, after120: (later * 10_000) as never });
    if (unfilled > 0) {
      script.quote({ token: order.token, price: 300_000, size: unfilled * DOLLAR });
    }
    if (!undecided) script.resolve(market, market % winning === 0 ? DOLLAR : 0);
  }
  const name = { strategy: 'market-maker', variant, set, fills, latency: LATENCY };
  return makerCell(foldReport(script.record()), name);
}

/** A run that quoted nothing. */
function idle(variant: string): MakerCell {
  const script = new RunScript(1);
  script.skip('volatility_unknown');
  const name = { strategy: 'market-maker', variant, set: 'a', fills: 'through', latency: LATENCY };
  return makerCell(foldReport(script.record()), name);
}

function boardOf(cells: readonly MakerCell[], set: Partial<MakerSet> = {}) {
  const names = [...new Set(cells.map((one) => one.set))];
  const sets = names.map((name) => ({ name, standIns: [], doubt: undefined, ...set }));
  return judgeMakers({ sets, rules: ['A rule.'] }, cells, { ...CLAIM_RULES, seed: 1 });
}

const named = (
  columns: readonly { readonly heading: string }[],
  cells: readonly string[] | undefined,
) => Object.fromEntries(columns.map(({ heading }, i) => [heading, cells?.[i]]));

describe('a row', () => {
  const [row] = boardOf([cell()]).rows;

  test('has what was traded, and the verdict of all that were tested together', () => {
    expect(named(PROFIT_COLUMNS, profitCells(row!))).toMatchObject({
      Maker: 'glft',
      'Fills by': 'through',
      ms: '250',
      Orders: '20',
      Fills: '20',
      Windows: '20',
      // Two of twenty win six dollars, the others lose four.
      'Trading P&L': '-60.00',
      Rewards: 'unknown',
      'Inferred %': '100.0',
      'Left out': '0',
      Verdict: 'loses',
    });
  });

  test('has what became of the fills', () => {
    expect(named(FILL_COLUMNS, fillCells(row!))).toMatchObject({
      'At the fill, bps': '+500',
      '1 s [95 %]': '– –',
      '120 s [95 %]': '-750 [-750, -750]',
      'Won, filled %': '10.0',
      paid: '0.4000',
      'Won, unfilled %': '–',
      'Won, all %': '10.0',
      quoted: '0.4000',
    });
  });

  test('has beside what was filled how often all quotes won', () => {
    // Ten shares bought at 40 cents a market, and thirty asked for at 30; every other market wins.
    const [both] = boardOf([cell({ unfilled: 30, winning: 2 })]).rows;
    expect(named(FILL_COLUMNS, fillCells(both!))).toMatchObject({
      'Won, filled %': '50.0',
      'Won, unfilled %': '50.0',
      asked: '0.3000',
      'Won, all %': '50.0',
      quoted: '0.3250',
      'Difference [95 %]': '-10.0 [-10.0, -10.0]',
    });
  });

  test('without a known winner has no profit, and says what was left out', () => {
    const [undecided] = boardOf([cell({ undecided: true })]).rows;
    expect(named(PROFIT_COLUMNS, profitCells(undecided!))).toMatchObject({
      'Trading P&L': '–',
      'ROI % [95 %]': '– –',
      Drawdown: '–',
      'Left out': '20',
      'if lost': '-80.00',
      'if won': '+120.00',
      Verdict: 'too thin',
    });
  });

  test('without a fill has no markouts', () => {
    expect(fillCells(boardOf([idle('legacy')]).rows[0]!)).toBeUndefined();
  });
});

describe('the page', () => {
  test('answers for each set and rule of who is filled, losses as well', () => {
    const cells = [
      cell(),
      cell({ variant: 'legacy', waits: true }),
      cell({ fills: 'proportional', winning: 1, later: 50 }),
      cell({ set: 'b', undecided: true }),
    ];
    const page = makersPage(boardOf(cells));
    expect(page).toContain(
      '- a, fills by through: 2 of 2 runs lose money (-60.00 to -60.00 dollars); after the ' +
        'correction 0 earn and 2 lose. Two minutes after the fill the market stands against 2 of ' +
        '2 runs.',
    );
    expect(page).toContain(
      '- a, fills by a queue that assumed trades move: 0 of 1 run lose money (+120.00 to +120.00',
    );
    expect(page).toContain('the market stands against 0 of 1 run.');
    expect(page).toContain('- b, fills by through: nobody knows who won, so no profit is known.');
  });

  test('says in how many runs the fills were the worse quotes', () => {
    const page = makersPage(
      boardOf([cell({ unfilled: 30 }), cell({ variant: 'legacy', unfilled: 30, waits: true })]),
    );
    expect(page).toContain('Filled quotes did worse than unfilled ones in 2 of 2 runs.');
    expect(makersPage(boardOf([cell()]))).not.toContain('Filled quotes did worse');
  });

  test('counts makers that send the same orders once', () => {
    const twins = [cell(), cell({ variant: 'glft-running-penalty' })];
    const board = boardOf([...twins, cell({ variant: 'legacy', unfilled: 30 })]);
    expect(board.rows.map(({ variant }) => variant)).toEqual(['glft', 'legacy']);
    expect(board.judged.tests).toBe(2);
    const page = makersPage(board);
    expect(page).toContain('a, fills by through: 2 of 2 runs lose money');
    expect(page).toContain('- glft-running-penalty sends the same orders as glft in 1 of 1 run');
    expect(makersJson(board).alike).toEqual([
      { set: 'a', variant: 'glft-running-penalty', as: 'glft', runs: 1, of: 1 },
    ]);
  });

  test('takes nobody who quotes nothing for another', () => {
    const board = boardOf([idle('legacy'), idle('glft')]);
    expect(board.rows).toHaveLength(2);
    expect(board.alike).toEqual([]);
  });

  test('says of who quoted nothing why', () => {
    const page = makersPage(boardOf([idle('legacy'), cell()]));
    expect(page).toContain('Quoted nothing, and why:\n\n- legacy: decided not to once');
  });

  test('names what stands in, and what is in doubt: no verdict rests on that', () => {
    const doubt = 'Its clock is late.';
    const board = boardOf([cell()], { doubt, standIns: ['The fee stands in.'] });
    expect(makersPage(board)).toContain('- In doubt: Its clock is late.\n- The fee stands in.');
    expect(board.rows[0]?.judged).toMatchObject({ verdict: 'in_doubt', p: undefined });
    expect(board.judged.tests).toBe(0);
  });

  test('is the same bytes for the same runs', () => {
    expect(makersPage(boardOf([cell()]))).toBe(makersPage(boardOf([cell()])));
  });
});

test('for programs no number is a float, and what is not known is null', () => {
  const board = makersJson(boardOf([cell({ undecided: true }), idle('legacy')]));
  expect(board).toMatchObject({ schema: 'polydesk.makers', schemaVersion: 1 });
  expect(floatsIn(board)).toEqual([]);
  expect(JSON.parse(JSON.stringify(board))).toEqual(board);
  expect(board.rows[0]).toMatchObject({
    fillsBy: 'through',
    latencyMs: 250,
    net: '0',
    roi: null,
    leftOut: { trades: 20, netIfLost: '-80', netIfWon: '120' },
    correctedP: null,
    hash: '0123456789abcdef',
  });
  expect(board.rows[1]).toMatchObject({ variant: 'legacy', making: null });
});
