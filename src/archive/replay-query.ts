import type { Resolution } from '../domain/market.ts';
import { FLAG_LAST, KIND_CLOSE, KIND_OPEN, KIND_REFERENCE, KIND_RESOLVE } from '../domain/tape.ts';
import { type Duck, sqlText } from './duck.ts';
import { clockColumn, scanOf } from './event-scan.ts';
import type { OpenDataset } from './open-datasets.ts';
import type { FileRecord } from './receipt.ts';
import { type Chunk, within } from './replay-chunks.ts';
import type { UniverseMarket } from './universe.ts';

/** The origin of rows that no dataset's events hold: their market column is already the run's. */
export const BESIDE = 255;

/** Files of one dataset that a replay reads. */
export type ReplayFiles = {
  readonly dataset: OpenDataset;
  readonly events: readonly FileRecord[];
  readonly references: readonly FileRecord[];
};

/**
 * At one instant a market opens, closes and pays out before anything else happens to it, and a
 * reference price is known before the books that may have moved because of it.
 */
const RANK_OPEN = 0;
const RANK_CLOSE = 1;
const RANK_RESOLVE = 2;
const RANK_REFERENCE = 3;
const RANK_EVENT = 4;

/** Makes the tables that {@link chunkQuery} reads beside the files. */
export async function prepareReplay(
  duck: Duck,
  universe: readonly UniverseMarket[],
  feeds: readonly string[],
): Promise<void> {
  await duck.run(`CREATE OR REPLACE TABLE turns
    (clock DOUBLE, rank UTINYINT, market INTEGER, kind UTINYINT, price INTEGER)`);
  const turns = await duck.connection.createAppender('turns');
  const add = (at: number, rank: number, market: number, kind: number, price: number) => {
    turns.appendDouble(at);
    turns.appendUTinyInt(rank);
    turns.appendInteger(market);
    turns.appendUTinyInt(kind);
    turns.appendInteger(price);
    turns.endRow();
  };
  for (const [index, { facts, resolution }] of universe.entries()) {
    if (facts.opensAt !== undefined) add(facts.opensAt, RANK_OPEN, index, KIND_OPEN, 0);
    if (facts.closesAt !== undefined) add(facts.closesAt, RANK_CLOSE, index, KIND_CLOSE, 0);
    if (resolution === undefined) continue;
    const { at, payout }: Resolution = resolution.resolution;
    add(at, RANK_RESOLVE, index, KIND_RESOLVE, payout);
  }
  turns.closeSync();
  await duck.run('CREATE OR REPLACE TABLE feeds (feed VARCHAR, feed_number INTEGER)');
  const names = await duck.connection.createAppender('feeds');
  for (const [index, feed] of feeds.entries()) {
    names.appendVarchar(feed);
    names.appendInteger(index);
    names.endRow();
  }
  names.closeSync();
}

/**
 * SQL for all rows of a piece of time in replay order, with the columns of TAPE_COLUMNS. `turns`
 * says whether openings, closes and payouts are among them.
 */
export function chunkQuery(files: readonly ReplayFiles[], chunk: Chunk, turns = true): string {
  const parts = [
    ...(turns ? [turnPart(chunk)] : []),
    ...files.flatMap((one, origin) => eventPart(one, chunk, origin)),
    ...files.flatMap((one, origin) => referencePart(one, chunk, origin)),
  ];
  return `SELECT clock, ts_event, size, market, price, token, kind, side, flags, origin
    FROM (${parts.join(' UNION ALL ')}) ORDER BY clock, rank, origin, seq`;
}

function turnPart({ from, to }: Chunk): string {
  return `SELECT clock, clock AS ts_event, 0::DOUBLE AS size, market, price, 0::UTINYINT AS token,
      kind, 0::UTINYINT AS side, ${FLAG_LAST}::UTINYINT AS flags, ${BESIDE}::UTINYINT AS origin,
      rank, market::BIGINT AS seq
    FROM turns WHERE clock >= ${from} AND clock < ${to}`;
}

function eventPart({ dataset, events }: ReplayFiles, chunk: Chunk, origin: number): string[] {
  const files = within(events, chunk);
  if (files.length === 0) return [];
  const clock = clockColumn(dataset.manifest.replayClock);
  return [
    `SELECT ${clock}::DOUBLE AS clock, ${knownOr(clock)} AS ts_event,
      coalesce(size, -1)::DOUBLE AS size, market, price, token, kind, side, flags,
      ${origin}::UTINYINT AS origin, ${RANK_EVENT}::UTINYINT AS rank, seq
    FROM ${scanOf(dataset.folder, files)} ${during(clock, chunk)}`,
  ];
}

function referencePart(one: ReplayFiles, chunk: Chunk, origin: number): string[] {
  const { dataset } = one;
  const files = within(one.references, chunk);
  if (files.length === 0) return [];
  const clock = clockColumn(dataset.manifest.replayClock);
  return [
    `SELECT ${clock}::DOUBLE AS clock, ${knownOr(clock)} AS ts_event, price::DOUBLE AS size,
      feed_number AS market, 0 AS price, 0::UTINYINT AS token,
      ${KIND_REFERENCE}::UTINYINT AS kind, 0::UTINYINT AS side, ${FLAG_LAST}::UTINYINT AS flags,
      ${BESIDE}::UTINYINT AS origin, ${RANK_REFERENCE}::UTINYINT AS rank,
      seq + ${origin} * 1e12::BIGINT AS seq
    FROM ${scanOf(dataset.folder, files)} JOIN feeds USING (feed) ${during(clock, chunk)}`,
  ];
}

/** The venue's time, NaN where it is not known; when it is the replay clock it always is. */
function knownOr(clock: string): string {
  return clock === 'ts_event' ? 'ts_event::DOUBLE' : `coalesce(ts_event::DOUBLE, ${NAN})`;
}

const NAN = `${sqlText('nan')}::DOUBLE`;

function during(clock: string, { from, to }: Chunk): string {
  return `WHERE ${clock} >= ${from} AND ${clock} < ${to}`;
}
