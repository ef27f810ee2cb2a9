import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import type { TokenId } from '../../domain/ids.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import { refuse } from '../../domain/result.ts';
import type { RewardProgramme } from '../../domain/reward-programme.ts';
import type { Timestamp } from '../../domain/units.ts';
import { Duck } from '../duck.ts';
import { datasetFolder } from '../layout.ts';
import { openDatasets, readMarkets, readResolutions } from '../open-datasets.ts';
import { verifyArchive } from '../verify-archive.ts';
import type { CatalogueEntry, RefusedEntry } from './catalogue-entry.ts';
import { catalogueMarkets } from './catalogue-reader.ts';
import { CatalogueStore } from './catalogue-store.ts';

const ORIGIN = { dataset: 'catalogue', provenance: 'simulated', heardFrom: 'a test' } as const;

type Sketch = {
  readonly id?: number;
  readonly at: number;
  readonly seen?: number;
  readonly question?: string;
  readonly token?: string;
  readonly payout?: 0 | 500_000 | 1_000_000;
  readonly status?: string;
};

/** A row that the venue changed `at` some time, and that was seen then or later. */
function entry({ id = 1, at, seen = at, question, token, payout, status }: Sketch): CatalogueEntry {
  const facts = {
    ...UNTOLD,
    slug: `market-${id}`,
    question,
    tokens: [token as TokenId | undefined, undefined] as const,
    source: 'Gamma',
  };
  return {
    rowId: String(id),
    facts,
    summary: {
      ...facts,
      state: payout === undefined ? 'trading' : 'resolved',
      frame: undefined,
      bestBid: undefined,
      bestAsk: undefined,
      minimumSize: undefined,
      volume: undefined,
      volume24h: undefined,
      liquidity: undefined,
    },
    group: undefined,
    status,
    resolution: payout === undefined ? undefined : { payout, at: at as Timestamp, source: 'venue' },
    closedAt: undefined,
    updatedAt: at as Timestamp,
    seenAt: seen as Timestamp,
  };
}

/** Takes pages in, a merge after each; what came of it. */
async function taken(root: string, ...pages: (readonly (CatalogueEntry | RefusedEntry)[])[]) {
  return CatalogueStore.during(root, ORIGIN, async (store) => {
    for (const page of pages) {
      store.add(page);
      await store.flush();
      await store.merge();
    }
    return { changes: store.changes, manifest: store.manifest! };
  });
}

async function stored(root: string) {
  const duck = await Duck.open();
  const [dataset] = await openDatasets(root);
  const markets = await readMarkets(duck, dataset!);
  const resolutions = await readResolutions(duck, dataset!);
  duck.close();
  const [report] = await verifyArchive(root);
  return { markets, resolutions, faults: report!.checks.filter(({ faults }) => faults > 0) };
}

