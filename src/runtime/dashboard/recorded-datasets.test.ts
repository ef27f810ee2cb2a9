import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archived, twoViews } from '../../../test/support/archived.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { coverageSchema, datasetSchema } from '../../server/dashboard/history.ts';
import { recordedCoverage, recordedDatasets } from './recorded-datasets.ts';

test('datasets are told as described, one that is being recorded without its facts', async () => {
  const root = temporaryFolder();
  await archived(root, 'done', (writer) => twoViews(writer));
  const folder = join(datasetFolder(root, 'going-on'), 'frames');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'one'), 'x'.repeat(1_234));
  const told = await recordedDatasets(root);
  if (!told.ok) throw new Error(told.message);
  const [done, goingOn] = told.value.map((one) => datasetSchema.parse(one));
  expect(done).toMatchObject({ dataset: 'done', provenance: 'simulated', isFinished: true });
  expect(done?.license).toBe('own: own');
  expect(done?.bytes).toBeGreaterThan(0);
  expect(done?.hours.reduce((sum, { rows }) => sum + rows, 0)).toBe(done?.rows.events);
  expect(goingOn).toMatchObject({
    ...{ dataset: 'going-on', provenance: null, isFinished: false, bytes: 1_234 },
  });
});

test('a file beside the datasets keeps nobody from being told of those', async () => {
  const root = temporaryFolder();
  await archived(root, 'done', (writer) => twoViews(writer));
  writeFileSync(datasetFolder(root, 'stray'), '');
  const told = await recordedDatasets(root);
  expect(told.ok && told.value.map(({ dataset }) => dataset)).toEqual(['done']);
});

test('the coverage of each token is told in pages', async () => {
  const root = temporaryFolder();
  await archived(root, 'done', (writer) => {
    twoViews(writer, 'btc-x');
    twoViews(writer, 'btc-y', 300);
  });
  const first = await recordedCoverage(root, 'done', { most: 3 });
  if (!first.ok) throw new Error(first.message);
  const next = first.value.next ?? undefined;
  const second = await recordedCoverage(root, 'done', { most: 3, before: next });
  if (!second.ok) throw new Error(second.message);
  const rows = [...first.value.rows, ...second.value.rows].map((row) => coverageSchema.parse(row));
  expect(rows.map(({ market, outcome }) => `${market}/${outcome}`).sort()).toEqual([
    'btc-x/0',
    'btc-x/1',
    'btc-y/0',
    'btc-y/1',
  ]);
  expect(second.value.next).toBeNull();
  const one = await recordedCoverage(root, 'done', { most: 3, market: 'btc-y' });
  expect(one.ok && one.value.rows).toHaveLength(2);
});

test('a name that is a path, or of nothing, is not found', async () => {
  const root = temporaryFolder();
  await archived(root, 'done', (writer) => twoViews(writer));
  for (const name of ['../dataset=done', 'done/../done', 'none', '']) {
    expect(await recordedCoverage(root, name, { most: 1 })).toMatchObject({ code: 'not_found' });
  }
  expect(await recordedDatasets(temporaryFolder())).toEqual({ ok: true, value: [] });
});
