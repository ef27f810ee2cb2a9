import { expect, test } from 'vitest';
import { benchSession, benchSource, benchStrategy } from '../../bench/bench-session.ts';
import { emptyColumns, RandomTape } from '../../bench/random-tape.ts';
import { archiveIn, inTemporaryFolder, writeArchive } from '../../bench/temporary-archive.ts';
import { ArchiveSource } from '../../src/archive/archive-source.ts';
import { KIND_GAP, KIND_LIST, KIND_TICK, type Tape } from '../../src/domain/tape.ts';

const ROWS = 30_000;
const TOKENS = 5;
/** What the archive adds once a market: that it is known, its tick, where its recording ends. */
const ADDED: readonly number[] = [KIND_LIST, KIND_TICK, KIND_GAP];

function rowsOf(tape: Tape): string[] {
  const rows: string[] = [];
  for (let i = 0; i < tape.length; i++) {
    if (ADDED.includes(tape.kind[i] as number)) continue;
    const { tsInit, tsEvent, market, outcome, kind, side, price, size, flags } = tape;
    const values = [tsInit, tsEvent, market, outcome, kind, side, price, size, flags];
    rows.push(values.map((column) => column[i]).join(' '));
  }
  return rows;
}

test('a made-up archive gives back the tape that it was made from', async () => {
  await inTemporaryFolder(async (folder) => {
    const { manifest } = await writeArchive(folder, { tokens: TOKENS, rows: ROWS, seed: 7 });
    expect(manifest).toMatchObject({ provenance: 'simulated', quarantine: {} });
    const source = await ArchiveSource.open(archiveIn(folder));
    const read: string[] = [];
    for await (const tape of source.tapes()) read.push(...rowsOf(tape));
    source.close();
    const made = new RandomTape(TOKENS, 7).fill(emptyColumns(ROWS + 22), ROWS + 22);
    // A whole book (flags 2 and 3) lists its levels in another order.
    const isChange = (row: string) => !/ [23]$/.test(row);
    expect(read.filter(isChange)).toEqual(rowsOf(made).filter(isChange));
    expect(read).toHaveLength(made.length);
  });
});

test('the bench quoter trades, and the venue order rate holds it', () => {
  const { session, journal } = benchSession(benchSource(TOKENS), benchStrategy('quoting'));
  const sent: number[] = [];
  const append = journal.append.bind(journal);
  journal.append = (entry) => {
    if (entry.kind === 'Submitted') sent.push(entry.at);
    append(entry);
  };
  session.loop.play(new RandomTape(TOKENS, 7).fill(emptyColumns(ROWS), ROWS));
  // Two orders may go at once, so 41 can fall into a second.
  const within = sent.map((at, i) => sent.slice(i).filter((later) => later < at + 1e6).length);
  expect(Math.max(...within)).toBeLessThanOrEqual(41);
  expect(journal.orders).toBeGreaterThan(100);
  expect(journal.fills).toBeGreaterThan(0);
  expect(journal.denied).toBe(0);
});
