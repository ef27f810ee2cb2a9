import { describe, expect, test } from 'vitest';
import { aSetChange } from '../../test/support/a-set-change.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { fillOf } from '../../test/support/scripted-exchange.ts';
import type { OperatorCommand } from '../domain/command.ts';
import type { ExchangeAnswer } from '../domain/event.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { DecisionLog } from './decision-log.ts';

/** An entry whose fields may be anything: tests change them one by one. */
type Loose = Record<string, unknown>;

function digest(...entries: readonly unknown[]): string {
  const log = new DecisionLog({ append: () => {} });
  for (const entry of entries) log.append(entry as JournalEntry);
  return log.digest();
}

const reason = { code: 'edge', numbers: { edge: 12_000, limit: 10_000 } };
const command = { ...anOrder({ expiresAt: 5 as never }), reason };
const cancel = { kind: 'CancelOrder', order: 7, strategy: 1, reason };
const stamps = { order: 3, tsEvent: 40, tsInit: 50 };

function answered(event: Loose): Loose {
  return { kind: 'Answered', at: 50, event: { ...stamps, ...event } };
}

function setsAnswered(event: Loose): Loose {
  return { kind: 'SetsAnswered', at: 50, event: { change: 3, tsEvent: 40, tsInit: 50, ...event } };
}

/** Every kind of entry there is: a new one without an example here does not compile. */
type Name =
  | Exclude<JournalEntry['kind'], 'Answered' | 'SetsAnswered' | 'Operated'>
  | ExchangeAnswer['kind']
  | OperatorCommand['kind'];

const entries: Readonly<Record<Name, Loose>> = {
  Submitted: { kind: 'Submitted', at: 1, command },
  Denied: { kind: 'Denied', at: 1, command, code: 'too_large', message: 'text for people' },
  CancelRequested: { kind: 'CancelRequested', at: 2, command: cancel },
  SetsRequested: { kind: 'SetsRequested', at: 2, command: aSetChange({ reason }) },
  SetsDenied: {
    kind: 'SetsDenied',
    at: 2,
    command: aSetChange({ reason }),
    code: 'too_large',
    message: 'text for people',
  },
  SetsChanged: setsAnswered({ kind: 'SetsChanged', gas: 5_000 }),
  SetsRefused: setsAnswered({ kind: 'SetsRefused', code: 'no_chain', message: 'for people' }),
  Skipped: { kind: 'Skipped', at: 3, strategy: 1, market: 4, reason },
  Forecasted: {
    kind: 'Forecasted',
    at: 3,
    strategy: 1,
    market: 4,
    probability: 0.625,
    mid: 610_000,
    model: 'btc trees 2',
  },
  RewardSampled: {
    kind: 'RewardSampled',
    at: 3,
    market: 2,
    mine: 44.5,
    others: undefined,
    reward: 3_472,
  },
  FillFollowed: {
    kind: 'FillFollowed',
    at: 3,
    fill: 9,
    token: 5,
    atFill: 500_000,
    after1: 510_000,
    after30: undefined,
    after120: 480_000,
  },
  OrderAccepted: answered({ kind: 'OrderAccepted' }),
  OrderRejected: answered({ kind: 'OrderRejected', code: 'not_on_tick', message: 'for people' }),
  OrderCanceled: answered({ kind: 'OrderCanceled', reason: 'requested' }),
  OrderExpired: answered({ kind: 'OrderExpired' }),
  CancelRejected: answered({ kind: 'CancelRejected', code: 'already_filled' }),
  OrderFilled: answered({ kind: 'OrderFilled', fill: fillOf(9, command) }),
  FillSettled: answered({ kind: 'FillSettled', fillId: 9, settlement: 'confirmed' }),
  Pause: { kind: 'Operated', at: 5, command: { kind: 'Pause', strategy: undefined } },
  Resume: { kind: 'Operated', at: 5, command: { kind: 'Resume', strategy: 1 } },
  CancelAll: { kind: 'Operated', at: 5, command: { kind: 'CancelAll', market: 1 } },
  Resize: { kind: 'Operated', at: 5, command: { kind: 'Resize', strategy: 1, part: 500_000 } },
  Stop: { kind: 'Operated', at: 5, command: { kind: 'Stop' } },
  ToPaper: { kind: 'Operated', at: 5, command: { kind: 'ToPaper' } },
  StrategyHalted: {
    kind: 'StrategyHalted',
    at: 5,
    strategy: 1,
    message: 'for people',
    restartAt: 8,
  },
  StrategyRestarted: { kind: 'StrategyRestarted', at: 8, strategy: 1 },
  LoopFailed: {
    kind: 'LoopFailed',
    at: 5,
    strategy: 1,
    loop: 'exits',
    message: 'for people',
    retryAt: 8,
  },
  LoopRecovered: { kind: 'LoopRecovered', at: 8, strategy: 1, loop: 'exits' },
  MarketListed: { kind: 'MarketListed', at: 6, market: 2, slug: 'a-market' },
  PositionOpened: { kind: 'PositionOpened', at: 6, strategy: 1, token: 4, shares: 5, cost: 3 },
  OutcomeDiffers: {
    kind: 'OutcomeDiffers',
    at: 7,
    market: 2,
    feed: 'chainlink/btcusd',
    open: 1,
    close: 2,
    own: 1_000_000,
    official: 0,
  },
  RiskModeChanged: {
    kind: 'RiskModeChanged',
    at: 7,
    before: 'reduce',
    mode: 'killed',
    cause: 'drawdown',
    equity: 740,
    highWater: 1_000,
    drawdown: 260_000,
    dayLoss: 110,
    recoveries: 1,
    until: 1_807,
  },
  MarketPaused: {
    kind: 'MarketPaused',
    at: 7,
    market: 2,
    code: 'adverse_fills',
    count: 5,
    until: 307,
  },
  MarketClosed: { kind: 'MarketClosed', at: 6, market: 2 },
  MarketResolved: { kind: 'MarketResolved', at: 7, market: 2, payout: 500_000 },
};

