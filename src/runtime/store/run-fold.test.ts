import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { begunRun, foldedRows } from '../../../test/support/desk-store-rows.ts';
import { NOON, RunScript, scriptedMarket } from '../../../test/support/run-script.ts';
import type { Fill } from '../../domain/fill.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { sortedReasons } from '../../report/folds/orders.ts';
import { foldReport } from '../../report/report.ts';
import type { DeskBegun } from './desk-begun.ts';
import { RunFold, type WrittenRecord } from './run-fold.ts';

const DOLLAR = 1_000_000;
const begun = begunRun('one');
const twoStrategies = [
  { name: 'alpha', parameters: {}, code: '' },
  { name: 'beta', parameters: {}, code: '' },
];

function rowsOf(entries: readonly JournalEntry[], piece?: number) {
  return foldedRows([{ ...begun, strategies: twoStrategies }, ...entries], piece);
}

const answer = (event: object, at = NOON) =>
  ({ kind: 'Answered', at, event: { tsEvent: at, tsInit: at, ...event } }) as JournalEntry;

describe('rows of a run', () => {
  test('name run, strategy, market and outcome, and say what is simulated', () => {
    const script = new RunScript(1, ['alpha', 'beta']);
    const { fee, rule, minimumSize, takerDelayMs, ...market } = scriptedMarket('btc-1');
    const facts = { ...market, source: 'gamma' } as unknown as MarketFacts;
    script.trade({ strategy: 1, token: 1, price: 400_000, size: 10 * DOLLAR });
    const declared = { kind: 'MarketDeclared', at: NOON, market: 0, facts } as WrittenRecord;
    const rows = foldedRows([{ ...begun, strategies: twoStrategies }, declared, ...script.journal]);
    const about = { run: 'one', strategy: 'beta', market: 'btc-1', outcome: 1, label: 'Down' };
    expect(rows.decision).toMatchObject([
      { ...about, provenance: 'live', entry: 1, status: 'filled', filled: 10 * DOLLAR },
    ]);
    // The market was heard live; the fill is nobody's but the simulation's.
    expect(rows.fill).toMatchObject([{ ...about, provenance: 'simulated', amount: 4 * DOLLAR }]);
    expect(rows.trade).toMatchObject([{ ...about, provenance: 'simulated', state: 'undecided' }]);
    expect(rows.market).toMatchObject([{ number: 0, asset: 'btc', provenance: 'live' }]);
  });

  test('tell what the venue filled by where it was heard', () => {
    const script = new RunScript(1, ['alpha']);
    script.trade({ token: 0, price: 500_000, size: DOLLAR, evidence: 'venue' });
    const rows = rowsOf(script.journal);
    expect([rows.fill?.[0]?.provenance, rows.trade?.[0]?.provenance]).toEqual(['live', 'live']);
  });

  test('follow an order and the wishes to cancel it to their ends', () => {
    const script = new RunScript(1, ['alpha']);
    const order = script.submit({ token: 0, price: 500_000, size: DOLLAR });
    const reason = { code: 'moved', numbers: { by: 1 } };
    const wish = { kind: 'CancelOrder', order, strategy: 0, reason };
    const cancel = { kind: 'CancelRequested', at: NOON, command: wish } as unknown as JournalEntry;
    const late = answer({ kind: 'CancelRejected', order, code: 'busy' });
    const end = answer({ kind: 'OrderCanceled', order, reason: 'requested' }, NOON + 5);
    const { decision } = rowsOf([...script.journal, cancel, late, cancel, end]);
    expect(decision).toMatchObject([
      { kind: 'order', status: 'canceled', code: 'requested', ended: NOON + 5 },
      { kind: 'cancel', status: 'refused', code: 'busy', reason: 'moved', numbers: '{"by":1}' },
      { kind: 'cancel', status: 'canceled', market: 'market 0', outcome: 0 },
    ]);
  });

  test('tell of splits and merges as decisions, and of their trades as simulated', () => {
    const script = new RunScript(1, ['alpha']);
    script.change('split', 10 * DOLLAR, { gas: 5_000 });
    script.change('merge', 4 * DOLLAR, { code: 'chain_unavailable' });
    script.change('merge', 2 * DOLLAR);
    const rows = rowsOf(script.journal, 1);
    expect(rows.decision).toMatchObject([
      { kind: 'split', status: 'done', size: 10 * DOLLAR, filled: 10 * DOLLAR, order_id: 1 },
      { kind: 'merge', status: 'rejected', code: 'chain_unavailable', market: 'market 0' },
      { kind: 'merge', status: 'done', strategy: 'alpha', reason: 'test' },
    ]);
    expect(rows.trade).toMatchObject([
      { outcome: 0, provenance: 'simulated', exit: 'merge', held_size: 8 * DOLLAR },
      { outcome: 1, provenance: 'simulated', exit: 'merge', fees: 2_500 },
    ]);
  });

  test('keep skips, forecasts, openings, outcomes and notices', () => {
    const at = NOON;
    const entries = [
      { kind: 'MarketListed', at, market: 0, slug: 'btc-1' },
      { kind: 'PositionOpened', at, strategy: 0, token: 0, shares: 5, cost: 2 },
      { kind: 'Skipped', at, strategy: 0, market: 0, reason: { code: 'wide', numbers: {} } },
      {
        kind: 'Forecasted',
        at,
        strategy: 0,
        market: 0,
        probability: 0.625,
        mid: 600_000,
        model: 'trees 3',
      },
      { kind: 'StrategyHalted', at, strategy: 1, message: 'broke', restartAt: undefined },
      { kind: 'LoopFailed', at, strategy: 1, loop: 'exits', message: 'no', retryAt: 9 },
      { kind: 'LoopRecovered', at, strategy: 1, loop: 'exits' },
      { kind: 'Operated', at, command: { kind: 'CancelAll', market: 0 } },
      { kind: 'ResolutionHeard', at, market: 0, resolution: { payout: DOLLAR, source: 'venue' } },
      { kind: 'MarketResolved', at, market: 0, payout: DOLLAR },
      { kind: 'OutcomeDiffers', at, market: 0, feed: 'f', open: 1, close: 2, own: 0, official: 1 },
      { kind: 'Noticed', at, code: 'disk_low', message: 'make room' },
    ] as unknown as JournalEntry[];
    const rows = rowsOf(entries);
    expect(rows.opening).toMatchObject([{ entry: 2, market: 'btc-1', size: 5, cost: 2 }]);
    expect(rows.decision).toMatchObject([{ entry: 3, kind: 'skip', reason: 'wide' }]);
    expect(rows.forecast).toMatchObject([{ entry: 4, probability: 0.625, mid: 600_000 }]);
    expect(rows.outcome).toMatchObject([
      { market: 'btc-1', payout: DOLLAR, source: 'venue', own: 0, feed: 'f', own_close: 2 },
    ]);
    expect(rows.trade).toMatchObject([{ held_size: 0, net: 3, state: 'counted' }]);
    expect(rows.notice?.map(({ code }) => code)).toEqual([
      'strategy_halted',
      'loop_failed',
      'loop_recovered',
      'operated',
      'outcome_differs',
      'disk_low',
    ]);
    expect(rows.notice?.[0]).toMatchObject({ strategy: 'beta', message: 'broke' });
    expect(rows.notice?.[3]).toMatchObject({ message: 'CancelAll btc-1' });
  });

  test('whose fill the chain failed are taken back', () => {
    const script = new RunScript(1, ['alpha']);
    const fill = script.trade({ token: 0, price: 500_000, size: DOLLAR });
    expect(rowsOf(script.journal).trade).toHaveLength(1);
    script.fail(fill);
    expect(rowsOf(script.journal, 1)).toMatchObject({
      trade: [],
      fill: [{ settlement: 'failed' }],
    });
  });
});

