import type { Timestamp } from '../domain/units.ts';
import type { HttpOutcome } from '../net/http-outcome.ts';
import { AnswerCounts } from '../polymarket/rest/answer-counts.ts';
import type { Clock } from '../ports/clock.ts';

/** The answers of one service, counted among all: and when the last one came. */
export class HeardAnswers extends AnswerCounts {
  readonly #all: AnswerCounts;
  readonly #clock: Pick<Clock, 'now'>;
  /** Undefined: it has not answered yet. */
  lastAt: Timestamp | undefined;

  constructor(all: AnswerCounts, clock: Pick<Clock, 'now'>) {
    super();
    this.#all = all;
    this.#clock = clock;
  }

  override heard(outcome: Pick<HttpOutcome, 'kind'>): void {
    super.heard(outcome);
    this.#all.heard(outcome);
    // Whoever does not know what became of a question has heard nothing.
    if (outcome.kind !== 'unknown') this.lastAt = this.#clock.now();
  }
}
