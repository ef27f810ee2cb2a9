import { expect, test } from 'vitest';
import {
  aDeskDocument,
  aDeskRow,
  aMarketRow,
  aNewsRow,
  anOrderRow,
  aStrategyRow,
} from '../../../test/support/a-desk-document.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { DeskDocument, DeskRow } from '../../screen/desk-document.ts';
import { DeskAlerts } from './desk-alerts.ts';

const ms = (after: number) => (after * 1_000) as Monotonic;

const TIMES = { fillsForMs: 10_000, patienceMs: 30_000 };

/** Looks at a desk that begins as `first`. */
function watch(first: DeskDocument = aDeskDocument()) {
  const troubles: string[] = [];
  const onTrouble = (text: string) => troubles.push(text);
  const alerts = new DeskAlerts({ ...TIMES, onTrouble });
  let document = first;
  const begun = alerts.take({ run: 'one', document }, ms(0));
  const becomes = (changes: Partial<DeskDocument>, after = 0) => {
    document = { ...document, ...changes };
    return alerts.take({ run: 'one', document }, ms(after));
  };
  return { alerts, begun, becomes, troubles };
}

const risk = (changes: Partial<DeskRow['risk']>) =>
  aDeskRow({ risk: { ...aDeskRow().risk, ...changes } });
const told = (alerts: readonly { kind: string; level: string; code: string }[]) =>
  alerts.map(({ kind, level, code }) => `${kind} ${level} ${code}`);

test('a desk that begins is told with what it has', () => {
  const { begun } = watch();
  expect(begun).toMatchObject([
    { kind: 'desk', desk: 'paper-1', isSimulated: true, text: expect.stringMatching(/1,010.00/) },
  ]);
});

test('what stood as it began is told: a kill that lasts, a strategy that is given up', () => {
  const strategies = { alpha: aStrategyRow({ state: 'given_up', failures: 5, lastError: 'x' }) };
  const desk = risk({ mode: 'cooling', cause: 'day_loss' });
  expect(told(watch(aDeskDocument({ desk, strategies })).begun)).toEqual([
    'desk info begins',
    'kill critical killed_day_loss',
    'strategy critical strategy_given_up',
  ]);
});

test('a kill, its cooling and the recovery are told', () => {
  const { becomes } = watch();
  const killed = becomes({ desk: risk({ mode: 'killed', cause: 'drawdown', drawdown: 260_000 }) });
  expect(told(killed)).toEqual(['kill critical killed_drawdown']);
  expect(killed[0]?.text).toContain('26.0 % below the highest');
  expect(told(becomes({ desk: risk({ mode: 'cooling', cause: 'drawdown' }) }))).toEqual([
    'notice warning cooling',
  ]);
  expect(told(becomes({ desk: risk({ mode: 'reduce' }) }))).toEqual(['recovery warning reduce']);
  expect(told(becomes({ desk: risk({ mode: 'normal' }) }))).toEqual(['recovery info risk_normal']);
  expect(told(becomes({ desk: risk({ mode: 'reduce' }) }))).toEqual(['breaker warning reduce']);
});

test('words of an operator, faults and what holds orders back are told', () => {
  const { becomes } = watch();
  expect(told(becomes({ desk: risk({ isStopping: true }) }))).toEqual([
    'kill critical operator_stop',
  ]);
  expect(told(becomes({ desk: risk({}) }))).toEqual(['recovery warning operator_resume']);
  const venue = {
    mode: 'x',
    heartbeat: 'x',
    userChannel: 'x',
    heardAt: null,
    heldBack: 'no heartbeat',
    dayLeft: 0,
  };
  expect(told(becomes({ desk: aDeskRow({ venue }) }))).toEqual(['halt warning held_back']);
  expect(told(becomes({ desk: aDeskRow({ venue: { ...venue, heldBack: null } }) }))).toEqual([
    'recovery info held_back_over',
  ]);
  const fault = aDeskRow({ isTrading: false, fault: 'it broke' });
  expect(told(becomes({ desk: fault }))).toEqual(['halt critical fault']);
});

test('a strategy that fails again is told again; one that starts anew as well', () => {
  const { becomes } = watch();
  const row = (failures: number, state: 'running' | 'halted' = 'halted') => ({
    strategies: { alpha: aStrategyRow({ state, failures, lastError: 'Error: x' }) },
  });
  expect(told(becomes(row(1)))).toEqual(['strategy warning strategy_halted']);
  expect(told(becomes(row(1, 'running')))).toEqual(['recovery info strategy_running']);
  expect(told(becomes(row(2)))).toEqual(['strategy warning strategy_halted']);
  expect(
    becomes({ strategies: { alpha: aStrategyRow({ ...row(2).strategies.alpha, fills: 9 }) } }),
  ).toEqual([]);
});