/** One step of a run: a number decides what, two more with what. */
type Step = readonly [what: number, market: number, amount: number];

function scriptOf(steps: readonly Step[]): RunScript {
  const script = new RunScript(3, ['alpha', 'beta']);
  const fills: Fill[] = [];
  const gone = new Set<number>();
  for (const [what, market, amount] of steps) {
    const strategy = amount % 2;
    const token = 2 * market + (amount % 3 === 0 ? 1 : 0);
    const order = { strategy, token, price: 10_000 * (1 + (amount % 98)), size: amount };
    const isOver = script.resolutions[market] !== undefined;
    if (what === 0) script.skip(`skip ${amount % 3}`, market);
    else if (what === 1) script.deny(`deny ${amount % 2}`, { token });
    else if (what === 2 && !isOver) fills.push(script.trade({ ...order, fee: amount % 7 }));
    else if (what === 3 && !isOver) {
      const id = script.submit(order);
      const size = Math.max(1, Math.floor(amount / 2));
      if (amount % 5 > 0) fills.push(script.fill(id, { ...order, size }));
      if (amount % 4 > 0) script.answer(endOf(id, amount));
    } else if (what === 4 && !isOver) sell(script, fills, gone, market);
    else if (what === 5 && !isOver) {
      const last = fills.findLast(({ id, side }) => side === 'buy' && !gone.has(id));
      const isHeld = last !== undefined && script.held(last.token) >= last.size;
      if (isHeld && script.resolutions[last.token >> 1] === undefined) {
        // Only where no sale rests on it: a journal that sells what never was is refused.
        if (fills.some(({ side, token: sold }) => side === 'sell' && sold === last.token)) continue;
        gone.add(last.id);
        script.fail(last);
      }
    } else if (what === 6 && !isOver) {
      script.resolve(market, ([0, 500_000, 1_000_000] as const)[amount % 3] ?? 0);
    }
  }
  return script;
}

