// A small recording in the form of btc-5m-books, so that commands can be run from end to end
// without real data. Its books are invented: for tests only, never for a result.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** 2026-04-13 12:00:00 UTC. */
const START = 1_776_081_600;
const LIFE = 300;

/**
 * Writes `markets` five-minute windows from `start` (unix seconds) on, with a book every quarter of
 * a second, into `folder`. Every window's first token climbs to 0.95 or falls to 0.07, whichever
 * its number says.
 */
export async function writeRecording(
  folder: string,
  markets: number,
  start = START,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'books.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    'CREATE TABLE t (timestamp DOUBLE, slug VARCHAR, asset_id VARCHAR, raw_data VARCHAR)',
  );
  for (let market = 0; market < markets; market++) {
    const rows: string[] = [];
    const opensAt = start + market * LIFE;
    for (let step = 1; step < LIFE * 4; step++) {
      const at = opensAt + step / 4;
      const frame = JSON.stringify(frameOf(market, at, cents(market, step)));
      rows.push(`(${at}, 'btc-updown-5m-${opensAt}', '${market + 1}', '${frame}')`);
    }
    await connection.run(`INSERT INTO t VALUES ${rows.join(',')}`);
  }
  await connection.run(`COPY t TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

/** The best bid in cents: from 50 up or down, with a small wave so that books change. */
function cents(market: number, step: number): number {
  const way = market % 3 === 2 ? -1 : 1;
  const drift = Math.min(44, Math.floor(step / 22));
  return 50 + way * drift + (step % 8 === 0 ? 1 : 0);
}

function frameOf(market: number, at: number, bid: number) {
  const level = (hundredths: number, size: number) => ({
    price: (hundredths / 100).toFixed(2),
    size: size.toFixed(2),
  });
  return {
    market: `0x${String(market + 1).padStart(64, '0')}`,
    asset_id: String(market + 1),
    bids: [level(1, 500), level(bid - 1, 80), level(bid, 40.5)],
    asks: [level(99, 500), level(bid + 2, 90), level(bid + 1, 33)],
    hash: `${market}-${at}`,
    timestamp: String(Math.round(at * 1000)),
    event_type: 'book',
  };
}