test('fills are batched: the first ten seconds of them are one alert', () => {
  const { alerts, becomes } = watch();
  const news = Array.from({ length: 9 }, (_, i) =>
    aNewsRow({ entry: i + 1, numbers: { price: 500_000, size: (i + 1) * 1_000_000 } }),
  );
  expect(becomes({ news: news.slice(0, 1) }, 1_000)).toEqual([]);
  expect(becomes({ news }, 5_000)).toEqual([]);
  expect(alerts.due(ms(10_999))).toEqual([]);
  const [batch] = alerts.due(ms(11_000));
  expect(batch).toMatchObject({ kind: 'fill', subject: 'alpha', numbers: { fills: 9 } });
  expect(batch?.text).toBe(
    [
      '9 fills:',
      ...[1, 2, 3, 4, 5, 6].map((size) => `bought ${size} Up at 0.5000 in btc-up (alpha)`),
      'and 3 more',
    ].join('\n'),
  );
  expect(alerts.due(ms(60_000))).toEqual([]);
});

test('how a market ended is told where something was held', () => {
  const markets = { 'btc-up': aMarketRow(), other: aMarketRow() };
  const shares = {
    market: 'btc-up',
    outcome: 0,
    label: 'Up',
    shares: 10e6,
    settled: 10e6,
  } as const;
  const positions = { 'btc-up/0': { ...shares, cost: 4e6, mark: null, isAwaiting: true } };
  const { becomes } = watch(aDeskDocument({ markets, positions }));
  const ended = aMarketRow({ phase: 'resolved', payout: 1_000_000 });
  const alerts = becomes({ markets: { 'btc-up': ended, other: ended }, positions: {} });
  expect(alerts).toMatchObject([
    { kind: 'settlement', subject: 'btc-up', numbers: { paid: 10e6 } },
  ]);
  expect(alerts[0]?.text).toBe('btc-up is decided: 10 Up became 10.00 dollars (+6.00).');
});

test('a market that is paused is told, but not what a notice says of all of a feed', () => {
  const { becomes } = watch();
  expect(told(becomes({ markets: { a: aMarketRow({ pausedFor: 'adverse_fills' }) } }))).toEqual([
    'breaker warning market_paused',
  ]);
  expect(told(becomes({ markets: { a: aMarketRow() } }))).toEqual(['recovery info market_resumed']);
  expect(becomes({ markets: { a: aMarketRow({ pausedFor: 'outcome_differs' }) } })).toEqual([]);
});

test('a fill that the chain takes back is told', () => {
  const { becomes } = watch(aDeskDocument({ orders: { 1: anOrderRow() } }));
  const orders = { 1: anOrderRow({ settlement: { failed: 1 } }) };
  expect(told(becomes({ orders }))).toEqual(['settlement warning settlement_failed']);
});

test('a feed that stays silent is told once, also when nothing changes, and its return', () => {
  const silent = { kind: 'feed', isWell: false, state: 'no prices', failures: 1, gaps: 2 } as const;
  const { alerts, becomes } = watch();
  expect(becomes({ health: { chainlink: { ...silent, lastAt: null } } }, 1_000)).toEqual([]);
  expect(alerts.due(ms(30_999))).toEqual([]);
  expect(alerts.due(ms(31_000))).toMatchObject([{ kind: 'stall', subject: 'chainlink' }]);
  expect(alerts.due(ms(90_000))).toEqual([]);
  const well = { chainlink: { ...silent, isWell: true, lastAt: null } };
  expect(told(becomes({ health: well }, 91_000))).toEqual(['recovery info well_again']);
});

test('what comes back within its time was never gone', () => {
  const silent = {
    kind: 'feed',
    isWell: false,
    state: '',
    failures: 1,
    gaps: 2,
    lastAt: 1,
  } as const;
  const { alerts, becomes } = watch();
  becomes({ health: { chainlink: silent } }, 1_000);
  expect(becomes({ health: { chainlink: { ...silent, isWell: true } } }, 2_000)).toEqual([]);
  expect(alerts.due(ms(90_000))).toEqual([]);
});

test('sales are told as such, and complete sets without a price; no fill is one taken back', () => {
  const { alerts, becomes } = watch();
  const news = [
    aNewsRow({ message: 'sell' }),
    aNewsRow({ entry: 2, code: 'sets_changed', message: '', numbers: {} }),
    aNewsRow({ entry: 3, code: 'failed', message: 'the chain took a fill back', numbers: {} }),
  ];
  becomes({ news });
  expect(alerts.due(ms(10_000))[0]?.text).toBe(
    ['2 fills:', 'sold 10 Up at 0.5000 in btc-up (alpha)', 'sets_changed in btc-up (alpha)'].join(
      '\n',
    ),
  );
});

test('notices are told by their code, but not what the state says better', () => {
  const { becomes } = watch();
  const notice = { kind: 'notice', level: 'warning', strategy: null, market: null } as const;
  const news = [
    aNewsRow({ ...notice, entry: 1, code: 'lease_lost', level: 'error' }),
    aNewsRow({ ...notice, entry: 2, code: 'strategy_halted' }),
    aNewsRow({ entry: 3, kind: 'skipped', code: 'no_book' }),
    aNewsRow({ entry: 4, kind: 'risk', level: 'warning', code: 'adverse_fills', message: '' }),
    aNewsRow({ ...notice, entry: 5, code: 'held_from_before', level: 'info', message: '' }),
  ];
  expect(told(becomes({ news }))).toEqual(['notice critical lease_lost']);
});

