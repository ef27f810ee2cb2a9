// The machine itself fails a desk: it stands still, its disk fills or hangs, another desk has taken
// its wallet. Over real files where these matter, in virtual time.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ok, refuse } from '../../src/domain/result.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { POLYMARKET } from '../../src/polymarket/services.ts';
import { HostWatch } from '../../src/runtime/live/host-watch.ts';
import { openLiveJournal } from '../../src/runtime/live/open-journal.ts';
import { WalletLease } from '../../src/store/lease/wallet-lease.ts';
import { ANVIL_ADDRESS } from '../support/anvil.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { OrderStage } from '../support/order-stage.ts';
import { TIMEOUT } from '../support/order-venue.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let stage: OrderStage;
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

const posts = () => stage.venue.requests.filter((each) => each.startsWith('POST'));

/** A desk whose order rests. */
async function resting(changes: Parameters<typeof OrderStage.open>[0] = {}) {
  stage = await OrderStage.open(changes);
  stage.submit('buy Up 10 @ 0.4');
  // A real journal takes its time.
  await eventually(() => stage.venue.open.length === 1);
  await stage.pass(10);
  expect(stage.said).toEqual(['1 accepted']);
}

describe('43: the disk of the journal', () => {
  test('fails: quotes are canceled at once, and nothing is sent without a record', async () => {
    await resting();
    stage.journal.failure = new Error('EROFS: read-only file system');
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(1_000);
    expect(stage.said).toEqual(['2 rejected journal_failed', '1 canceled requested']);
    expect([posts(), stage.venue.open]).toEqual([['POST 1'], []]);
  });

  test('hangs: quotes are canceled, nothing new is sent until it is back', async () => {
    await resting();
    let release = () => {};
    stage.journal.hold = new Promise((resolve) => {
      release = resolve;
    });
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(3_000);
    expect([stage.said, stage.codes]).toEqual([['1 canceled requested'], ['journal_slow']]);
    stage.submit('buy Up 10 @ 0.4');
    release();
    stage.journal.hold = undefined;
    await stage.pass(10);
    expect(stage.said).toEqual(['3 rejected journal_slow', '2 rejected stale']);
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect([stage.said, posts()]).toEqual([['4 accepted'], ['POST 1', 'POST 4']]);
  });
});

test('a disk is slow by the clock of the machine, however fast an exchange lives', async () => {
  const machine = new VirtualClock();
  await resting({ machine });
  stage.journal.hold = new Promise(() => {});
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(60_000);
  expect(stage.codes).not.toContain('journal_slow');
  machine.advance(2_001);
  expect(stage.codes).toContain('journal_slow');
});

/** A lease of a real folder, and a journal in it, with the execution on top. */
async function onDisk(home: string) {
  const opened = await openLiveJournal(ANVIL_ADDRESS, POLYMARKET, () => {}, home);
  if (!opened.ok) throw new Error(opened.message);
  const { host, journal, close } = opened.value;
  const folder = join(home, 'wallets', ANVIL_ADDRESS.toLowerCase(), 'polymarket');
  return { host, journal, close, folder };
}

describe('45: another desk has taken the wallet', () => {
  test('while this one was away: it sends and writes nothing, cancels its own', async () => {
    const { host, journal, close, folder } = await onDisk(temporaryFolder());
    await resting({ journal, permit: () => host.lease.state });
    // Somebody was told to delete the lease of a desk that seemed to hang.
    rmSync(join(folder, 'desk.lease'));
    const other = await WalletLease.take(folder, 1 as Timestamp);
    expect(other).toMatchObject({ ok: true, value: { token: 2 } });
    const before = readFileSync(join(folder, 'orders.journal'), 'utf8');

    stage.submit('buy Up 10 @ 0.4');
    expect(host.lease.state).toMatchObject({
      code: 'lease_lost',
      message: expect.stringMatching(/\(token 1\): its lease says process \d+ by token 2/),
    });
    const theirs = stage.venue.foreignOrder(77);
    stage.execution.leave('another desk has the wallet');
    await stage.pass(1_000);
    expect(stage.said).toEqual(['2 rejected lease_lost', '1 canceled requested']);
    const closing = stage.execution.close();
    await stage.pass(3_000);
    expect(await closing).toMatchObject({ isProven: true, open: [], unresolved: [] });
    // What the other desk has is not ours to take out.
    expect(stage.venue.open.map(({ order }) => order)).toEqual([theirs]);
    expect(posts()).toEqual(['POST 1']);
    expect(readFileSync(join(folder, 'orders.journal'), 'utf8')).toBe(before);
    await close();
    expect(readFileSync(join(folder, 'desk.lease'), 'utf8')).toContain('"token":2');
  });

  test('while this one ends: the other’s orders are left alone, and not in the proof', async () => {
    await resting();
    stage.venue.failing = { list: TIMEOUT };
    const closing = stage.execution.close();
    await stage.pass(600);
    const theirs = stage.venue.foreignOrder(77);
    stage.execution.leave('another desk has the wallet');
    stage.venue.failing = {};
    await stage.pass(5_000);
    expect(await closing).toMatchObject({ isProven: true, isOfKey: false, open: [] });
    expect(stage.venue.open.map(({ order }) => order)).toEqual([theirs]);
  });

  test('between the signature and the POST: what was written down is not sent', async () => {
    let state: ReturnType<typeof refuse> | typeof fine = fine;
    stage = await OrderStage.open({ permit: () => state });
    stage.journal.hold = new Promise((resolve) => stage.clock.setTimer(50, () => resolve()));
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.journal.records.map(({ kind }) => kind)).toEqual(['OrderIntended']);
    state = refuse('lease_lost', 'another desk has the wallet');
    await stage.pass(100);
    expect([stage.said, posts()]).toEqual([['1 rejected lease_lost'], []]);
  });
});

const fine = ok(undefined);

describe('47: the program stands still', () => {
  test('and sends nothing before it has asked what is open; its quotes are canceled', async () => {
    let watch: HostWatch | undefined;
    await resting({ permit: () => watch?.permit() ?? fine });
    const host = { lease: { state: fine }, freeBytes: async () => 2 ** 40 };
    watch = new HostWatch(host, stage.clock, () => {
      stage.cancelAll();
      stage.execution.reconcile();
    });
    watch.start();
    await stage.pass(1_000);
    stage.venue.requests.length = 0;
    stage.clock.stall(4_000);
    stage.submit('buy Up 10 @ 0.4');
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(1_000);
    expect(stage.said).toEqual([
      '2 rejected loop_stalled',
      '3 rejected not_reconciled',
      '1 canceled requested',
    ]);
    expect(stage.venue.requests).toContain('DELETE 1');
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    expect(stage.said).toEqual(['4 accepted']);
    watch.stop();
  });
});
