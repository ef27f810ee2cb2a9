import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VenueOrderId } from '../../domain/ids.ts';
import { refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Proof } from '../../polymarket/execution/shutdown.ts';
import { askDesk } from './ask-desk.ts';
import { askKill } from './ask-kill.ts';
import { askPaper } from './ask-paper.ts';
import { type DeskFile, knownDesks } from './desk-file.ts';
import { type ControlledDesk, openControl } from './open-control.ts';

let folder: string;
let stops: number;
let close: () => Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydesk-desks-'));
  stops = 0;
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

async function opened(changes: Partial<ControlledDesk> = {}): Promise<DeskFile> {
  close = await openControl(
    {
      name: 'live-1',
      mode: 'live',
      provenance: 'simulated',
      clock: { now: () => 7 as Timestamp },
      key: 'main',
      status: () => ({ cash: 5 }),
      activity: () => ({ coverage: [], strategies: [] }),
      fills: () => [],
      screens: NO_SCREENS,
      operate: () => refuse('over', 'nobody'),
      kill: async () => PROOF,
      stop: () => {
        stops++;
      },
      ...changes,
    },
    folder,
  );
  return (await knownDesks(folder))[0] as DeskFile;
}

const NO_SCREENS = {
  feed: () => () => {},
  feedOfMarket: () => undefined,
  feedOfStrategy: () => undefined,
  pathOfMarket: () => undefined,
  opinionsOfMarket: () => undefined,
  equity: () => [],
  close: () => {},
};

const PROOF: Proof = {
  isProven: true,
  isOfKey: true,
  at: 1_700_000_000_000_000 as Timestamp,
  open: [],
  others: [],
  unresolved: [],
  unsettled: 0,
  isWritten: true,
  hasStoppedHeartbeat: false,
  troubles: [],
};

test('a desk is found by its file, and tells facts and status but never its token', async () => {
  const desk = await opened();
  expect(desk).toMatchObject({ name: 'live-1', key: 'main', pid: process.pid });
  const told = await askDesk(desk, 'GET', '/status');
  expect(told).toMatchObject({ ok: true, value: { mode: 'live', cash: 5 } });
  expect(JSON.stringify(told)).not.toContain(desk.token);
});

test('a kill gives its proof with a time, and then the desk ends', async () => {
  const killed = await askKill(await opened({ kill: async () => PROOF }));
  expect(killed).toMatchObject({ ok: true, value: { isProven: true, open: [] } });
  expect(killed.ok && killed.value.at).toBe(PROOF.at);
  expect(stops).toBe(1);
});

test('a desk that lost its wallet proves nothing of the key to a kill', async () => {
  const kill = async () => ({ ...PROOF, isOfKey: false });
  const killed = await askKill(await opened({ kill }));
  expect(killed).toMatchObject({ ok: true, value: { isProven: false } });
  expect(killed.ok && killed.value.troubles).toEqual([expect.stringMatching(/another desk/)]);
});

test('what could not be proven has no time, and ends the desk all the same', async () => {
  const open = ['0xab'] as never;
  const kill = async () => ({
    ...PROOF,
    isProven: false,
    at: undefined,
    open,
    troubles: ['cancel-all: dropped'],
  });
  const killed = await askKill(await opened({ kill }));
  expect(killed).toMatchObject({ ok: true, value: { isProven: false, open: ['0xab'] } });
  expect(killed.ok && killed.value.at).toBeUndefined();
  expect(stops).toBe(1);
});

test('a desk that is looked at too often is killed all the same', async () => {
  const busy = await opened({ kill: async () => PROOF });
  const looks = await Promise.all(
    Array.from({ length: 60 }, () => askDesk(busy, 'GET', '/status')),
  );
  expect(looks).toContainEqual(
    expect.objectContaining({ message: 'live-1 refuses: asked too often: wait a second' }),
  );
  expect(await askKill(busy)).toMatchObject({ ok: true, value: { isProven: true } });
});

test('a desk that needs longer for its proof than somebody waits is not waited for', async () => {
  const kill = () => new Promise<Proof>(() => {});
  const killed = await askKill(await opened({ kill }), 50);
  expect(killed).toMatchObject({ ok: false, code: 'no_answer' });
});

test('a desk that fails to kill refuses, and ends', async () => {
  const failing = await opened({ kill: () => Promise.reject(new Error('broken')) });
  expect(await askKill(failing)).toMatchObject({ ok: false, code: 'desk_refuses' });
  expect(stops).toBe(1);
  await close();
  expect(await knownDesks(folder)).toEqual([]);
});

test.each(['live', 'simulated'] as const)(
  'a desk at %s prices that has left the venue is told as any on paper at them is',
  async (provenance) => {
    const toPaper = async () => ({ proof: PROOF, isOnPaper: true });
    const desk = await opened({ provenance, toPaper });
    expect(await askPaper(desk, 5_000)).toMatchObject({ ok: true, value: { isProven: true } });
    const [known] = await knownDesks(folder);
    expect(known).toMatchObject({ name: 'live-1', mode: 'paper', provenance });
    const status = await askDesk(desk, 'GET', '/status');
    expect(status).toMatchObject({ value: { mode: 'paper', provenance, cash: 5 } });
    expect(JSON.stringify([known, status])).not.toContain('"key"');
    expect(stops).toBe(0);
  },
);

test('a switch to paper tells which orders of others with its key it left open', async () => {
  const proof: Proof = { ...PROOF, isOfKey: false, others: ['0xab' as VenueOrderId] };
  const toPaper = async () => ({ proof, isOnPaper: true });
  const told = await askPaper(await opened({ toPaper }), 5_000);
  expect(told).toMatchObject({ ok: true, value: { isProven: true, others: ['0xab'] } });
  expect(stops).toBe(0);
});

test('a switch to paper that breaks off ends the desk, as one that proves nothing', async () => {
  const toPaper = () => Promise.reject(new Error('a fault of ours'));
  const told = await askPaper(await opened({ toPaper }), 5_000);
  expect(told).toMatchObject({ ok: false });
  expect(stops).toBe(1);
});
