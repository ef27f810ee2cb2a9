import { elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { Alert, AlertKind } from '../../ports/notifier.ts';

/** So many alerts are watched at a time; what is beyond passes. */
const WATCHED_MOST = 1_000;

/** Each of these is another: fills are batched before, and what is asked for is told. */
const NEVER_SAME: ReadonlySet<AlertKind> = new Set(['fill', 'summary', 'test', 'lost']);

/** An alert that is watched, by its key, and what was counted of it; as it is kept. */
export type KeptRepeat = readonly [key: string, latest: Alert | null];

type Watched = { readonly since: Monotonic; readonly latest: Alert | undefined };

/**
 * Tells the first of alerts that are the same at once, counts those that follow within the window,
 * and gives them as one, with their count, when it ends.
 */
export class Repeats {
  readonly #windowMs: number;
  readonly #watched = new Map<string, Watched>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** The newest of those that are watched, at most so many. */
  kept(most: number): readonly KeptRepeat[] {
    const all = [...this.#watched].slice(-most);
    return all.map(([key, { latest }]) => [key, latest ?? null]);
  }

  /** Watches those on, for a whole window from now. */
  restore(kept: readonly KeptRepeat[], now: Monotonic): void {
    for (const [key, latest] of kept) {
      this.#watched.set(key, { since: now, latest: latest ?? undefined });
    }
  }

  /** The alert, when it is to be told now; undefined: it is counted. */
  take(alert: Alert, now: Monotonic): Alert | undefined {
    if (NEVER_SAME.has(alert.kind)) return alert;
    const key = `${alert.desk}\n${alert.code}\n${alert.subject}`;
    const watched = this.#watched.get(key);
    if (watched === undefined) {
      if (this.#watched.size < WATCHED_MOST) {
        this.#watched.set(key, { since: now, latest: undefined });
      }
      return alert;
    }
    const count = (watched.latest?.count ?? 0) + alert.count;
    this.#watched.set(key, { since: watched.since, latest: { ...alert, count } });
    return undefined;
  }

  /** Those that were counted in windows that are over. */
  due(now: Monotonic): readonly Alert[] {
    const due: Alert[] = [];
    for (const [key, { since, latest }] of this.#watched) {
      if (elapsedMs(since, now) < this.#windowMs) continue;
      if (latest === undefined) this.#watched.delete(key);
      else {
        due.push(latest);
        this.#watched.set(key, { since: now, latest: undefined });
      }
    }
    return due;
  }

  /** All that are counted and not told yet: at the end. */
  rest(): readonly Alert[] {
    const rest = [...this.#watched.values()].flatMap(({ latest }) => latest ?? []);
    this.#watched.clear();
    return rest;
  }
}
