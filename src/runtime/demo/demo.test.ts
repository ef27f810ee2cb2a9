import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { NEW_STANDING, type RiskStanding } from '../../domain/risk-standing.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { holdState } from '../live/kept-account.ts';
import { newAccount } from '../live/paper-account.ts';
import { Demo, type DemoOptions, goneOn } from './demo.ts';
import { type DemoState, demoStatePath } from './demo-state.ts';

/** What refuses does so before anything else of it is looked at. */
const start = (folder: string) => Demo.start({ folder } as DemoOptions);

test('a folder that a demo trades in is refused to another', async () => {
  const folder = temporaryFolder();
  const other = await holdState(demoStatePath(folder), 'a demo');
  const why = { ok: false, code: 'account_locked', message: expect.stringContaining('process') };
  expect(await start(folder)).toMatchObject(why);
  if (other.ok) await other.value.close();
});

test('one that cannot begin gives its folder free', async () => {
  const folder = temporaryFolder();
  writeFileSync(demoStatePath(folder), 'another thing');
  for (const _ of [1, 2]) expect(await start(folder)).toMatchObject({ code: 'bad_state' });
});

const BEGAN = 1_795_728_000_000_000 as Timestamp;
const HOUR = 3_600_000_000;
const LOST: RiskStanding = {
  ...NEW_STANDING,
  equity: 850_000_000 as Usd,
  highWater: 1_000_000_000 as Usd,
  day: 20_783,
  dayEquity: 1_000_000_000 as Usd,
};
const withRisk = (risk: RiskStanding | undefined): DemoState => {
  const world = { provenance: 'simulated', seed: 1, beganAt: BEGAN, runs: 1 } as const;
  return { ...newAccount(1_000_000_000 as Usd), ...world, risk };
};
const afterAnHour = (risk: RiskStanding | undefined) =>
  goneOn(withRisk(risk), (BEGAN + HOUR) as Timestamp).state.risk;

test('what was lost today in an earlier run counts on', () => {
  expect(afterAnHour(LOST)).toEqual(LOST);
  expect(afterAnHour({ ...LOST, mode: 'reduce' })).toEqual({ ...LOST, mode: 'reduce' });
  expect(afterAnHour(undefined)).toBeUndefined();
});

test('to start again clears a kill: what is lost counts anew', () => {
  expect(afterAnHour({ ...LOST, mode: 'killed', cause: 'day_loss' })).toBeUndefined();
  expect(afterAnHour({ ...LOST, mode: 'cooling', cause: 'drawdown' })).toBeUndefined();
});

test('in a new world what was lost in the one before counts for nothing', () => {
  const week = BEGAN + 8 * 24 * HOUR;
  expect(goneOn(withRisk(LOST), week as Timestamp).state.risk).toBeUndefined();
});
