// Small archives written by hand, and what a replay makes of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveSource, type ArchiveSourceOptions } from '../../src/archive/archive-source.ts';
import { importRecording } from '../../src/archive/import-recording.ts';
import type { Importer, UnitWriter } from '../../src/archive/importer.ts';
import { UNTOLD } from '../../src/domain/market-facts.ts';
import type { Provenance } from '../../src/domain/provenance.ts';
import { ASK, BID } from '../../src/domain/side.ts';
import type { Price, Shares, Timestamp } from '../../src/domain/units.ts';
import { temporaryFolder } from './imported.ts';
import { feedWire, polymarketWire } from './wire.ts';

const S = 1_000_000;
/** Seconds after 2026-04-13 12:00:00 UTC. */
export const time = (seconds: number) => (1_776_081_600 * S + seconds * S) as Timestamp;
export const level = (price: number, size: number) => ({
  price: Int32Array.of(price),
  size: Float64Array.of(size),
});

/** Archives what `write` writes, as a dataset that is replayed by the time of arrival. */
export async function archived(
  root: string,
  name: string,
  write: (writer: UnitWriter) => void,
  provenance: Provenance = 'simulated',
) {
  const input = join(temporaryFolder(), 'source.txt');
  writeFileSync(input, name);
  const importer: Importer = {
    name: 'made-up',
    version: 1,
    recognize: async ({ files }) => ({
      dataset: {
        name,
        source: 'made up for a test',
        licence: { text: 'own', class: 'own' },
        provenance,
        replayClock: 'init',
        notes: [],
        complete: { firstWithinSeconds: 15, lastAfterSeconds: -10, moreMessagesThan: 1 },
      },
      units: [{ key: 'all', inputs: files, rows: 1, read: async (writer) => write(writer) }],
    }),
  };
  return importRecording({
    input,
    root,
    importers: [importer],
    wire: polymarketWire,
    feeds: feedWire,
  });
}

/** A market of 300 s with a view of each token, prints, and a reference feed. */
export function twoViews(writer: UnitWriter, slug = 'btc-x', start = 0): void {
  const market = writer.market({
    ...UNTOLD,
    slug,
    category: 'crypto',
    asset: 'btc',
    opensAt: time(start),
    closesAt: time(start + 300),
    source: 'made up',
  });
  const at = (outcome: 0 | 1, seconds: number) => ({
    market,
    outcome,
    tsEvent: time(start + seconds) - 1_000,
    tsInit: time(start + seconds),
    source: { file: 'f', row: 1 },
  });
  const raw = () => '';
  for (const seconds of [1, 100, 295]) {
    const bid = (400_000 + seconds * 1_000) as Price;
    writer.book(at(0, seconds), level(bid, 5), level(bid + 10_000, 6), undefined, raw);
  }
  writer.book(at(1, 2), level(500_000, 5), level(600_000, 6), undefined, raw);
  writer.trade(at(1, 50), BID, 480_000 as Price, 3 as Shares, raw);
  writer.trade(at(0, 51), ASK, 520_000 as Price, 4 as Shares, raw);
  writer.resolution(market, { payout: 1_000_000, at: time(start + 310), source: 'venue' }, 'told');
}

export type Row = readonly [
  second: number,
  kind: number,
  market: number,
  outcome: number,
  price: number,
];

export async function rowsOf(root: string, options: ArchiveSourceOptions = {}): Promise<Row[]> {
  const source = await ArchiveSource.open(root, options);
  const rows: Row[] = [];
  for await (const tape of source.tapes()) {
    for (let i = 0; i < tape.length; i++) {
      const second = (tape.tsInit[i]! - time(0)) / S;
      rows.push([second, tape.kind[i]!, tape.market[i]!, tape.outcome[i]!, tape.price[i]!]);
    }
  }
  source.close();
  return rows;
}
