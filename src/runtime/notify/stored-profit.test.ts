import { expect, test } from 'vitest';
import { begunRun, journal } from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { NOON, RunScript, SECOND } from '../../../test/support/run-script.ts';
import type { Timestamp } from '../../domain/units.ts';
import { KeptStore } from '../store/kept-store.ts';
import { storedProfit } from './stored-profit.ts';

const SHARES = 10_000_000;
const PAPER = { mode: 'paper', provenance: 'live' } as const;
const LIVE = { mode: 'live', provenance: 'live' } as const;

/** A run in which the strategy wins one market and loses one. */
function keep(root: string, run: string, begun = begunRun(run), evidence?: 'venue'): void {
  const script = new RunScript(2, ['random']);
  const how = { size: SHARES, ...(evidence && { evidence }) };
  script.trade({ token: 0, price: 400_000, ...how });
  script.trade({ token: 2, price: 300_000, ...how });
  script.resolve(0, 1_000_000);
  script.resolve(1, 0);
  journal(root, run, [begun, ...script.journal]);
  const store = new KeptStore({ root, run, others: [], onNews: expect.fail });
  store.finish();
  store.close();
}

test('what ended is summed by strategy, over all runs of the mode', () => {
  const root = temporaryFolder();
  keep(root, 'one');
  keep(root, 'two');
  const told = storedProfit(root, PAPER, undefined);
  // Each run: six dollars won, three lost.
  expect(told).toMatchObject({
    ok: true,
    value: [{ strategy: 'random', trades: 4, won: 2, net: 2 * (6_000_000 - 3_000_000) }],
  });
  expect(storedProfit(root, LIVE, undefined)).toEqual({ ok: true, value: [] });
});

test('only what ended since then counts', () => {
  const root = temporaryFolder();
  keep(root, 'one');
  const later = (NOON + 86_400 * SECOND) as Timestamp;
  expect(storedProfit(root, PAPER, later)).toEqual({ ok: true, value: [] });
  expect(storedProfit(root, PAPER, 0 as Timestamp)).toMatchObject({ value: [{ trades: 2 }] });
});

test('an archive without a store is not one without profit', () => {
  expect(storedProfit(temporaryFolder(), PAPER, undefined)).toMatchObject({
    ok: false,
    code: 'not_found',
  });
});

test('what paper made of real prices holds nothing of invented ones, nor the reverse', () => {
  const root = temporaryFolder();
  keep(root, 'real');
  const heard = { provenance: 'simulated', heardFrom: 'ws://127.0.0.1' } as const;
  keep(root, 'invented', begunRun('invented', { heard }));
  expect(storedProfit(root, PAPER, undefined)).toMatchObject({ value: [{ trades: 2 }] });
  const invented = { mode: 'paper', provenance: 'simulated' } as const;
  expect(storedProfit(root, invented, undefined)).toMatchObject({ value: [{ trades: 2 }] });
});

test('real profit holds nothing that an exchange of this machine brought, nor the reverse', () => {
  const root = temporaryFolder();
  const run = (name: string, provenance: 'live' | 'simulated') =>
    begunRun(name, { mode: 'live', heard: { provenance, heardFrom: 'wss://venue' } } as object);
  keep(root, 'real', run('real', 'live'), 'venue');
  keep(root, 'tried', run('tried', 'simulated'), 'venue');
  // What it did on paper, once it had left the venue.
  keep(root, 'left', run('left', 'live'));
  expect(storedProfit(root, LIVE, undefined)).toMatchObject({ value: [{ trades: 2 }] });
  const simulated = { mode: 'live', provenance: 'simulated' } as const;
  expect(storedProfit(root, simulated, undefined)).toMatchObject({ value: [{ trades: 2 }] });
  expect(storedProfit(root, PAPER, undefined)).toMatchObject({ value: [{ trades: 2 }] });
});
