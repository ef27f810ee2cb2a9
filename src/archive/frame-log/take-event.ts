import { ASK, BID } from '../../domain/side.ts';
import type { GapReason } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { At, RawText, UnitWriter } from '../importer.ts';
import type { LevelEvent, LevelsEvent, RecordedEvent, TokenNumber } from './event-text.ts';

/** What is about books and prints; reference prices go another way. */
export type BookEvent = Exclude<RecordedEvent, { kind: 'price' }>;

/** Where the rows of an event go: into an archive, or straight to an engine. */
export type EventRows = Pick<UnitWriter, 'book' | 'restate' | 'delta' | 'tick' | 'trade'> & {
  /** A token's market, outcome and the time; undefined: its rows are not wanted. */
  placeOf(event: BookEvent, token: TokenNumber, tsEvent: number, raw: RawText): At | undefined;
  /** The book is not known from `from` on. */
  gap(at: At, from: Timestamp, reason: GapReason): void;
};

/** Whether a token's book is known after an event about it; undefined: as it was before. */
export function knowsBook({ kind }: BookEvent): boolean | undefined {
  if (kind === 'book' || kind === 'standing') return true;
  return kind === 'gap' || kind === 'tick' ? false : undefined;
}

/**
 * Turns an event into rows: the one place that does, so that a live run sees what a replay of its
 * recording sees.
 */
export function takeEvent(event: BookEvent, rows: EventRows, raw: RawText): void {
  if (event.kind === 'levels') {
    takeLevels(event, rows, raw);
    return;
  }
  const tsEvent = 'tsEvent' in event ? event.tsEvent : Number.NaN;
  const at = rows.placeOf(event, event.token, tsEvent, raw);
  if (at === undefined) return;
  switch (event.kind) {
    case 'book':
      rows.book(at, event.bids, event.asks, event.tick, raw);
      return;
    case 'standing':
      rows.restate(at, event.bids, event.asks, event.tick, raw);
      return;
    case 'tick':
      rows.tick(at, event.tick);
      return;
    case 'trade':
      rows.trade(at, event.side === 'buy' ? ASK : BID, event.price, event.size, raw, event.isLate);
      return;
    case 'gap':
      rows.gap(at, event.from, event.reason);
  }
}

/** A message may change both tokens' books; each is told for itself, in the order it had. */
function takeLevels(event: LevelsEvent, rows: EventRows, raw: RawText): void {
  const { changes, tsEvent } = event;
  for (let first = 0; first < changes.length; first++) {
    const { token } = changes[first] as LevelEvent;
    if (nextOf(changes, token, 0) < first) continue;
    const at = rows.placeOf(event, token, tsEvent, raw);
    if (at === undefined) continue;
    let next = first;
    while (next < changes.length) {
      const { side, price, size } = changes[next] as LevelEvent;
      next = nextOf(changes, token, next + 1);
      rows.delta(at, side, price, size, next === changes.length, raw);
    }
  }
}

/** Place of the token's next change, from this one on; the end where there is none. */
function nextOf(changes: readonly LevelEvent[], token: TokenNumber, from: number): number {
  let at = from;
  while (at < changes.length && changes[at]?.token !== token) at++;
  return at;
}
