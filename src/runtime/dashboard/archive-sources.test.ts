import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { begunRun, journal } from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { configurationSchema, strategySchema } from '../../server/dashboard/history.ts';
import { archiveSources } from './archive-sources.ts';

function sourcesOf(root: string, run: string | undefined) {
  return archiveSources({ root, run: () => run, config: undefined, now: () => 0 });
}

test('the running configuration is that of the journal, without what was learned', async () => {
  const root = temporaryFolder();
  const begun = begunRun('one');
  const strategies = begun.strategies.map((one) => ({ ...one, memory: 'x'.repeat(2_000_000) }));
  journal(root, 'one', [{ ...begun, strategies }]);
  const told = await sourcesOf(root, 'one').configuration();
  if (!told.ok) throw new Error(told.message);
  const { choice, strategies: named } = configurationSchema.parse(told.value);
  expect(choice.limits).toEqual(JSON.parse(JSON.stringify(begun.choice.limits)));
  expect(named.map(({ name }) => name)).toEqual(['random']);
  expect(JSON.stringify(told.value)).not.toContain('xxx');
});

test('strategies are told with what a parameter is in the run, where it is in it', async () => {
  const root = temporaryFolder();
  journal(root, 'one', [begunRun('one')]);
  const told = await sourcesOf(root, 'one').strategies();
  if (!told.ok) throw new Error(told.message);
  const all = told.value.map((one) => strategySchema.parse(one));
  const random = all.find(({ name }) => name === 'random');
  const other = all.find(({ name }) => name === 'late-favourite');
  expect([random?.isRunning, other?.isRunning]).toEqual([true, false]);
  expect(random?.parameters.every(({ value }) => value !== null)).toBe(true);
  expect(other?.parameters.every(({ value }) => value === null)).toBe(true);
});

test('without a run, or a journal of one, there is no configuration', async () => {
  const root = temporaryFolder();
  expect(await sourcesOf(root, undefined).configuration()).toMatchObject({ code: 'desk_away' });
  expect(await sourcesOf(root, 'one').configuration()).toMatchObject({ code: 'no_history' });
  const path = journal(root, 'two', []);
  appendFileSync(path, 'damaged\n');
  expect(await sourcesOf(root, 'two').configuration()).toMatchObject({ code: 'no_history' });
  expect(await sourcesOf(root, undefined).strategies()).toMatchObject({ ok: true });
});
