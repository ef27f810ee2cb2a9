import { describe, expect, test } from 'vitest';
import type { DeskDocument } from '../../screen/desk-document.ts';
import { type MonitorView, monitorLines, SECTIONS, scrollMost, shared } from './monitor-view.ts';

const SECOND = 1_000_000;
const NOW = 1_776_081_600 * SECOND;

const RISK = {
  ...{ mode: 'normal', cause: null, until: null, highWater: null, drawdown: 3_000 },
  ...{ dayLoss: 1_500_000, recoveries: 0, isStopping: false },
} as const;

const DESK = {
  ...{ name: 'demo-1', mode: 'demo', provenance: 'simulated', software: '0', startedAt: NOW },
  ...{ now: NOW, isTrading: true, fault: null, cash: 990_000_000, equity: 1_002_000_000 },
  ...{
    lastEquity: null,
    confirmed: null,
    pending: null,
    worthAtStart: 1_000_000_000,
    exposure: 12_000_000,
  },
  ...{ fills: 3, decisions: 40, risk: RISK, venue: null },
} as const;

const MARKET = {
  ...{ question: null, category: 'crypto', asset: 'btc', frame: '5m', labels: ['Up', 'Down'] },
  ...{ phase: 'trading', opensAt: NOW, closesAt: NOW + 90 * SECOND, payout: null, tick: 10_000 },
  ...{ isTrusted: true, bid: 400_000, ask: 420_000, probability: 410_000, velocity: -20_000 },
  ...{ bookAt: NOW, reference: null, held: [6_000_000, 0], openOrders: 1, pausedFor: null },
} as const;

function order(status: string) {
  return {
    ...{ strategy: 'alpha', market: 'btc-1', outcome: 0, label: 'Up', side: 'buy', filled: 0 },
    ...{ price: 400_000, size: 6_000_000, status, submittedAt: NOW, isUnknown: false },
  };
}

function news(entry: number) {
  return {
    ...{ entry, at: NOW, kind: 'skipped', level: 'info', strategy: 'alpha', market: 'btc-1' },
    ...{ label: null, order: null, code: `reason_${entry}`, message: '', numbers: {} },
  };
}

const DOCUMENT = {
  desk: DESK,
  strategies: {},
  markets: { later: { ...MARKET, closesAt: NOW + 900 * SECOND }, 'btc-1': MARKET },
  orders: { 1: order('filled'), 2: order('accepted') },
  positions: {},
  limits: {},
  health: {},
  news: Array.from({ length: 50 }, (_, i) => news(i + 1)),
} as unknown as DeskDocument;

function lines(changes: Partial<MonitorView> = {}): string[] {
  const view = { document: DOCUMENT, now: NOW, section: 0, scrolled: 0, rows: 40, others: [] };
  return monitorLines({ ...view, ...changes }).map(({ text }) => text);
}

const sectionOf = (name: (typeof SECTIONS)[number]) => SECTIONS.indexOf(name);

describe('the head', () => {
  test('says what the desk is, what it is worth, and that nothing of it is real', () => {
    const [first, second] = lines();
    expect(first).toBe(
      ' demo-1  DEMO · SIMULATED  12:00:00 UTC  equity 1,002.00 (+2.00)  ' +
        'cash 990.00  exposed 12.00',
    );
    expect(second).toBe(' risk normal (0.3 % down)  today -1.50  3 fills  40 entries');
  });

  test('says in capitals what holds the trading back', () => {
    const risk = { ...RISK, mode: 'killed', cause: 'drawdown', until: NOW + 60 * SECOND };
    const desk = { ...DESK, isTrading: false, fault: 'Error: broken', equity: null, risk };
    const document = { ...DOCUMENT, desk } as unknown as DeskDocument;
    const [first, second] = lines({ document });
    expect(first).toContain('equity –  cash');
    const lastEquity = { at: NOW - SECOND, value: 1_002_000_000 };
    const [old] = lines({
      document: { ...DOCUMENT, desk: { ...desk, lastEquity } } as DeskDocument,
    });
    expect(old).toContain('equity –, last known: 1,002.00 (+2.00) at 2026-04-13 11:59:59 UTC');
    expect(second).toContain('risk KILLED (0.3 % down, by drawdown, not before 12:01:00)');
    expect(second).toContain('NOT TRADING: Error: broken');
  });
});

test('the overview has a part for each, and never more lines than fit', () => {
  for (let rows = 3; rows < 60; rows++) expect(lines({ rows }).length).toBeLessThanOrEqual(rows);
  const all = lines({ rows: 40 });
  for (const title of ['Strategies', 'Markets (2)', 'Open orders', 'Newest (50)', 'Health']) {
    expect(all).toContain(title);
  }
  const market = all.findIndex((line) => line.startsWith('btc-1 '));
  expect(all[market]).toMatch(/trading +41\.0 % +-2\.0 +0\.0200 +90 s +6 \/ 0 +1$/);
  // The nearest end first.
  expect(all[market + 1]).toMatch(/^later /);
  expect(all.filter((line) => line.includes('accepted'))).toHaveLength(1);
  expect(all.some((line) => line.includes('filled  Up'))).toBe(false);
});

test('a section shows its rows, newest first, and can be scrolled to its end', () => {
  const section = sectionOf('News');
  const [title, head, first] = lines({ section, rows: 13 }).slice(3);
  expect([title, head]).toEqual(['Newest (50)', expect.stringContaining('time')]);
  expect(first).toContain('reason 50');
  const view = { document: DOCUMENT, now: NOW, section, scrolled: 0, rows: 13, others: [] };
  expect(scrollMost(view)).toBe(42);
  expect(lines({ section, rows: 13, scrolled: 42 }).at(-1)).toContain('reason 1');
  expect(lines({ section, rows: 13, scrolled: 99 }).at(-1)).toContain('reason 1');
  expect(lines({ section: sectionOf('Orders') }).filter((one) => /alpha/.test(one))).toHaveLength(
    2,
  );
});

test('a fill is told with its size, its price and its market, whoever knows it', () => {
  const section = sectionOf('News');
  const numbers = { price: 480_000, size: 8_000_000 };
  const fill = { ...news(1), kind: 'fill', code: 'taker', message: 'buy', market: null, numbers };
  const long = { ...news(2), message: 'x'.repeat(200) };
  const document = { ...DOCUMENT, news: [long, { ...fill, order: 1 }] } as unknown as DeskDocument;
  const line = lines({ section, document }).find((one) => one.includes('fill  '));
  expect(line).toMatch(/fill +alpha +8 at 0\.4800 +Up of btc-1 +taker: buy$/);
});

test('what comes from outside gives the terminal no orders', () => {
  const markets = { 'btc\u001b[2J': MARKET };
  const document = { ...DOCUMENT, markets } as unknown as DeskDocument;
  expect(lines({ document }).join('\n')).not.toContain('\u001b');
});

test('whoever needs fewer lines leaves them to the others', () => {
  expect(shared([2, 9, 9], 12)).toEqual([2, 5, 5]);
  expect(shared([2, 3, 4], 100)).toEqual([2, 3, 4]);
  expect(shared([5, 5], 1)).toEqual([1, 0]);
  expect(shared([5, 5], 0)).toEqual([0, 0]);
});
