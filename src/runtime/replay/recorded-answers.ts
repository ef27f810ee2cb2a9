import type { OperatorCommand } from '../../domain/command.ts';
import type { ExchangeEvent } from '../../domain/event.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { NEVER, type Timestamp } from '../../domain/units.ts';
import type { Execution } from '../../ports/execution.ts';

type Heard = Extract<JournalEntry, { kind: 'Answered' | 'Operated' }>;

/**
 * A venue that answers again what it once answered, when it did: whatever it is sent. Between its
 * answers come the words of the operator, which were written down with them.
 */
export class RecordedAnswers implements Execution {
  readonly #heard: readonly Heard[];
  #next = 0;
  /** Hears the operator's words. */
  onCommand: (command: OperatorCommand, at: Timestamp) => void = () => {};

  constructor(entries: readonly JournalEntry[]) {
    this.#heard = entries.flatMap((entry) =>
      entry.kind === 'Answered' || entry.kind === 'Operated' ? [entry] : [],
    );
  }

  /** By when the engine took it: it may have been at something later than the answer's time. */
  get nextDue(): Timestamp {
    return this.#heard[this.#next]?.at ?? NEVER;
  }

  poll(until: Timestamp): ExchangeEvent | undefined {
    while (this.nextDue <= until) {
      const entry = this.#heard[this.#next++] as Heard;
      if (entry.kind === 'Answered') return entry.event;
      this.onCommand(entry.command, entry.at);
    }
    return undefined;
  }

  submit(): void {}
  cancel(): void {}
  cancelAll(): void {}
  onRow(): void {}
}
