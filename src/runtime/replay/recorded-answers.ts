import type { OperatorCommand } from '../../domain/command.ts';
import type { ExchangeAnswer } from '../../domain/event.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { NEVER, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Execution } from '../../ports/execution.ts';

type Heard = Extract<JournalEntry, { kind: 'Answered' | 'SetsAnswered' | 'Operated' }>;

/**
 * A venue that answers again what it once answered, when it did: whatever it is sent. Between its
 * answers come the words of the operator, which were written down with them.
 */
export class RecordedAnswers implements Execution {
  readonly setGas: Usd;
  readonly #heard: readonly Heard[];
  #next = 0;
  /** Hears the operator's words. */
  onCommand: (command: OperatorCommand, at: Timestamp) => void = () => {};

  /** `setGas`: what the venue charged at most. */
  constructor(entries: readonly JournalEntry[], setGas: Usd) {
    this.setGas = setGas;
    this.#heard = entries.flatMap((entry) =>
      entry.kind === 'Answered' || entry.kind === 'SetsAnswered' || entry.kind === 'Operated'
        ? [entry]
        : [],
    );
  }

  /** By when the engine took it: it may have been at something later than the answer's time. */
  get nextDue(): Timestamp {
    return this.#heard[this.#next]?.at ?? NEVER;
  }

  poll(until: Timestamp): ExchangeAnswer | undefined {
    while (this.nextDue <= until) {
      const entry = this.#heard[this.#next++] as Heard;
      if (entry.kind !== 'Operated') return entry.event;
      this.onCommand(entry.command, entry.at);
    }
    return undefined;
  }

  submit(): void {}
  cancel(): void {}
  cancelAll(): void {}
  changeSets(): void {}
  onRow(): void {}
}