describe('a catalogue', () => {
  test('is the same however often its rows come, and keeps its numbers', async () => {
    const root = temporaryFolder();
    const page = [entry({ id: 10, at: 1 }), entry({ id: 9, at: 1, payout: 0 })];
    const first = await taken(root, page);
    expect(first.changes).toMatchObject({ fresh: 2, resolved: 1, changed: 0 });
    const again = page.map((one) => ({ ...one, seenAt: 99 as Timestamp }));
    const second = await taken(root, again, [entry({ id: 1, at: 5 })]);
    expect(second.changes).toMatchObject({ fresh: 1, resolved: 0, changed: 0, contradicted: [] });
    const { markets, faults } = await stored(root);
    expect(markets.map(({ number, facts }) => [number, facts.slug])).toEqual([
      [0, 'market-9'],
      [1, 'market-10'],
      [2, 'market-1'],
    ]);
    expect(faults).toEqual([]);
    const third = await taken(root, [...page, entry({ id: 1, at: 5 })]);
    expect(third.manifest.contentHash).toBe(second.manifest.contentHash);
  });

  test('of before rewards were written takes them in with the next scan', async () => {
    const root = temporaryFolder();
    await taken(root, [entry({ id: 1, at: 1 }), entry({ id: 2, at: 1 })]);
    const path = join(datasetFolder(root, ORIGIN.dataset), 'markets.parquet');
    const duck = await Duck.open();
    await duck.run(`CREATE TABLE t AS SELECT * EXCLUDE (rewards, rewards_source, created_at)
      FROM read_parquet('${path}')`);
    await duck.run(`COPY t TO '${path}' (FORMAT parquet)`);
    duck.close();
    const [before] = await openDatasets(root);
    for await (const listed of catalogueMarkets(before!)) {
      expect(listed.map(({ rewards }) => rewards)).toEqual([undefined, undefined]);
    }
    const value = { perDay: 5e6, minimumSize: 20e6, mostSpread: 45_000 } as RewardProgramme;
    const told = entry({ id: 2, at: 5 });
    const rewards = { value, source: 'Gamma clobRewards' };
    await taken(root, [{ ...told, facts: { ...told.facts, rewards } }]);
    const { markets, faults } = await stored(root);
    expect(markets.map(({ facts }) => facts.rewards)).toEqual([undefined, rewards]);
    expect(faults).toEqual([]);
    const [after] = await openDatasets(root);
    for await (const listed of catalogueMarkets(after!)) {
      expect(listed.map((market) => market.rewards)).toEqual([undefined, value]);
    }
  });

  test('takes the newest facts, by the venue’s time, and forgets none that it knew', async () => {
    const root = temporaryFolder();
    const { changes } = await taken(
      root,
      [entry({ at: 10, question: 'Old?', token: '7' })],
      [entry({ at: 20, seen: 21, question: 'New?' })],
      // Out of a cache.
      [entry({ at: 15, seen: 30, question: 'Between?' })],
    );
    expect(changes).toMatchObject({ fresh: 1, changed: 1 });
    const { markets } = await stored(root);
    expect(markets[0]?.facts).toMatchObject({ question: 'New?', tokens: ['7', undefined] });
  });

  test('keeps the winner it knew first, and says what contradicts it, once', async () => {
    const root = temporaryFolder();
    const first = await taken(root, [entry({ at: 10, payout: 1_000_000 })]);
    expect(first.manifest.defects).toEqual({});
    const second = await taken(
      root,
      [entry({ at: 20, payout: 0 })],
      [entry({ at: 21, payout: 0 })],
    );
    expect(second.changes).toMatchObject({ contradicted: ['market-1'], resolved: 0 });
    expect(second.manifest.defects).toEqual({ winner_contradicted: 1 });
    const third = await taken(root, [entry({ at: 30, payout: 0 })]);
    expect(third.changes.contradicted).toEqual([]);
    const { resolutions, faults } = await stored(root);
    expect([...resolutions.values()]).toEqual([
      {
        resolution: { payout: 1_000_000, at: 10, source: 'venue' },
        note: 'Gamma, strict winner rule; contradicted: at 20 µs the venue said that it pays 0',
      },
    ]);
    expect(faults).toEqual([]);
  });

  test('tells a dispute after the winner from an older answer out of a cache', async () => {
    const root = temporaryFolder();
    await taken(root, [entry({ at: 10, payout: 500_000 })]);
    const old = await taken(root, [entry({ at: 5, seen: 20, status: 'disputed' })]);
    expect(old.changes.contradicted).toEqual([]);
    const fresh = await taken(root, [entry({ at: 30, status: 'disputed' })]);
    expect(fresh.changes.contradicted).toEqual(['market-1']);
    const { resolutions } = await stored(root);
    expect(resolutions.get(0)?.note).toContain('at 30 µs the venue said that it is disputed');
    expect(resolutions.get(0)?.resolution.payout).toBe(500_000);
  });

  test('counts what cannot be used once, until it can', async () => {
    const root = temporaryFolder();
    const refusal = refuse('not_binary', 'market-3 has 3 outcomes, not two');
    const bad = { rowId: '3', seenAt: 1 as Timestamp, slug: 'market-3', refusal };
    const first = await taken(root, [bad], [bad]);
    expect(first.manifest).toMatchObject({
      quarantine: { not_binary: 1 },
      rows: { markets: 0, quarantine: 1 },
    });
    const second = await taken(root, [entry({ id: 3, at: 5 })]);
    expect(second.manifest).toMatchObject({ quarantine: {}, rows: { markets: 1 } });
  });
});

describe('killed', () => {
  test('before the tables have its rows, it has them next time', async () => {
    const root = temporaryFolder();
    await CatalogueStore.during(root, ORIGIN, async (store) => {
      store.add([entry({ id: 1, at: 1 }), entry({ id: 2, at: 1 })]);
      await store.flush();
    });
    const inbox = join(datasetFolder(root, 'catalogue'), 'scan', 'inbox.ndjson');
    appendFileSync(inbox, '{"row_id": "3", "slug": "mark');
    await CatalogueStore.during(root, ORIGIN, async (store) => {
      expect(store.hasNews).toBe(true);
      expect(readFileSync(inbox, 'utf8').split('\n')).toHaveLength(3);
      await store.merge();
      expect(store.changes.fresh).toBe(2);
    });
    expect(existsSync(inbox)).toBe(false);
  });

  test('before anything was read, it leaves no dataset behind', async () => {
    const root = temporaryFolder();
    await CatalogueStore.during(root, ORIGIN, () => Promise.resolve());
    expect(existsSync(datasetFolder(root, 'catalogue'))).toBe(false);
  });
});

test('rows of another provenance, and other datasets, are not mixed in', async () => {
  const root = temporaryFolder();
  await taken(root, [entry({ at: 1 })]);
  const live = { ...ORIGIN, provenance: 'live' } as const;
  const during = CatalogueStore.during(root, live, () => Promise.resolve());
  await expect(during).rejects.toMatchObject({ code: 'other_facts' });
});
