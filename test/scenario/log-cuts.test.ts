// How a log is cut into segments is nobody's business: a backtest of it comes out the same.
import { expect, test } from 'vitest';
import type { Recording } from '../../src/archive/frame-log/recording.ts';
import { ASK, BID, type BookSide } from '../../src/domain/side.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import type { Price, Shares } from '../../src/domain/units.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { temporaryFolder } from '../support/imported.ts';
import { bookAt, CENT, madeUp, second, startLog, takeLog } from '../support/made-up-log.ts';

const SHARE = 1_000_000;
const MILL = 1_000 as TickSize;

/** Shares at the two levels of each side; sizes move so that queues do, and now and then a best. */
function change(recording: Recording, token: number, s: number, side: BookSide, level: number) {
  const price = (side === BID ? 400_000 - level * 10_000 : 410_000 + level * 10_000) as Price;
  const size = (((s * 7) % 13) * SHARE) as Shares;
  const changes = [{ token, side, price, size }];
  recording.event({ kind: 'levels', tsEvent: second(s), changes }, second(s));
}

function print(recording: Recording, token: number, s: number) {
  const isBuy = s % 2 === 0;
  const trade = {
    kind: 'trade',
    token,
    tsEvent: second(s),
    side: isBuy ? 'buy' : 'sell',
    price: (isBuy ? 410_000 : 400_000) as Price,
    size: (((s * 5) % 7) * SHARE + SHARE) as Shares,
    isLate: false,
  } as const;
  recording.event(trade, second(s));
}

/** What a quoting strategy makes of five minutes of a recording that is cut at these seconds. */
async function played(cuts: readonly number[]) {
  const root = temporaryFolder();
  const recording = await startLog(root);
  const token = recording.declare(madeUp('x'), second(0)) * 2;
  recording.event(bookAt(token, 1, 400_000, CENT), second(1));
  for (let s = 2; s < 300; s++) {
    if (s === 150) {
      const tick = { kind: 'tick', token, tsEvent: second(s), tick: MILL } as const;
      recording.event(tick, second(s));
      recording.event(bookAt(token, s, 400_000), second(s));
    } else if (s % 3 === 0) print(recording, token, s);
    else change(recording, token, s, s % 4 < 2 ? BID : ASK, s % 5 === 0 ? 0 : 1);
    if (cuts.includes(s)) await recording.rotate(second(s));
  }
  await recording.stop(second(300));
  await takeLog(root);
  const options = strategyRun(root, 'join-best', { size: '30', maxPosition: '900' });
  const data = { ...options.data, completeOnly: false };
  const run = await backtest({ ...options, data, queue: { kind: 'power', n: 2 } });
  const fills = run.journal.filter(
    (entry) => entry.kind === 'Answered' && entry.event.kind === 'OrderFilled',
  );
  return { hash: run.hash, fills: fills.length, silences: run.coverage[0]?.silence };
}

test.each([
  ['now and then', [20, 80, 149, 150, 200]],
  ['after each print', Array.from({ length: 99 }, (_, i) => i * 3 + 3)],
])('a log that is cut %s backtests like one that is not', async (_, cuts) => {
  const whole = await played([]);
  expect(whole.fills).toBeGreaterThan(5);
  expect(await played(cuts)).toEqual(whole);
});
