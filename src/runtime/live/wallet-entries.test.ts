import { expect, test } from 'vitest';
import type { MarketIndex, StrategyIndex, TokenId } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { NEW_STANDING, type RiskStanding } from '../../domain/risk-standing.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { standingAfter } from '../../risk/standing.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { standingBefore } from './kept-standing.ts';
import { WalletEntries } from './wallet-entries.ts';

const HALT = { kind: 'OutcomeDiffers', at: 1, feed: 'chainlink/btcusd' } as JournalEntry;
const PAID = { kind: 'MarketResolved', at: 1 } as JournalEntry;
const HELD = 3 as MarketIndex;
const OWN = { strategy: 0 as StrategyIndex, token: '71' as TokenId };
const SKIP = { kind: 'Skipped', at: 1 } as JournalEntry;

function stage() {
  const place = { isOnPaper: false, pending: 0, onDisk: 0, failure: undefined as unknown };
  const faults: unknown[] = [];
  const written: unknown[] = [];
  const tally = { made: 0 };
  const risk: { standing: RiskStanding | undefined } = { standing: undefined };
  const journal = {
    append: (value: unknown) => {
      written.push(value);
      return ++place.pending;
    },
    durable: async () => {
      if (place.failure !== undefined) throw place.failure;
      place.onDisk = place.pending;
    },
  };
  const entries = new WalletEntries({
    journal,
    isOnPaper: () => place.isOnPaper,
    standing: () => risk.standing,
    paidBy: (entry) => ('market' in entry && entry.market === HELD ? [OWN] : []),
    tallies: () => (tally.made === 0 ? [] : [tally as never]),
    onFault: (error) => faults.push(error),
  });
  return { place, faults, entries, written, tally, risk };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('what halts is on the disk at once, although no order follows it', async () => {
  const { place, entries } = stage();
  entries.append(SKIP);
  await settled();
  expect(place.onDisk).toBe(0);
  entries.append(HALT);
  await settled();
  expect(place.onDisk).toBe(2);
});

test('what counts against a limit is on the disk with what has moved it, once', async () => {
  const { place, entries, written, tally } = stage();
  entries.append(PAID);
  await settled();
  expect([place.onDisk, written]).toEqual([0, [PAID]]);
  tally.made = -5;
  entries.append(PAID);
  const tallied = { kind: 'Tallied', at: 1, tallies: [{ made: -5 }], paid: [] };
  expect(written).toEqual([PAID, PAID, tallied]);
  await settled();
  expect(place.onDisk).toBe(3);
  entries.append(PAID);
  entries.append(SKIP);
  expect(written).toHaveLength(5);
  // What is paid for what it cost moves no tally, and is not to be counted again.
  entries.append({ ...PAID, market: HELD } as JournalEntry);
  expect(written.at(-1)).toEqual({ ...tallied, paid: [OWN] });
});

test('where it stands against its limits of loss is kept, a kill on the disk at once', async () => {
  const { place, entries, written, risk } = stage();
  risk.standing = NEW_STANDING;
  entries.append(PAID);
  const kept = { kind: 'RiskKept', at: 1, standing: NEW_STANDING };
  expect(written).toEqual([PAID, kept]);
  risk.standing = { ...NEW_STANDING, equity: 5 as Usd };
  entries.append(PAID);
  entries.keepStanding(2 as Timestamp);
  // Nothing of it is for a later run.
  expect(written).toEqual([PAID, kept, PAID]);
  risk.standing = { ...NEW_STANDING, mode: 'killed' };
  entries.append({ kind: 'RiskModeChanged', at: 3 } as JournalEntry);
  await settled();
  expect(place.onDisk).toBe(5);
  expect(standingBefore({ records: written.map((value) => ({ value })) } as never)).toEqual(
    risk.standing,
  );
  risk.standing = { ...NEW_STANDING, highWater: 7 as Usd };
  entries.keepStanding(4 as Timestamp);
  await settled();
  expect([place.onDisk, written.at(-1)]).toEqual([
    6,
    { kind: 'RiskKept', at: 4, standing: risk.standing },
  ]);
});

test('what it was worth is kept each minute and at the end, for a later day', async () => {
  const { place, entries, written, risk } = stage();
  const second = (s: number) => (1_776_081_600_000_000 + s * 1e6) as Timestamp;
  const worth = (dollars: number) => {
    const equity = (dollars * 1e6) as Usd;
    risk.standing = { ...NEW_STANDING, equity, highWater: 1_000e6 as Usd };
  };
  const kept = () => standingBefore({ records: written.map((value) => ({ value })) } as never);
  worth(1_000);
  entries.keepStanding(second(0));
  worth(950);
  entries.keepStanding(second(59));
  expect(kept()?.equity).toBe(1_000e6);
  entries.keepStanding(second(60));
  expect(kept()?.equity).toBe(950e6);
  entries.keepStanding(second(200));
  expect(written).toHaveLength(2);
  worth(900);
  entries.keepStandingLast(second(201));
  expect(kept()?.equity).toBe(900e6);
  await settled();
  expect(place.onDisk).toBe(3);
  entries.keepStandingLast(second(202));
  expect(written).toHaveLength(3);
  const limits = { drawdown: 'unlimited', maxDayLoss: 100e6 as Usd } as const;
  const sure = { isSure: true, awaitsPrice: false, atBest: undefined };
  const look = { now: second(86_400), openOrders: 0, ...sure };
  const next = standingAfter(kept() as RiskStanding, { ...look, equity: 801e6 as Usd }, limits);
  expect(next).toMatchObject({ mode: 'normal', dayEquity: 900e6 });
});

test('a kill that a person has cleared is over for the runs after it', () => {
  const records = (...values: unknown[]) => ({ records: values.map((value) => ({ value })) });
  const kept = { kind: 'RiskKept', at: 1, standing: { ...NEW_STANDING, mode: 'killed' } };
  expect(standingBefore(records(kept) as never)?.mode).toBe('killed');
  expect(standingBefore(records(kept, { kind: 'KillCleared', at: 2 }) as never)).toBeUndefined();
  expect(standingBefore(records(HALT) as never)).toBeUndefined();
});

test('a run that never sends an order does not fill the memory', async () => {
  const { place, entries } = stage();
  for (let i = 0; i < 2_500; i++) entries.append(SKIP);
  await settled();
  expect(place.pending - place.onDisk).toBeLessThan(1_000);
});

test('a write of a halt that fails is a fault, but for a journal that is closed', async () => {
  const { place, faults, entries } = stage();
  place.failure = new JournalError('closed', 'it is closed');
  entries.append(HALT);
  await settled();
  expect(faults).toEqual([]);
  place.failure = new JournalError('failed', 'no room');
  entries.append(HALT);
  await settled();
  expect(faults).toEqual([place.failure]);
});

test('what is traded on paper is none of the wallet’s', () => {
  const { place, entries } = stage();
  place.isOnPaper = true;
  entries.append(HALT);
  expect(place.pending).toBe(0);
});