/** Sells all of a fill that still stands, for whoever bought it. */
function sell(script: RunScript, fills: Fill[], gone: Set<number>, market: number): void {
  const bought = fills.find(
    ({ id, side, token }) => side === 'buy' && token >> 1 === market && !gone.has(id),
  );
  if (bought === undefined) return;
  gone.add(bought.id);
  const owner = script.journal.find(
    (entry) => entry.kind === 'Submitted' && entry.command.id === bought.order,
  );
  const strategy = owner?.kind === 'Submitted' ? owner.command.strategy : 0;
  const { token, size, price } = bought;
  fills.push(script.trade({ strategy, token, size, price, side: 'sell', fee: 1 }));
}

const endOf = (order: number, amount: number) =>
  ({
    tsEvent: NOON,
    tsInit: NOON,
    order,
    ...(amount % 3 === 0
      ? { kind: 'OrderExpired' }
      : amount % 3 === 1
        ? { kind: 'OrderCanceled', reason: 'requested' }
        : { kind: 'OrderRejected', code: 'no', message: 'no' }),
  }) as never;

const step = fc.tuple(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: 1, max: 50_000_000 }),
);

const sum = (rows: readonly Readonly<Record<string, unknown>>[] = [], column: string) =>
  rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);

const countBy = (rows: readonly Readonly<Record<string, unknown>>[], column: string) =>
  sortedReasons(
    rows.reduce<Map<string, number>>((counts, row) => {
      const key = String(row[column]);
      return counts.set(key, (counts.get(key) ?? 0) + 1);
    }, new Map()),
  );