/** The tag of a type inside an entry, or text for people. */
const unhashed = new Set(['message', 'command.kind']);

/** Every leaf of the entry, as a path and the entry with that leaf changed. */
function changes(entry: Loose, path = ''): [string, Loose][] {
  return Object.entries(entry).flatMap(([name, value]): [string, Loose][] => {
    const at = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'object' && value !== null) {
      return changes(value as Loose, at).map(([leaf, inner]) => [
        leaf,
        { ...entry, [name]: inner },
      ]);
    }
    const other =
      typeof value === 'number'
        ? value + 1
        : typeof value === 'boolean'
          ? !value
          : value === undefined
            ? 1
            : `${value} `;
    return [[at, { ...entry, [name]: other }]];
  });
}

describe('the hash of decisions', () => {
  test.each(Object.entries(entries))('is equal for equal entries: %s', (_name, entry) => {
    expect(digest(structuredClone(entry))).toBe(digest(entry));
  });

  const leaves = Object.entries(entries).flatMap(([name, entry]) =>
    changes(entry)
      .filter(([leaf]) => leaf !== 'kind' && leaf !== 'event.kind')
      .map(([leaf, changed]) => [name, leaf, entry, changed] as const),
  );

  test.each(leaves)('%s: %s', (_name, leaf, entry, changed) => {
    const isText = leaf.endsWith('message') || (unhashed.has(leaf) && entry.kind !== 'Operated');
    if (isText) expect(digest(changed)).toBe(digest(entry));
    else expect(digest(changed)).not.toBe(digest(entry));
  });

  test('differs for every kind of entry', () => {
    const digests = Object.values(entries).map((entry) => digest(entry));
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('does not depend on the order in which a reason names its numbers', () => {
    const turned = { code: 'edge', numbers: { limit: 10_000, edge: 12_000 } };
    const skipped = { kind: 'Skipped', at: 3, strategy: 1, market: 4 };
    expect(digest({ ...skipped, reason: turned })).toBe(digest({ ...skipped, reason }));
  });

  test('sees a number that is added, renamed or moved to another entry', () => {
    const skipped = { kind: 'Skipped', at: 3, strategy: 1, market: 4 };
    const withNumbers = (numbers: object) => ({ ...skipped, reason: { code: 'edge', numbers } });
    const digests = [
      digest(withNumbers({})),
      digest(withNumbers({ a: 1 })),
      digest(withNumbers({ b: 1 })),
      digest(withNumbers({ a: 1, b: 1 })),
      digest(withNumbers({ a: 0.5 })),
      digest(withNumbers({ a: Number.NaN })),
      digest(withNumbers({}), withNumbers({ a: 1 })),
      digest(withNumbers({ a: 1 }), withNumbers({})),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('depends on the order of entries and on their number', () => {
    const { Submitted: a, Skipped: b } = entries;
    const digests = [digest(), digest(a), digest(a, b), digest(b, a), digest(a, a)];
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('passes every entry on, counts them, and can be asked at any time', () => {
    const seen: JournalEntry[] = [];
    const log = new DecisionLog({ append: (entry) => seen.push(entry) });
    const empty = log.digest();
    for (const entry of Object.values(entries)) log.append(entry as JournalEntry);
    expect(seen).toEqual(Object.values(entries));
    expect(log.length).toBe(seen.length);
    expect(log.digest()).toBe(log.digest());
    expect(log.digest()).not.toBe(empty);
  });
});