test('a run that is heard again goes on where it was; another begins anew', () => {
  const { alerts, becomes } = watch();
  const news = [aNewsRow({ kind: 'notice', level: 'warning', code: 'a' })];
  expect(becomes({ news })).toHaveLength(1);
  const document = aDeskDocument({
    news: [...news, aNewsRow({ ...news[0], entry: 2, code: 'b' })],
  });
  const again = alerts.take({ run: 'one', document }, ms(0));
  expect(told(again)).toEqual(['notice warning b']);
  const other = alerts.take({ run: 'two', document }, ms(0));
  expect(told(other)).toEqual(['desk info begins']);
});

test('where nothing has changed nothing is told', () => {
  const desk = risk({ mode: 'killed', cause: 'drawdown' });
  const { becomes } = watch(aDeskDocument({ desk, markets: { a: aMarketRow() } }));
  expect(becomes({})).toEqual([]);
});

/** Another one that goes on where that stood, over a file. */
function resumed(alerts: DeskAlerts, now: Monotonic): DeskAlerts {
  const kept = JSON.parse(JSON.stringify(alerts.kept)) as NonNullable<DeskAlerts['kept']>;
  return new DeskAlerts({ ...TIMES, onTrouble: expect.fail }, { ...kept, now });
}

test('who goes on for another tells what happened meanwhile, and nothing again', () => {
  const position = { market: 'held', outcome: 0, label: 'Up', shares: 2_000_000, settled: 0 };
  const about = { cost: 800_000, mark: null, isAwaiting: false };
  const news = [aNewsRow({ entry: 1, kind: 'notice', code: 'a', level: 'warning' })];
  const first = aDeskDocument({
    ...{ news, desk: risk({ mode: 'reduce' }) },
    positions: { 'held/0': { ...position, ...about } as never },
    markets: { held: aMarketRow(), paused: aMarketRow({ pausedFor: 'x' }), other: aMarketRow() },
    orders: { 1: anOrderRow({ settlement: { failed: 1 } }), 2: anOrderRow() },
    strategies: { alpha: aStrategyRow({ state: 'given_up', failures: 3, lastError: 'x' }) },
  });
  const { alerts } = watch(first);
  const next = resumed(alerts, ms(100));
  expect(told(next.take({ run: 'one', document: first }, ms(101)))).toEqual([]);
  const after = {
    ...first,
    desk: risk({ mode: 'normal' }),
    markets: { ...first.markets, held: aMarketRow({ payout: 1_000_000 }), paused: aMarketRow() },
    orders: { ...first.orders, 2: anOrderRow({ settlement: { failed: 1 } }) },
    news: [...news, aNewsRow({ entry: 2, kind: 'notice', code: 'b', level: 'warning' })],
  };
  const again = resumed(next, ms(200));
  expect(told(again.take({ run: 'one', document: after }, ms(201)))).toEqual([
    'recovery info risk_normal',
    'recovery info market_resumed',
    'settlement info market_resolved',
    'settlement warning settlement_failed',
    'notice warning b',
  ]);
  expect(told(again.take({ run: 'two', document: first }, ms(202)))).toContain('desk info begins');
});

test('fills that wait are told by who goes on, once', () => {
  const { alerts, becomes } = watch(aDeskDocument({ news: [aNewsRow({ entry: 1 })] }));
  const news = [1, 2, 3].map((entry) => aNewsRow({ entry, numbers: { price: 1e5, size: 1e6 } }));
  becomes({ news });
  const next = resumed(alerts, ms(5_000));
  next.take({ run: 'one', document: aDeskDocument({ news }) }, ms(6_000));
  expect(next.due(ms(14_999))).toEqual([]);
  expect(next.due(ms(15_000))).toMatchObject([{ code: 'fills', numbers: { fills: 2 } }]);
});

test('what was told to be silent is not told again, and its return is', () => {
  const some = { failures: 1, gaps: 2, lastAt: 1 };
  const silent = { kind: 'feed', isWell: false, state: '', ...some } as const;
  const { alerts, becomes } = watch(aDeskDocument({ health: { feed: silent } }));
  expect(told(becomes({}, 40_000))).toEqual(['stall warning not_well']);
  const next = resumed(alerts, ms(0));
  expect(told(next.due(ms(1)))).toEqual([]);
  const stays = aDeskDocument({ health: { feed: silent } });
  expect(told(next.take({ run: 'one', document: stays }, ms(60_000)))).toEqual([]);
  const well = aDeskDocument({ health: { feed: { ...silent, isWell: true } } });
  const [recovery, ...others] = next.take({ run: 'one', document: well }, ms(70_000));
  expect(recovery).toMatchObject({ code: 'well_again', text: 'feed is well again.' });
  expect(others).toEqual([]);
});
