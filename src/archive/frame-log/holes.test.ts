import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bidAt,
  bookAt,
  madeUp,
  second,
  startKnown,
  startLog,
  trustUntil,
} from '../../../test/support/made-up-log.ts';
import type { Recording } from './recording.ts';

/** Few bytes may wait for the disk. */
const SLOW = { mostPending: 2_000 };

/** More than the disk takes: some are shed. */
function flood(recording: Recording, token: number, at: number): void {
  for (let i = 1; i <= 500; i++) {
    recording.event(bidAt(token, at, 300_000, i * 1_000_000), second(at));
  }
  expect(recording.shed.events).toBeGreaterThan(0);
}

/** A byte of the first block. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes[30] = (bytes[30] as number) ^ 0xff;
  writeFileSync(path, bytes);
}

describe('a replay trusts no book', () => {
  test('over a gap that was noticed only after a new segment had told the book', async () => {
    const log = await startKnown();
    const { recording, token } = log;
    recording.event(bidAt(token, 97, 390_000), second(97));
    await recording.rotate(second(100));
    const gap = { kind: 'gap', token, from: second(97), reason: 'disconnected' } as const;
    recording.event(gap, second(103));
    recording.event(bidAt(token, 150, 380_000), second(150));
    recording.event(bookAt(token, 200, 600_000), second(200));
    recording.event(bidAt(token, 300, 380_000), second(300));
    expect(await trustUntil(log, 400, [96, 98, 101, 120, 190, 250])).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  test('from the first event on that a slow disk has cost', async () => {
    const log = await startKnown(SLOW);
    const { recording, token } = log;
    flood(recording, token, 10);
    recording.declare(madeUp('y'), second(60));
    await recording.flush();
    recording.event(bidAt(token, 100, 300_000), second(100));
    expect(await trustUntil(log, 400, [9, 50, 90])).toEqual([true, false, false]);
  });

  test('that a slow disk has cost when the recorder turns over or stops at once', async () => {
    const { root, recording, token } = await startKnown(SLOW);
    flood(recording, token, 10);
    await recording.rotate(second(100));
    await recording.stop(second(110));
    const next = await startLog(root, { session: 'b' });
    const again = next.declare(madeUp('x'), second(1_000)) * 2;
    next.event(bookAt(again, 1_000, 600_000), second(1_000));
    const log = { root, recording: next };
    expect(await trustUntil(log, 1_001, [9, 50, 500])).toEqual([true, false, false]);
  });

  test('of a market that was let go, until it is watched again', async () => {
    const log = await startKnown();
    const { recording, market } = log;
    recording.release(market, second(50));
    recording.forget(market, second(60));
    const again = recording.declare(madeUp('x'), second(500)) * 2;
    recording.event(bookAt(again, 500, 600_000), second(500));
    recording.event(bidAt(again, 600, 370_000), second(600));
    expect(await trustUntil(log, 700, [49, 55, 400, 550])).toEqual([true, false, false, true]);
  });

  test('of a market that was let go while a slow disk cost its events', async () => {
    const log = await startKnown(SLOW);
    flood(log.recording, log.token, 10);
    log.recording.forget(log.market, second(20));
    expect(await trustUntil(log, 30, [9, 15, 25])).toEqual([true, false, false]);
  });

  test.each([
    ['that cannot be read from its beginning', damage],
    ['that is missing', rmSync],
  ])('over a segment %s', async (_, harm) => {
    const log = await startKnown();
    const { recording, token } = log;
    await recording.rotate(second(100));
    recording.event(bidAt(token, 150, 380_000), second(150));
    await recording.flush();
    recording.event(bidAt(token, 160, 380_000), second(160));
    harm(await recording.rotate(second(200)));
    recording.event(bidAt(token, 250, 370_000), second(250));
    expect(await trustUntil(log, 300, [50, 101, 180, 240, 350])).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });
});
