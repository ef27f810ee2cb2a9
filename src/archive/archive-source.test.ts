import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { archived, level, type Row, rowsOf, time, twoViews } from '../../test/support/archived.ts';
import { query, temporaryFolder } from '../../test/support/imported.ts';
import { recording, testRecorded } from '../../test/support/recorded.ts';
import { feedWire, polymarketWire } from '../../test/support/wire.ts';
import { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import type { MarketIndex, TokenId } from '../domain/ids.ts';
import { UNTOLD } from '../domain/market-facts.ts';
import {
  GAP_REASONS,
  KIND_CLOSE,
  KIND_GAP,
  KIND_LEVEL,
  KIND_LIST,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
} from '../domain/tape.ts';
import { archiveInfo } from './archive-info.ts';
import { ArchiveSource } from './archive-source.ts';
import { importRecording } from './import-recording.ts';

import { btc5mBooks } from './importers/btc-5m-books.ts';

describe('a replay', () => {
  test('is the market’s life, one token’s book, both tokens’ prints, and the feeds', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      twoViews(writer);
      writer.reference('chainlink/btcusd', Number.NaN, time(50), 70_000_500_000, '70000.5');
    });
    const source = await ArchiveSource.open(root);
    expect(source.markets).toMatchObject([{ slug: 'btc-x', takerDelayMs: 250 }]);
    expect(source.markets[0]).not.toHaveProperty('resolution');
    expect(source.feeds).toEqual(['chainlink/btcusd']);
    expect(source.hasTrades).toEqual([true]);
    expect(source.resolutions).toMatchObject([{ payout: 1_000_000, source: 'venue' }]);
    expect(source.coverage).toMatchObject([
      { complete: true, series: expect.stringMatching(/^first/) },
    ]);
    expect(source.origins).toMatchObject([{ dataset: 'one', provenance: 'simulated' }]);
    source.close();
    const rows = await rowsOf(root);
    const told = rows.filter(([, kind]) => kind !== KIND_LEVEL && kind !== 0 && kind !== 3);
    expect(told.map(([second, kind]) => [second, kind])).toEqual([
      [0, KIND_LIST],
      [0, KIND_OPEN],
      [50, KIND_REFERENCE],
      [50, KIND_TRADE],
      [51, KIND_TRADE],
      [300, KIND_CLOSE],
      [310, KIND_RESOLVE],
    ]);
    expect(rows.filter(([, kind]) => kind === KIND_LEVEL).every((row) => row[3] === 0)).toBe(true);
    expect(rows.at(-1)).toEqual([310, KIND_RESOLVE, 0, 0, 1_000_000]);
  });

  test('tells of a market when its recorder knew of it, and then what came before', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      twoViews(writer, 'early', 0);
      writer.market({ ...UNTOLD, slug: 'early', knownSince: time(-500), source: 'a recorder' });
      twoViews(writer, 'late', 0);
      writer.market({ ...UNTOLD, slug: 'late', knownSince: time(1), source: 'a recorder' });
    });
    const source = await ArchiveSource.open(root);
    expect(source.markets.map(({ slug }) => slug)).toEqual(['early', 'late']);
    source.close();
    const turns = (await rowsOf(root)).filter(
      ([, kind]) => kind === KIND_LIST || kind === KIND_OPEN,
    );
    expect(turns.map(([second, kind, market]) => [second, kind, market])).toEqual([
      [-500, KIND_LIST, 0],
      [0, KIND_OPEN, 0],
      [1, KIND_LIST, 1],
      [1, KIND_OPEN, 1],
    ]);
  });

  test('keeps both views when asked to', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', twoViews);
    const levels = (rows: readonly Row[]) => rows.filter(([, kind]) => kind === KIND_LEVEL);
    const both = levels(await rowsOf(root, { mirror: 'keep' }));
    const one = levels(await rowsOf(root));
    expect(new Set(both.map((row) => row[3]))).toEqual(new Set([0, 1]));
    expect(both).toHaveLength(one.length + 2);
  });

  test('is the same in pieces of any size and with any number of threads', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      for (let i = 0; i < 20; i++) twoViews(writer, `m-${i}`, i * 170);
      for (let i = 0; i < 500; i++) writer.reference('f', Number.NaN, time(i * 10), i, `${i}`);
    });
    await archived(root, 'two', (writer) => twoViews(writer, 'other', 1_000));
    const whole = await rowsOf(root, { threads: 1 });
    expect(whole.map(([second]) => second)).toEqual(whole.map(([s]) => s).sort((a, b) => a - b));
    for (const chunkRows of [40, 300]) {
      expect(await rowsOf(root, { chunkRows, threads: 2 })).toEqual(whole);
    }
  });

  test('takes a market that two datasets hold from the one that heard more', async () => {
    const root = temporaryFolder();
    await archived(root, 'little', (writer) => {
      const market = writer.market({ ...UNTOLD, slug: 'btc-x', question: 'Up?', source: 's' });
      const at = { market, outcome: 0, tsEvent: Number.NaN, tsInit: time(3) } as const;
      const source = { file: 'f', row: 1 };
      writer.book({ ...at, source }, level(1_000, 1), level(2_000, 1), undefined, () => '');
    });
    await archived(root, 'more', twoViews);
    const source = await ArchiveSource.open(root);
    expect(source.markets).toMatchObject([{ slug: 'btc-x', question: 'Up?' }]);
    expect(source.universe[0]?.dataset).toBe(1);
    source.close();
    expect((await rowsOf(root)).some((row) => row[1] === KIND_LEVEL && row[4] === 1_000)).toBe(
      false,
    );
  });

  test('leaves out a dataset that has nothing to say of the chosen markets', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      twoViews(writer);
      for (const at of [-900, 20, 900]) {
        writer.reference('near', time(at), time(at), 1_000_000, '1');
      }
    });
    await archived(root, 'other', (writer) => {
      twoViews(writer, 'other', 10_000);
      writer.reference('far', Number.NaN, time(10_000), 1_000_000, '1');
    });
    await archived(root, 'prices', (writer) => {
      writer.reference('beside', Number.NaN, time(30), 1_000_000, '1');
    });
    await archived(root, 'winners', (writer) => {
      const market = writer.market({ ...UNTOLD, slug: 'btc-x', source: 'made up' });
      writer.resolution(market, { payout: 0, at: time(310), source: 'final_price' }, 'told');
    });
    const source = await ArchiveSource.open(root, { markets: ['btc-x'] });
    expect(source.origins.map(({ dataset }) => dataset)).toEqual(['one', 'prices', 'winners']);
    expect(source.feeds).toEqual(['beside', 'near']);
    source.close();
    const rows = await rowsOf(root, { markets: ['btc-x'] });
    const prices = rows.filter(([, kind]) => kind === KIND_REFERENCE);
    expect(prices.map(([second]) => second)).toEqual([20, 30]);
    expect([rows[0]?.[0], rows.at(-1)?.[0]]).toEqual([0, 310]);
  });

  test('tells no tick size that comes later', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      twoViews(writer);
      const market = writer.market({ ...UNTOLD, slug: 'btc-x', source: 'made up' });
      const at = { market, outcome: 0, tsEvent: time(297), tsInit: time(297) } as const;
      const source = { file: 'f', row: 2 };
      writer.book({ ...at, source }, level(970_100, 1), level(970_200, 1), undefined, () => '');
    });
    const source = await ArchiveSource.open(root);
    expect(source.markets[0]?.ticks).toMatchObject([{ tick: 1_000 }]);
    source.close();
    expect((await rowsOf(root)).filter(([, kind]) => kind === KIND_TICK)).toEqual([
      [1, KIND_TICK, 0, 0, 1_000],
      [297, KIND_TICK, 0, 0, 100],
    ]);
  });

  test('trusts no book after the last that was heard of a market cut short', async () => {
    const root = temporaryFolder();
    await archived(root, 'one', (writer) => {
      const market = writer.market({
        ...UNTOLD,
        slug: 'cut',
        opensAt: time(0),
        closesAt: time(300),
        source: 'made up',
      });
      const at = { market, outcome: 1, tsEvent: time(100), tsInit: time(100) } as const;
      const source = { file: 'f', row: 1 };
      writer.book({ ...at, source }, level(400_000, 1), level(410_000, 1), undefined, () => '');
    });
    expect((await rowsOf(root)).filter(([, kind]) => kind === KIND_GAP)).toEqual([
      [100.000001, KIND_GAP, 0, 0, GAP_REASONS.indexOf('recording_gap')],
    ]);
    const source = await ArchiveSource.open(root);
    expect(source.coverage).toMatchObject([
      { gaps: [{ from: time(100), to: time(300), reason: 'recording_gap' }] },
    ]);
    source.close();
  });

  test('settles a market for the token that won, whichever a dataset counts first', async () => {
    const root = temporaryFolder();
    const [up, down] = ['1', '2'] as unknown as [TokenId, TokenId];
    const facts = { ...UNTOLD, slug: 'btc-x', source: 'made up' };
    await archived(root, 'books', (writer) => {
      const market = writer.market({ ...facts, tokens: [down, undefined] });
      const at = { market, outcome: 0, tsEvent: time(3), tsInit: time(3) } as const;
      const source = { file: 'f', row: 1 };
      writer.book({ ...at, source }, level(400_000, 1), level(410_000, 1), undefined, () => '');
      const proxy = { payout: 0, at: time(300), source: 'final_price' } as const;
      writer.resolution(market, proxy, 'proxy');
    });
    await archived(root, 'outcomes', (writer) => {
      const market = writer.market({ ...facts, tokens: [up, down], labels: ['Up', 'Down'] });
      const official = { payout: 1_000_000, at: time(310), source: 'venue' } as const;
      writer.resolution(market, official, 'official');
    });
    const source = await ArchiveSource.open(root);
    expect(source.resolutions).toMatchObject([{ payout: 0, source: 'venue' }]);
    source.close();
  });

  test('takes no winner from a dataset whose tokens cannot be matched', async () => {
    const root = temporaryFolder();
    const facts = { ...UNTOLD, slug: 'btc-x', source: 'made up' };
    await archived(root, 'books', (writer) => {
      const market = writer.market({ ...facts, tokens: ['2' as TokenId, undefined] });
      const at = { market, outcome: 0, tsEvent: time(3), tsInit: time(3) } as const;
      const source = { file: 'f', row: 1 };
      writer.book({ ...at, source }, level(400_000, 1), level(410_000, 1), undefined, () => '');
    });
    await archived(root, 'outcomes', (writer) => {
      const market = writer.market({ ...facts, labels: ['Up', 'Down'] });
      const official = { payout: 1_000_000, at: time(310), source: 'venue' } as const;
      writer.resolution(market, official, 'official');
    });
    const source = await ArchiveSource.open(root);
    expect(source.resolutions).toEqual([undefined]);
    source.close();
  });
});

