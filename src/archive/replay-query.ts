import {
  FLAG_LAST,
  FLAG_UNOFFICIAL,
  GAP_REASONS,
  KIND_CLOSE,
  KIND_GAP,
  KIND_LIST,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
} from '../domain/tape.ts';
import type { Duck } from './duck.ts';
import { clockColumn, pathsOf, scanOf } from './event-scan.ts';
import { type Chunk, within } from './replay-chunks.ts';
import type { ReplayFiles } from './replay-files.ts';
import type { UniverseMarket } from './universe.ts';

/** One query of a replay; its rows come as runs, each in order of the clock. */
export type ReplayPart = {
  /** Columns as TapeBuffer.append takes them. */
  readonly sql: string;
  /** Whether the venue's time is a column of its own. */
  readonly hasVenueTime: boolean;
  /** Position of the dataset whose market numbers the rows carry; undefined: those of the run. */
  readonly origin: number | undefined;
  /** Files that it reads. */
  readonly paths: readonly string[];
};

/** Makes the tables that {@link replayParts} reads beside the files. */
export async function prepareReplay(
  duck: Duck,
  universe: readonly UniverseMarket[],
  feeds: readonly string[],
): Promise<void> {
  await duck.run(`CREATE OR REPLACE TABLE turns
    (clock DOUBLE, market INTEGER, kind UTINYINT, price INTEGER,
    flags UTINYINT)`);
  const turns = await duck.connection.createAppender('turns');
  const add = (at: number, market: number, kind: number, price: number, flags = 0) => {
    turns.appendDouble(at);
    turns.appendInteger(market);
    turns.appendUTinyInt(kind);
    turns.appendInteger(price);
    turns.appendUTinyInt(FLAG_LAST | flags);
    turns.endRow();
  };
  for (const [index, { facts, listedAt, resolution, endOfRecording }] of universe.entries()) {
    add(listedAt, index, KIND_LIST, 0);
    // Turns that came before anybody knew of the market are told with it.
    const told = (at: number) => Math.max(at, listedAt);
    if (endOfRecording !== undefined) {
      add(endOfRecording.from + 1, index, KIND_GAP, GAP_REASONS.indexOf('recording_gap'));
    }
    if (facts.opensAt !== undefined) add(told(facts.opensAt), index, KIND_OPEN, 0);
    if (facts.closesAt !== undefined) add(told(facts.closesAt), index, KIND_CLOSE, 0);
    if (resolution === undefined) continue;
    const { at, payout, source } = resolution.resolution;
    add(told(at), index, KIND_RESOLVE, payout, source === 'venue' ? 0 : FLAG_UNOFFICIAL);
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
 * The queries for a piece of time, in the order that decides at equal times: a market opens,
 * closes and pays out before anything else happens to it; a reference price is known before the
 * books that may have moved because of it; then datasets by name, each in the order of its rows'
 * `seq`, which is the order of its files.
 */
export function replayParts(files: readonly ReplayFiles[], chunk: Chunk): ReplayPart[] {
  return [
    turnPart(chunk),
    ...files.flatMap((one) => referencePart(one, chunk)),
    ...files.flatMap((one, origin) => eventPart(one, chunk, origin)),
  ];
}

function turnPart({ from, to }: Chunk): ReplayPart {
  return {
    sql: `SELECT clock, 0::DOUBLE, market, price, 0::UTINYINT, kind, 0::UTINYINT, flags
    FROM turns WHERE clock >= ${from} AND clock < ${to} ORDER BY clock, kind, market`,
    hasVenueTime: false,
    origin: undefined,
    paths: [],
  };
}

export function eventPart(
  { dataset, events, markets }: ReplayFiles,
  chunk: Chunk,
  origin: number,
): ReplayPart[] {
  const files = within(events, chunk);
  if (files.length === 0) return [];
  const clock = clockColumn(dataset.manifest.replayClock);
  const hasVenueTime = clock === 'ts_init';
  const inside = files.every((file) => file.from >= chunk.from && file.to < chunk.to);
  const conditions = [
    ...(inside ? [] : [during(clock, chunk)]),
    ...(markets === undefined ? [] : [`market IN (${markets.join(', ')})`]),
  ];
  return [
    {
      sql: `SELECT ${clock}::DOUBLE, ${hasVenueTime ? `${VENUE_TIME},` : ''}
        coalesce(size, -1)::DOUBLE, market, price, token, kind, side, flags
      FROM ${scanOf(dataset.folder, files)}
      ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}`,
      hasVenueTime,
      origin,
      paths: pathsOf(dataset.folder, files),
    },
  ];
}

function referencePart(
  { dataset, references, referenceTime }: ReplayFiles,
  chunk: Chunk,
): ReplayPart[] {
  const time = {
    from: Math.max(chunk.from, referenceTime.from),
    to: Math.min(chunk.to, referenceTime.to),
  };
  const files = within(references, time);
  if (files.length === 0) return [];
  const clock = clockColumn(dataset.manifest.replayClock);
  return [
    {
      sql: `SELECT ${clock}::DOUBLE, ${VENUE_TIME}, price::DOUBLE, feed_number, 0::INTEGER,
        0::UTINYINT, ${KIND_REFERENCE}::UTINYINT, 0::UTINYINT, ${FLAG_LAST}::UTINYINT
      FROM ${scanOf(dataset.folder, files)} JOIN feeds USING (feed)
      WHERE ${during(clock, time)} ORDER BY ${clock}, seq`,
      hasVenueTime: true,
      origin: undefined,
      paths: pathsOf(dataset.folder, files),
    },
  ];
}

/** NaN where the venue's time is not known. */
const VENUE_TIME = "coalesce(ts_event::DOUBLE, 'nan'::DOUBLE)";

function during(clock: string, { from, to }: Chunk): string {
  return `${clock} >= ${from} AND ${clock} < ${to}`;
}