test('the store says of any run what its report says', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const script = scriptOf(steps);
      const { whole, trades, orders, ledger } = foldReport(script.record());
      const { trade = [], decision = [] } = rowsOf(script.journal);
      const counted = trade.filter(({ state }) => state === 'counted');
      const { profit } = whole;
      expect(trade).toHaveLength(trades.length);
      for (const column of ['size', 'cost', 'gross', 'fees', 'net', 'rebate'] as const) {
        expect([column, sum(counted, column)]).toEqual([column, profit[column]]);
      }
      expect(sum(trade, 'held_cost')).toBe(ledger.heldCost);
      expect(ledger.unexplained).toBe(0);
      const of = (kind: string, status: string) =>
        decision.filter((row) => row.kind === kind && row.status === status);
      expect(countBy(of('order', 'denied'), 'code')).toEqual(sortedReasons(orders.denied));
      expect(countBy(of('order', 'rejected'), 'code')).toEqual(sortedReasons(orders.rejected));
      expect(countBy(of('skip', 'skipped'), 'reason')).toEqual(sortedReasons(orders.skipped));
      expect(of('order', 'filled')).toHaveLength(orders.filled);
      expect(of('order', 'open')).toHaveLength(orders.unfinished);
      const ended = [...of('order', 'canceled'), ...of('order', 'expired')];
      const { partlyFilled, canceled, expired } = orders;
      expect(ended).toHaveLength(partlyFilled + canceled + expired);
    }),
  );
});

test('piece by piece the rows are the same as at once', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (steps, n) => {
      const { journal } = scriptOf(steps);
      expect(sorted(rowsOf(journal, n).trade)).toEqual(sorted(rowsOf(journal).trade));
      expect({ ...rowsOf(journal, n), trade: 0 }).toEqual({ ...rowsOf(journal), trade: 0 });
    }),
  );
});

const sorted = (rows: readonly object[] = []) => rows.map((row) => JSON.stringify(row)).sort();

describe('of a run with more orders than the engine remembers', () => {
  const MARKETS = 40;

  /** Markets one after the other, in each more orders than make a piece. */
  function aLongRun(): RunScript {
    const script = new RunScript(MARKETS, ['alpha', 'beta']);
    for (let market = 0; market < MARKETS; market++) {
      for (let i = 0; i < 150; i++) {
        const order = { strategy: i % 2, token: 2 * market + (i % 3 === 0 ? 1 : 0) };
        const terms = { ...order, price: 10_000 * (1 + (i % 98)), size: DOLLAR };
        if (i % 5 === 0) script.answer(endOf(script.submit(terms), i));
        else if (i % 7 === 0) script.fail(script.trade(terms));
        else confirm(script, script.trade({ ...terms, fee: i % 7 }));
      }
      script.resolve(market, market % 2 === 0 ? 1_000_000 : 0);
    }
    return script;
  }

  function confirm(script: RunScript, { order, id: fillId }: Fill): void {
    const stamps = { tsEvent: NOON, tsInit: NOON } as never as { tsEvent: never; tsInit: never };
    script.answer({ kind: 'FillSettled', order, fillId, settlement: 'confirmed', ...stamps });
  }

  const script = aLongRun();

  test('the store says what its report says', () => {
    const { whole, trades, orders } = foldReport(script.record());
    const rows = rowsOf(script.journal, 400);
    expect(rows.trade).toHaveLength(trades.length);
    expect(sum(rows.trade, 'net')).toBe(whole.profit.net);
    expect(rows.decision?.filter(({ status }) => status === 'filled')).toHaveLength(orders.filled);
    expect({ ...rows, trade: 0 }).toEqual({ ...rowsOf(script.journal), trade: 0 });
  });

  test('the oldest are forgotten, with the markets that are over', () => {
    const fold = new RunFold(begun as DeskBegun);
    for (const entry of script.journal) fold.take(entry);
    fold.changes();
    fold.written();
    const first = script.journal.find(({ kind }) => kind === 'Submitted');
    const order = first?.kind === 'Submitted' ? first.command.id : 0;
    fold.take(answer({ kind: 'OrderCanceled', order, reason: 'again' }));
    expect(fold.changes()).toEqual({ rows: [], trades: new Map() });
    // The engine takes no such fill: nothing of what was told is replaced by it.
    const fill = { id: 1e6, order, token: 0, side: 'buy', price: 1, size: 1, amount: 1 };
    fold.take(answer({ kind: 'OrderFilled', order, fill }));
    expect(fold.changes().trades).toEqual(new Map());
    expect([...fold.contradictions.keys()]).toEqual(['market 0']);
  });
});
