import type { ExchangeEvent } from '../../domain/event.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { NEVER, type Timestamp } from '../../domain/units.ts';
import type { Execution } from '../../ports/execution.ts';

type Answer = { readonly at: Timestamp; readonly event: ExchangeEvent };

/** A venue that answers again what it once answered, when it did: whatever it is sent. */
export class RecordedAnswers implements Execution {
  readonly #answers: readonly Answer[];
  #next = 0;

  constructor(entries: readonly JournalEntry[]) {
    this.#answers = entries.flatMap((entry) => (entry.kind === 'Answered' ? [entry] : []));
  }

  /** By when the engine took it: it may have been at something later than the answer's time. */
  get nextDue(): Timestamp {
    return this.#answers[this.#next]?.at ?? NEVER;
  }

  poll(until: Timestamp): ExchangeEvent | undefined {
    if (this.nextDue > until) return undefined;
    return this.#answers[this.#next++]?.event;
  }

  submit(): void {}
  cancel(): void {}
  cancelAll(): void {}
  onRow(): void {}
}
