import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { second, startLog } from '../../../test/support/made-up-log.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import type { Price, Shares } from '../../domain/units.ts';
import { Backfill, type Print } from './backfill.ts';
import { MarketRecorder } from './market-recorder.ts';

const CONDITION = `0x${'ab'.repeat(32)}` as ConditionId;
const [UP, DOWN] = ['101' as TokenId, '102' as TokenId];
const print = (at: number, size: number): Print => ({
  token: UP,
  tsEvent: second(at),
  side: 'buy',
  price: 500_000 as Price,
  size: size as Shares,
  transaction: undefined,
});

async function stage(...told: readonly Print[]) {
  const clock = new VirtualClock();
  const asked: (readonly [number, number])[] = [];
  const missed: number[] = [];
  const backfill = new Backfill({
    clock,
    ask: async (_market, from, to) => {
      asked.push([from, to]);
      return told;
    },
    onMissed: ({ size }) => missed.push(size),
  });
  const log = await startLog(temporaryFolder());
  onTestFinished(async () => {
    await log.stop(second(1_000));
  });
  const markets = new MarketRecorder(log, backfill);
  const facts = { ...UNTOLD, slug: 'x', conditionId: CONDITION, source: 'made up' };
  markets.declare({ ...facts, tokens: [UP, DOWN] }, second(0));
  const firstBook = (token: TokenId, at: number) => {
    const gap = { from: undefined, to: second(at), reason: 'no_snapshot' } as const;
    markets.mark({ kind: 'trusted', token, at: second(at), epoch: 1, gap });
  };
  return { clock, asked, missed, markets, firstBook };
}

const ends = new Map([[CONDITION, { until: second(-500), prints: [print(-500, 1)] }]]);

test('what was printed since an earlier run is asked for, not what that had heard', async () => {
  const { clock, asked, missed, markets, firstBook } = await stage(print(-500, 1), print(-100, 2));
  firstBook(UP, 3);
  markets.heardBefore(ends);
  firstBook(DOWN, 4);
  await clock.pass(60_000);
  expect(asked).toEqual([
    [second(-502), second(33)],
    [second(-502), second(34)],
  ]);
  expect(missed).toEqual([2]);
});

test('of a market that no earlier run knew nothing is asked at its first book', async () => {
  const { clock, asked, markets, firstBook } = await stage();
  firstBook(UP, 3);
  markets.heardBefore(new Map());
  // Let go and taken again in this run: no gap either.
  firstBook(UP, 900);
  await clock.pass(60_000);
  expect(asked).toEqual([]);
});
