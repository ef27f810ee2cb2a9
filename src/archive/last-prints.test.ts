import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/imported.ts';
import { second, startKnown, takeLog } from '../../test/support/made-up-log.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import { lastPrints } from './last-prints.ts';
import { undecidedMarkets } from './undecided-markets.ts';

test('the last of a market is known by its prints from a moment on', async () => {
  const { root, recording, token } = await startKnown();
  const print = (at: number, size: number, side: 'buy' | 'sell') => {
    const [price, tsEvent] = [400_000 as Price, second(at)];
    const told = { kind: 'trade', token, tsEvent, side, price, size: size as Shares } as const;
    recording.event({ ...told, isLate: false }, tsEvent);
  };
  print(10, 1, 'buy');
  print(20, 2, 'sell');
  print(30, 3, 'buy');
  const gap = { kind: 'gap', token, from: second(40), reason: 'disconnected' } as const;
  recording.event(gap, second(45));
  await recording.stop(second(50));
  await takeLog(root);
  const [undecided] = await undecidedMarkets(root, 'live', second(0));
  expect(undecided).toMatchObject({ number: 0, facts: { slug: 'x' }, knownUntil: second(40) });
  expect(await undecidedMarkets(root, 'live', second(51))).toEqual([]);
  const prints = await lastPrints(root, 'live', new Map([[0, second(20)]]));
  expect(prints).toEqual([
    { market: 0, outcome: 0, tsEvent: second(20), side: 'sell', price: 400_000, size: 2 },
    { market: 0, outcome: 0, tsEvent: second(30), side: 'buy', price: 400_000, size: 3 },
  ]);
  expect(await lastPrints(root, 'live', new Map([[1, 0 as Timestamp]]))).toEqual([]);
});

test('of a dataset that does not exist nothing is known', async () => {
  const root = temporaryFolder();
  expect(await undecidedMarkets(root, 'live', second(0))).toEqual([]);
  expect(await lastPrints(root, 'live', new Map([[0, second(0)]]))).toEqual([]);
});
