import { describe, expect, test } from 'vitest';
import { archived, rowsOf, time, twoViews } from '../../test/support/archived.ts';
import { temporaryFolder } from '../../test/support/imported.ts';
import type { MarketIndex } from '../domain/ids.ts';
import { ArchiveSource } from './archive-source.ts';

describe('filters', () => {
  test.each([
    [{ markets: ['m-1*'] }, ['m-10', 'm-11', 'm-1']],
    [{ markets: ['m-2', 'm-10'] }, ['m-10', 'm-2']],
    [{ from: time(100), to: time(200) }, ['m-1']],
    [{ assets: ['eth'] }, undefined],
    [{ categories: ['sports'] }, undefined],
    [{ onlyComplete: true, onlyDecided: true, markets: ['m-2'] }, ['m-2']],
  ])('%j', async (filter, expected) => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      for (const [i, start] of [
        [10, 0],
        [11, 50],
        [1, 100],
        [2, 200],
      ] as const) {
        twoViews(writer, `m-${i}`, start);
      }
    });
    const opened = ArchiveSource.open(root, filter);
    if (expected === undefined) {
      await expect(opened).rejects.toMatchObject({ code: 'nothing_selected', exitCode: 3 });
      return;
    }
    const source = await opened;
    expect(source.markets.map((market) => market.slug)).toEqual(expected);
    source.close();
  });

  test.each([
    [{ markets: ['nope*'] }, 'the filter market (nope*) leaves none of 2 markets'],
    [{ markets: ['m-1'], assets: ['eth'] }, 'the filter asset (eth) leaves none of 1 market'],
    [{ from: time(9_000) }, 'the filter from (2026-04-13T14:30:00.000Z) leaves none of 2'],
    [{ markets: ['m-2'], onlyComplete: true, categories: ['x'] }, 'the filter category (x)'],
  ])('that leave nothing are named: %j', async (filter, says) => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      twoViews(writer, 'm-1', 0);
      twoViews(writer, 'm-2', 300);
    });
    await expect(ArchiveSource.open(root, filter)).rejects.toMatchObject({
      code: 'nothing_selected',
      message: expect.stringContaining(says),
    });
  });

  test('one market of many that share a file is what it is alone', async () => {
    const [together, alone] = [temporaryFolder(), temporaryFolder()];
    await archived(together, 'one', (writer) => {
      for (const slug of ['btc-u', 'btc-v', 'btc-w', 'btc-x']) twoViews(writer, slug);
    });
    await archived(alone, 'one', (writer) => twoViews(writer, 'btc-w'));
    const chosen = await rowsOf(together, { markets: ['btc-w'] });
    expect(chosen).toEqual(await rowsOf(alone));
    expect(chosen.length).toBeGreaterThan(10);
  });

  test('a price path of one market is not led astray by its neighbors in the file', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      for (const slug of ['btc-v', 'btc-w', 'btc-x']) twoViews(writer, slug);
    });
    const source = await ArchiveSource.open(root);
    const path = await source.pricePath(1 as MarketIndex, 100);
    expect(path.bid).toEqual([401_000, 500_000, 695_000]);
    source.close();
  });

  test('a dataset that is not there is an error that names those that are', async () => {
    const root = temporaryFolder();
    await expect(ArchiveSource.open(root)).rejects.toMatchObject({ code: 'not_found' });
    await archived(root, 'one', twoViews);
    await expect(ArchiveSource.open(root, { datasets: ['two'] })).rejects.toMatchObject({
      message: expect.stringContaining('it holds: one'),
    });
  });
});
