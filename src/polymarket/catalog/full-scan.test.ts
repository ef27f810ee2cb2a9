import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ListedVenue } from '../../../test/support/listed-venue.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { ok } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import { FullScan, type FullScanOptions } from './full-scan.ts';
import { ScanFile } from './scan-file.ts';
import type { ScanState, ScanStore } from './scan-state.ts';

const MINUTE = 60_000;

/** A place kept as JSON, as on a disk. */
function memoryStore(): ScanStore & { text: string | undefined } {
  return {
    text: undefined,
    async load() {
      return ok(this.text === undefined ? undefined : (JSON.parse(this.text) as ScanState));
    },
    async save(state) {
      this.text = JSON.stringify(state);
      return ok(undefined);
    },
  };
}

function stage(markets: number, options: Partial<FullScanOptions> = {}) {
  const clock = new VirtualClock();
  const venue = new ListedVenue(10);
  const store = memoryStore();
  const taken = new Map<string, string>();
  const take = (rows: readonly GammaMarket[]) => {
    for (const { id, question = '' } of rows) taken.set(id, question);
  };
  const ago = (ms: number) => (clock.now() - ms * 1_000) as Timestamp;
  for (let id = 1; id <= markets; id++) venue.touch(id, ago(60 * MINUTE));
  /** A run of a new scanner, as after a restart. */
  const run = async (more: Partial<FullScanOptions> = {}) => {
    const all = { gamma: venue, clock, store, take, ...options, ...more };
    const report = new FullScan(all).run();
    let isDone = false;
    void report.finally(() => {
      isDone = true;
    });
    while (!isDone) await clock.pass(100);
    return await report;
  };
  return { clock, venue, store, taken, run, ago };
}

