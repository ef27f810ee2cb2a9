// A recorder that dies at any moment keeps what it had flushed, doubles nothing, and the next one
// marks what was missed.
import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readFrameLog } from '../../src/archive/frame-log/frame-log-reader.ts';
import type { FrameRecord } from '../../src/archive/frame-log/frame-record.ts';
import { segmentFolder } from '../../src/archive/frame-log/take-segments.ts';
import { datasetFolder } from '../../src/archive/layout.ts';
import { readManifest } from '../../src/archive/manifest-file.ts';
import { verifyArchive } from '../../src/archive/verify-archive.ts';
import { Random } from '../../src/domain/random.ts';
import { startChild } from '../support/children.ts';
import { query, temporaryFolder } from '../support/imported.ts';
import { LOOPBACK } from '../support/loopback-recorder.ts';
import { changeFrame } from '../support/market-frames.ts';
import { MarketServer } from '../support/market-server.ts';
import { SocketServer } from '../support/socket-server.ts';
import { tellFigures } from '../support/tell-figures.ts';

const CHILD = join(import.meta.dirname, '..', 'support', 'record-child.ts');
const TOKENS = ['101', '102', '103'];
/** How often the child flushes, about. */
const FLUSH_MS = 100;
/** POLYDESK_KILLS=50 is the long form of this test. */
const KILLS = Number(process.env.POLYDESK_KILLS ?? 4);

test(`killed ${KILLS} times, a recorder loses nothing that was flushed`, async () => {
  const root = temporaryFolder();
  const sockets = await SocketServer.open();
  const market = new MarketServer(sockets);
  market.list(...TOKENS);
  const busy = new Traffic(market);
  const random = new Random(7, 'kills');
  const losses: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const child = await record(root, sockets.url);
    const before = child.sessions();
    await child.until(() => child.written > 50 && random.integer(100) < 8);
    // It has just said that it flushed: the kill is to come anywhere between two flushes.
    await sleep(random.integer(2 * FLUSH_MS));
    child.process.kill('SIGKILL');
    const killedAt = performance.now();
    await child.gone;
    const records = await recordsOf(root, before);
    // Without a hole, and all that had been reported as written.
    expect(records.map((one) => one.seq)).toEqual(records.map((_, i) => i + 1));
    expect(records.length).toBeGreaterThanOrEqual(child.written);
    losses.push(busy.lost(records, killedAt));
    expect(child.troubles).toEqual([]);
  }
  const last = await record(root, sockets.url);
  await last.until(() => last.written > 50);
  last.process.kill('SIGTERM');
  await last.gone;
  expect(last.troubles).toEqual([]);
  busy.stop();
  await sockets.close();
  await proveArchive(root);
  const worst = Math.max(...losses);
  tellFigures(`${KILLS} kills, at most ${worst.toFixed(0)} ms lost, archive verified`);
  // Wall time is asserted only where the machine is idle enough for it to mean something.
  if (process.env.POLYDESK_KILLS !== undefined) expect(worst).toBeLessThan(1_000);
}, 600_000);

/** Every change that a log holds is one row, each book begins anew after a kill, nothing twice. */
async function proveArchive(root: string): Promise<void> {
  const [report] = await verifyArchive(root);
  expect(report?.ok).toBe(true);
  const folder = datasetFolder(root, LOOPBACK);
  const manifest = await readManifest(folder);
  expect(manifest?.defects.recorder_killed).toBe(KILLS);
  // Each session ends with a gap of every book, the last one too.
  expect(manifest?.rows.gaps).toBe((KILLS + 1) * TOKENS.length);
  expect(manifest?.quarantine).toEqual({});
  const events = (await recordsOf(root, [])).filter((one) => one.text.startsWith('levels '));
  const rows = join(folder, 'events', '**', '*.parquet');
  const [counted] = await query(`SELECT count(*)::INTEGER AS changes,
    count(DISTINCT size)::INTEGER AS different
    FROM read_parquet('${rows}', hive_partitioning = false) WHERE kind = 1 AND flags & 2 = 0`);
  expect(counted).toEqual({ changes: events.length, different: events.length });
}

/** A market that changes all the time; every change has a size of its own. */
class Traffic {
  readonly #market: MarketServer;
  readonly #timer: NodeJS.Timeout;
  /** When each change was sent, by its size. */
  readonly #sentAt: number[] = [];

  constructor(market: MarketServer) {
    this.#market = market;
    this.#timer = setInterval(() => this.#burst(), 10);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** How long before the kill the first change was sent that a log does not hold, ms. */
  lost(records: readonly FrameRecord[], killedAt: number): number {
    const sizes = records.flatMap((one) => {
      const size = /^levels \d+ \d+ \d+ \d+ (\d+)$/.exec(one.text)?.[1];
      return size === undefined ? [] : [Number(size) / 1_000_000];
    });
    const first = Math.max(...sizes) + 1;
    return killedAt - (this.#sentAt[first] ?? killedAt);
  }

  #burst(): void {
    for (let i = 0; i < 10; i++) {
      const size = this.#sentAt.length;
      this.#sentAt.push(performance.now());
      const token = TOKENS[size % TOKENS.length] ?? '101';
      this.#market.publish(token, changeFrame(size, { token, size: `${size}` }));
    }
  }
}

type Child = {
  readonly process: ChildProcess;
  readonly gone: Promise<void>;
  readonly written: number;
  readonly troubles: readonly string[];
  /** Segments that were there when it began. */
  sessions(): readonly string[];
  until(holds: () => boolean): Promise<void>;
};

async function record(root: string, url: string): Promise<Child> {
  const names = segmentsIn(root);
  const child = startChild(process.execPath, [CHILD, root, url, ...TOKENS], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  let written = 0;
  let wake = () => {};
  child.stdout.on('data', (piece: Buffer) => {
    for (const line of piece.toString('utf8').split('\n')) {
      if (line.startsWith('written ')) written = Number(line.slice(8));
      else if (line !== '') lines.push(line);
    }
    wake();
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const until = async (holds: () => boolean) => {
    while (!holds() && child.exitCode === null) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    process: child,
    gone,
    until,
    sessions: () => names,
    get written() {
      return written;
    },
    get troubles() {
      return lines.filter((line) => line !== 'recording' && line !== 'stopped');
    },
  };
}

function segmentsIn(root: string): string[] {
  try {
    return readdirSync(segmentFolder(root, LOOPBACK)).sort();
  } catch {
    return [];
  }
}

/** Of the segments that are new. */
async function recordsOf(root: string, before: readonly string[]): Promise<FrameRecord[]> {
  const records: FrameRecord[] = [];
  for (const name of segmentsIn(root).filter((one) => !before.includes(one))) {
    for await (const block of readFrameLog(join(segmentFolder(root, LOOPBACK), name))) {
      if ('records' in block) records.push(...block.records);
    }
  }
  return records;
}