test('a price path has no more points than asked for and ends with the last book', async () => {
  const root = temporaryFolder();
  await archived(root, 'one', twoViews);
  const source = await ArchiveSource.open(root);
  const path = await source.pricePath(0 as MarketIndex, 100);
  expect(path.bid).toEqual([401_000, 500_000, 695_000]);
  expect(path.ask.at(-1)).toBe(705_000);
  expect((await source.pricePath(0 as MarketIndex, 1)).bid).toEqual([695_000]);
  source.close();
});

test('the description of an archive counts what is decided and what is not', async () => {
  const root = temporaryFolder();
  await archived(root, 'one', (writer) => {
    twoViews(writer);
    writer.market({ ...UNTOLD, slug: 'never-heard', source: 's' });
  });
  const [described] = await archiveInfo(root);
  expect(described).toMatchObject({
    decided: { venue: 1, reference: 0, final_price: 0 },
    undecided: 0,
    withoutEvents: 1,
  });
  expect(described?.markets[0]).toMatchObject({ slug: 'btc-x', resolutionNote: 'told' });
  expect(described?.bytes).toBeGreaterThan(0);
});

testRecorded(
  'recorded books replay trusted and never crossed, every message',
  recording('btc-5m-books-2026-04'),
  async (folder) => {
    const root = temporaryFolder();
    const input = join(temporaryFolder(), 'part.parquet');
    await query(`COPY (
      SELECT * FROM read_parquet('${join(folder, 'btc5m_book_2026-04-14.parquet')}')
      WHERE slug < 'btc-updown-5m-1776155400'
    ) TO '${input}' (FORMAT parquet)`);
    const { manifest } = await importRecording({
      input,
      root,
      importers: [btc5mBooks],
      wire: polymarketWire,
      feeds: feedWire,
    });
    const source = await ArchiveSource.open(root);
    const books = source.markets.map((market) => new MarketBook(market.ticks[0]!.tick));
    let messages = 0;
    let faults = 0;
    for await (const tape of source.tapes()) {
      for (let row = 0; row < tape.length; row++) {
        const book = books[tape.market[row]!];
        if (book === undefined || tape.kind[row]! >= KIND_REFERENCE) continue;
        // The recording of a market ends.
        if (tape.kind[row] === KIND_GAP) continue;
        applyBookRow(book, tape, row);
        if ((tape.flags[row]! & 1) === 0) continue;
        messages++;
        if (book.isCrossed || !book.isTrusted) faults++;
      }
    }
    const heard = source.universe.reduce((sum, { truth }) => sum + truth.books, 0);
    expect({ messages, faults }).toEqual({ messages: heard, faults: 0 });
    expect(heard).toBeLessThan(manifest.counts.books);
    source.close();
  },
  120_000,
);
