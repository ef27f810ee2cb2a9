import type { Timestamp } from '../../domain/units.ts';
import type { LevelChange, MarketMessage } from '../../ports/venue-wire.ts';

export type LevelsChanged = Extract<MarketMessage, { kind: 'LevelsChanged' }>;

/** More than come while a snapshot is on its way; beyond, the oldest are let go. */
const MOST = 500;

/**
 * Changes of one token that came while its snapshot was awaited. Those older than the snapshot are
 * in it; but the venue may send a change before a snapshot that does not contain it yet, and
 * nothing would ever show that it was dropped.
 */
export class EarlyChanges {
  readonly #kept: LevelsChanged[] = [];
  /** Venue time of the newest one that was let go. */
  #lostUntil: Timestamp | undefined;

  keep(change: LevelChange, { kind, market, tsEvent }: LevelsChanged): void {
    this.#kept.push({ kind, market, tsEvent, changes: [change] });
    const lost = this.#kept.length > MOST ? this.#kept.shift() : undefined;
    if (lost === undefined) return;
    this.#lostUntil = Math.max(this.#lostUntil ?? 0, lost.tsEvent) as Timestamp;
  }

  /** Is something missing that a snapshot of this time does not contain? */
  isOvertaken(tsEvent: Timestamp): boolean {
    return this.#lostUntil !== undefined && this.#lostUntil > tsEvent;
  }

  /** In order of arrival, what a snapshot of this time may lack. A change twice is harmless. */
  since(tsEvent: Timestamp): readonly LevelsChanged[] {
    return this.#kept.filter((message) => message.tsEvent >= tsEvent);
  }
}
