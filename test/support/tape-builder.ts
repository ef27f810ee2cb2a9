// Rows by name, grouped into messages: the last row of each message carries FLAG_LAST.
import { ASK, BID, type BookSide } from '../../src/domain/side.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  GAP_REASONS,
  type GapReason,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_LIST,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
  type Tape,
} from '../../src/domain/tape.ts';
import { type Row, tapeOf } from './tape-rows.ts';

/** Price in cents and size in whole shares. */
export type Level = readonly [cents: number, shares: number];

/** Where a row belongs when it is not the first token of the first market. */
export type Place = { readonly market?: number; readonly outcome?: number };

export const CENT = 10_000;
export const SHARE = 1_000_000;

/** A message: rows at one time. Times are µs. */
export type Message = readonly Row[];

export function messagesToTape(...messages: readonly Message[]): Tape {
  return tapeOf(messages.flatMap(closed));
}

/** A whole book of a token. */
export function bookAt(at: number, bids: readonly Level[], asks: readonly Level[], place?: Place) {
  const rows: Row[] = [{ kind: KIND_CLEAR, at }];
  for (const level of bids) rows.push(levelRow(at, BID, level));
  for (const level of asks) rows.push(levelRow(at, ASK, level));
  return rows.map((row) => ({ ...row, ...place, flags: FLAG_BOOK }));
}

/** A level's new total. */
export function levelAt(at: number, side: BookSide, level: Level, place?: Place): Message {
  return [{ ...levelRow(at, side, level), ...place }];
}

/** A print that hit `side` of the token's book. */
export function printAt(at: number, side: BookSide, level: Level, place?: Place): Message {
  return [{ ...levelRow(at, side, level), kind: KIND_TRADE, ...place }];
}

export function referenceAt(at: number, price: number, feed = 0, tsEvent = at): Message {
  return [{ kind: KIND_REFERENCE, at, tsEvent, market: feed, size: price }];
}

export function gapAt(at: number, reason: GapReason, market = 0): Message {
  return [{ kind: KIND_GAP, at, market, price: GAP_REASONS.indexOf(reason) }];
}

export function tickAt(at: number, units: number, market = 0): Message {
  return [{ kind: KIND_TICK, at, market, price: units }];
}

export function confirmAt(at: number, market = 0): Message {
  return [{ kind: KIND_CONFIRM, at, market, flags: FLAG_BOOK }];
}

export function listAt(at: number, market: number): Message {
  return [{ kind: KIND_LIST, at, market }];
}

export function openAt(at: number, market = 0): Message {
  return [{ kind: KIND_OPEN, at, market }];
}

export function closeAt(at: number, market = 0): Message {
  return [{ kind: KIND_CLOSE, at, market }];
}

/** A share of `outcome` pays `payout` units of 1e-6. */
export function resolveAt(at: number, payout: number, place?: Place): Message {
  return [{ kind: KIND_RESOLVE, at, price: payout, ...place }];
}

function levelRow(at: number, side: BookSide, [cents, shares]: Level): Row {
  return { kind: KIND_LEVEL, at, side, price: cents * CENT, size: shares * SHARE };
}

function closed(message: Message): Row[] {
  return message.map((row, i) =>
    i === message.length - 1 ? { ...row, flags: (row.flags ?? 0) | FLAG_LAST } : row,
  );
}
