import type { ChangeSets } from '../domain/command.ts';
import type { SetsEvent } from '../domain/event.ts';
import type { ClientOrderId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';

/** What was answered stays known so long (in changes), for answers that are told again. */
const REMEMBERED_CHANGES = 4_096;

/** Splits and merges under way, and the last few that were answered. */
export class SetChanges {
  readonly #open = new Map<ClientOrderId, ChangeSets>();
  readonly #answered = new Map<ClientOrderId, SetsEvent['kind']>();

  /** Oldest first. */
  get open(): IterableIterator<ChangeSets> {
    return this.#open.values();
  }

  requested(change: ChangeSets): void {
    this.#open.set(change.id, change);
  }

  /**
   * The change that is over with this answer; undefined: it was told before.
   * @throws InvariantError on an answer to what was never sent, and on one that takes back another.
   */
  answered({ change: id, kind }: SetsEvent): ChangeSets | undefined {
    const change = this.#open.get(id);
    if (change === undefined) {
      const before = this.#answered.get(id);
      invariant(before === kind, `${kind} names change ${id}, of which was said: ${before}`);
      return undefined;
    }
    this.#open.delete(id);
    this.#answered.set(id, kind);
    const [oldest] = this.#answered.keys();
    if (oldest !== undefined && this.#answered.size > REMEMBERED_CHANGES) {
      this.#answered.delete(oldest);
    }
    return change;
  }
}
