import type { Timestamp } from '../domain/units.ts';
import type { HttpOutcome } from '../net/http-outcome.ts';
import type { AnswerCounts } from '../polymarket/rest/answer-counts.ts';
import type { Clock } from '../ports/clock.ts';

/** The answers of one service, counted among all: and when the last one came. */
export class HeardAnswers {
  readonly #all: Pick<AnswerCounts, 'heard'>;
  readonly #clock: Pick<Clock, 'now'>;
  /** Undefined: it has not answered yet. */
  lastAt: Timestamp | undefined;

  constructor(all: Pick<AnswerCounts, 'heard'>, clock: Pick<Clock, 'now'>) {
    this.#all = all;
    this.#clock = clock;
  }

  heard(outcome: Pick<HttpOutcome, 'kind'>): void {
    this.#all.heard(outcome);
    // Whoever does not know what became of a question has heard nothing.
    if (outcome.kind !== 'unknown') this.lastAt = this.#clock.now();
  }
}