describe('a scan', () => {
  test('reads everything once, then only what changed', async () => {
    const { clock, venue, taken, run } = stage(95);
    const first = await run();
    expect(first).toMatchObject({
      ended: 'done',
      calls: 11,
      callsToday: 11,
      rows: 95,
      passes: [
        { lane: 'open', kind: 'whole' },
        { lane: 'closed', kind: 'changes' },
      ],
    });
    expect(taken.size).toBe(95);
    await clock.pass(30 * MINUTE);
    for (const id of [7, 96]) venue.touch(id, clock.now());
    venue.touch(8, clock.now(), true);
    const second = await run();
    expect(second).toMatchObject({ ended: 'done', calls: 2, callsToday: 13, unordered: [] });
    expect([taken.get('7'), taken.get('8'), taken.get('96')]).toEqual(['2', '2', '1']);
  });

  test('is whole again after a day', async () => {
    const { clock, run } = stage(95);
    await run();
    await clock.pass(25 * 60 * MINUTE);
    expect(await run()).toMatchObject({ calls: 11, callsToday: 11 });
  });

  test('goes on from its place after a page that fails, and after a restart', async () => {
    const { venue, taken, run } = stage(95);
    venue.failures.push(false, false, false, true);
    const failed = await run();
    expect(failed).toMatchObject({ ended: 'failed', calls: 4, refusal: { code: 'unreachable' } });
    expect(taken.size).toBe(30);
    expect(await run()).toMatchObject({ ended: 'done', calls: 8, rows: 65, callsToday: 12 });
    expect(taken.size).toBe(95);
  });

  test('stops after so many pages, and says that some are left', async () => {
    const { run, taken } = stage(95);
    expect(await run({ pagesMost: 4 })).toMatchObject({ ended: 'paused', calls: 4 });
    expect(await run({ pagesMost: 4 })).toMatchObject({ ended: 'paused', rows: 40 });
    expect(await run({ pagesMost: 4 })).toMatchObject({ ended: 'done', rows: 15, calls: 3 });
    expect(taken.size).toBe(95);
  });

  test('in short runs reads the closed ones too, whatever changes meanwhile', async () => {
    const { clock, venue, taken, run, ago } = stage(30);
    await run();
    for (let id = 100; id <= 160; id++) venue.touch(id, ago(-id), true);
    for (let turn = 0; turn < 12; turn++) {
      for (let id = 1; id <= 30; id++) venue.touch(id, clock.now());
      await run({ pagesMost: 3 });
    }
    expect([100, 130, 160].map((id) => taken.get(`${id}`))).toEqual(['1', '1', '1']);
  });

  test('reads the history of closed markets once, when it is asked for', async () => {
    const { clock, venue, taken, run, ago } = stage(15);
    for (let id = 100; id < 145; id++) venue.touch(id, ago(id * 60 * MINUTE), true);
    await run();
    // The latest page alone shows that nothing changed.
    expect([taken.has('100'), taken.has('144')]).toEqual([true, false]);
    const whole = await run({ withHistory: true, pagesMost: 4 });
    expect(whole).toMatchObject({ ended: 'paused' });
    expect(await run({ withHistory: true })).toMatchObject({
      ended: 'done',
      passes: expect.arrayContaining([{ lane: 'closed', kind: 'whole' }]),
    });
    expect(taken.has('144')).toBe(true);
    await clock.pass(25 * 60 * MINUTE);
    venue.touch(144, clock.now(), true);
    const later = await run({ withHistory: true });
    expect(later.passes).toContainEqual({ lane: 'closed', kind: 'changes' });
    expect(taken.get('144')).toBe('2');
  });

  test('begins anew when its cursor is old', async () => {
    const { clock, run } = stage(95);
    await run({ pagesMost: 4 });
    await clock.pass(7 * 60 * MINUTE);
    expect(await run()).toMatchObject({ ended: 'done', rows: 95 });
  });

  test('is whole each time where the venue does not list changes first, and says so', async () => {
    const { clock, venue, taken, run, ago } = stage(95);
    venue.isObedient = false;
    for (const id of [3, 4]) venue.touch(id, ago(id * 60 * MINUTE));
    await run();
    await clock.pass(10 * MINUTE);
    venue.touch(95, clock.now());
    const report = await run();
    expect(report).toMatchObject({ ended: 'done', calls: 12, unordered: ['open'] });
    expect(taken.get('95')).toBe('2');
  });

  test('stays far below the venue’s limit', async () => {
    const { clock, run } = stage(1_000);
    const from = clock.now();
    const { calls } = await run();
    const tenSeconds = (clock.now() - from) / 10e6;
    expect(calls).toBe(101);
    expect(calls / tenSeconds).toBeLessThan(300 / 5);
  });

  test('begins its pass anew, once, when the venue takes the cursor no more', async () => {
    const { venue, taken, run } = stage(95);
    await run({ pagesMost: 4 });
    venue.takesCursors = false;
    const refused = await run();
    expect(refused).toMatchObject({ ended: 'failed', refusal: { code: 'cursor_refused' } });
    // The cursor that was kept, the first page, and the cursor of that.
    expect(refused).toMatchObject({ calls: 3, rows: 10, begunAnew: true });
    venue.takesCursors = true;
    expect(await run()).toMatchObject({ ended: 'done', calls: 11, begunAnew: false });
    expect(taken.size).toBe(95);
  });

  test('goes on in the same run, from the first page, after a cursor of before', async () => {
    const { venue, taken, run } = stage(95);
    await run({ pagesMost: 4 });
    const page = venue.marketPage.bind(venue);
    venue.takesCursors = false;
    venue.marketPage = async (query) => {
      const answer = await page(query);
      venue.takesCursors = true;
      return answer;
    };
    expect(await run()).toMatchObject({ ended: 'done', calls: 12, rows: 95, begunAnew: true });
    expect(taken.size).toBe(95);
  });

  test('may be told not to begin anew: somebody else has done so', async () => {
    const { venue, run } = stage(95);
    await run({ pagesMost: 4 });
    venue.takesCursors = false;
    expect(await run({ mayBeginAnew: false })).toMatchObject({ ended: 'failed', calls: 1 });
  });

  test('refuses a cursor that leads to itself', async () => {
    const { venue, run } = stage(95);
    const page = venue.marketPage.bind(venue);
    venue.marketPage = async (query) => {
      const answer = await page(query);
      return answer.ok && query.after !== undefined
        ? ok({ ...answer.value, nextCursor: query.after })
        : answer;
    };
    const stuck = await run();
    expect(stuck).toMatchObject({ ended: 'failed', refusal: { code: 'cursor_stuck' }, calls: 4 });
    venue.marketPage = page;
    expect(await run()).toMatchObject({ ended: 'done', calls: 11 });
  });

  test('sees every change in the end, whatever fails and whenever it is restarted', async () => {
    const step = fc.record({
      waitMin: fc.integer({ min: 0, max: 600 }),
      touched: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
      failures: fc.array(fc.boolean(), { maxLength: 6 }),
      pagesMost: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const { clock, venue, taken, run } = stage(35);
        for (const { waitMin, touched, failures, pagesMost } of steps) {
          await clock.pass(waitMin * MINUTE);
          for (const id of touched) venue.touch(id, clock.now());
          venue.failures.splice(0, Number.POSITIVE_INFINITY, ...failures);
          await run({ pagesMost });
        }
        venue.failures.length = 0;
        // One run may only end the pass that was under way.
        await run();
        await run();
        for (const { id, version } of venue.rows) expect(taken.get(`${id}`)).toBe(`${version}`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('its place in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-scan-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('comes back as it was written', async () => {
    const { run } = stage(95);
    const path = join(folder, 'deep', 'scan.json');
    await run({ store: new ScanFile(path), pagesMost: 4 });
    const report = await run({ store: new ScanFile(path) });
    expect(report).toMatchObject({ ended: 'done', rows: 55 });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 1, open: {} });
  });

  test('that cannot be read stops the scan and says what to do', async () => {
    const { run, venue } = stage(5);
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{"version": 1, "open":');
    const report = await run({ store: new ScanFile(path) });
    expect(report).toMatchObject({ ended: 'failed', refusal: { code: 'bad_scan_file' } });
    expect(report.refusal?.message).toContain('remove it to begin anew');
    expect(venue.calls).toBe(0);
  });

  test('that cannot be written is told', async () => {
    const { run } = stage(5);
    const path = join(folder, 'file');
    writeFileSync(path, '');
    const report = await run({ store: new ScanFile(join(path, 'scan.json')) });
    expect(report).toMatchObject({ ended: 'failed', refusal: { code: 'scan_file' } });
  });
});
