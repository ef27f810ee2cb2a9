// What an engine hears as a recorder records is what a replay of the recording brings, row by row.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArchiveSource } from '../../src/archive/archive-source.ts';
import type { RecordedEvent } from '../../src/archive/frame-log/event-text.ts';
import { LiveRows } from '../../src/archive/live-rows.ts';
import type { MarketIndex } from '../../src/domain/ids.ts';
import { ASK, BID } from '../../src/domain/side.ts';
import { KIND_GAP, type Tape } from '../../src/domain/tape.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../src/domain/units.ts';
import { temporaryFolder } from '../support/imported.ts';
import { bookAt, CENT, madeUp, second, startLog, takeLog } from '../support/made-up-log.ts';

const MARKETS = 3;
const MILL = 1_000 as TickSize;
const SHARE = 1_000_000;

/** An event of a token, as of some second. */
type Step = (at: Timestamp, s: number) => RecordedEvent;

const token = fc.integer({ min: 0, max: 2 * MARKETS - 1 });
const cents = fc.integer({ min: 2, max: 97 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(token, cents).map(
    ([one, bid]): Step =>
      (_, s) =>
        bookAt(one, s, bid * CENT, CENT),
  ),
  fc.tuple(token, cents).map(
    ([one, bid]): Step =>
      (_, s) =>
        bookAt(one, s, bid * CENT + 3_000),
  ),
  fc
    .array(fc.tuple(token, cents, fc.boolean(), fc.integer({ min: 0, max: 9 })), { minLength: 1 })
    .map(
      (changes): Step =>
        (tsEvent) => ({
          kind: 'levels',
          tsEvent,
          changes: changes.map(([one, price, isBid, size]) => ({
            token: one,
            side: isBid ? BID : ASK,
            price: (price * CENT) as Price,
            size: (size * SHARE) as Shares,
          })),
        }),
    ),
  fc.tuple(token, cents, fc.boolean()).map(
    ([one, price, isLate]): Step =>
      (tsEvent) => ({
        kind: 'trade',
        token: one,
        tsEvent,
        side: price % 2 === 0 ? 'buy' : 'sell',
        price: (price * CENT) as Price,
        size: SHARE as Shares,
        isLate,
      }),
  ),
  fc.tuple(token, fc.constantFrom(CENT, MILL)).map(
    ([one, tick]): Step =>
      (tsEvent) => ({
        kind: 'tick',
        token: one,
        tsEvent,
        tick,
      }),
  ),
  fc.integer({ min: 1, max: 1_000 }).map(
    (value): Step =>
      (tsEvent) => ({
        kind: 'price',
        feed: 'oracle/btcusd',
        tsEvent,
        value,
        text: `${value}`,
      }),
  ),
);

function rowsOf(tape: Tape): string[] {
  const rows: string[] = [];
  for (let i = 0; i < tape.length; i++) {
    const { tsEvent, tsInit, market, outcome, kind, side, flags, price, size } = tape;
    // A replay knows since when a book was not known; live, that is learned later.
    if (kind[i] === KIND_GAP) continue;
    const columns = [tsInit, tsEvent, market, outcome, kind, side, flags, price, size];
    rows.push(columns.map((column) => column[i]).join(' '));
  }
  return rows;
}

/** Records the steps, several in a second, and hands each to the live rows as well. */
async function recordAndHear(root: string, steps: readonly Step[]): Promise<string[]> {
  const recording = await startLog(root);
  const live = new LiveRows();
  for (let index = 0; index < MARKETS; index++) {
    recording.declare(madeUp(`m${index}`), second(0));
    live.list(index as MarketIndex, second(0));
  }
  for (let index = 0; index < MARKETS; index++) live.open(index as MarketIndex, second(0));
  for (const [i, make] of steps.entries()) {
    const s = 1 + Math.floor(i / 3);
    // No two frames are received at one moment: see StrictClock.
    const at = (second(s) + i) as Timestamp;
    const event = make(second(s), s);
    recording.event(event, at);
    if (event.kind === 'price') live.reference(0, event.tsEvent, at, event.value);
    else live.take(event, at);
  }
  for (let index = 0; index < MARKETS; index++) live.close(index as MarketIndex, second(10_000));
  await recording.stop(second(1_000));
  return rowsOf(live.tape);
}

test('live rows are those of a replay', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
      const root = temporaryFolder();
      const heard = await recordAndHear(root, steps);
      await takeLog(root);
      const source = await ArchiveSource.open(root);
      const replayed: string[] = [];
      for await (const tape of source.tapes()) replayed.push(...rowsOf(tape));
      source.close();
      expect(heard).toEqual(replayed);
    }),
    { numRuns: 30 },
  );
}, 60_000);
