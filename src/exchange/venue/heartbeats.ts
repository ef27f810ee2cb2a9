import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import type { LocalVenue } from './local-venue.ts';
import type { ApiKey } from './wallet.ts';

/** Without a sign of life for so long all orders of the key are canceled (docs, read 2026-10). */
const SILENCE_SECONDS = 10;

type Chain = { expected: string; timer: Timer };

/** Whether a heartbeat counted, and the id that the next one must carry. */
export type Beat = { readonly isExpected: boolean; readonly next: string };

/**
 * The dead man's switch of each API key, armed by its first heartbeat. The venue looks every five
 * seconds, so it may take longer; here orders go when their time is over.
 */
export class Heartbeats {
  readonly #venue: LocalVenue;
  readonly #chains = new Map<string, Chain>();
  #count = 0;

  constructor(venue: LocalVenue) {
    this.#venue = venue;
  }

  /** `id`: that of the last answer; any begins a chain where there is none. */
  beat(key: ApiKey, id: string): Beat {
    const chain = this.#chains.get(key.id);
    if (chain !== undefined && chain.expected !== id) {
      return { isExpected: false, next: chain.expected };
    }
    const next = this.#venue.ids.uuid('heartbeat', key.id, ++this.#count);
    this.#arm(key, next);
    return { isExpected: true, next };
  }

  /** A heartbeat of the old kind, which names no id. */
  touch(key: ApiKey): void {
    this.beat(key, this.#chains.get(key.id)?.expected ?? '');
  }

  /** Nobody's orders are canceled any more. */
  stop(): void {
    for (const { timer } of this.#chains.values()) this.#venue.time.clearTimer(timer);
    this.#chains.clear();
  }

  #arm(key: ApiKey, expected: string): void {
    const { time } = this.#venue;
    const before = this.#chains.get(key.id);
    if (before !== undefined) time.clearTimer(before.timer);
    const due = (time.now() + SILENCE_SECONDS * MICROS_PER_SECOND) as Timestamp;
    this.#chains.set(key.id, { expected, timer: time.setTimer(due, () => this.#fire(key)) });
  }

  #fire(key: ApiKey): void {
    this.#chains.delete(key.id);
    for (const record of this.#venue.orders.openOf(key)) this.#venue.cancel(record);
  }
}
