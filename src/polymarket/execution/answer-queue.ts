import type { ExchangeAnswer } from '../../domain/event.ts';
import { NEVER, type Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';

type Untold<E> = E extends ExchangeAnswer ? Omit<E, 'tsEvent' | 'tsInit'> : never;

/** An answer before it has a time. */
export type UntimedAnswer = Untold<ExchangeAnswer>;

/**
 * Answers on their way to the engine, each with a time of its own and in the order in which they
 * were learnt. Whoever polls is woken after the present work, never from inside of it: the engine
 * may be what is at work.
 */
export class AnswerQueue {
  readonly #clock: Clock;
  readonly #onAnswer: () => void;
  #answers: ExchangeAnswer[] = [];
  #read = 0;
  #isWaking = false;

  /** `clock` never tells a time twice: see StrictClock. */
  constructor(clock: Clock, onAnswer: () => void) {
    this.#clock = clock;
    this.#onAnswer = onAnswer;
  }

  get nextDue(): Timestamp {
    return this.#answers[this.#read]?.tsInit ?? NEVER;
  }

  /** `tsEvent`: the venue's time; undefined where it did not say, or spoke of no time. */
  say(answer: UntimedAnswer, tsEvent: Timestamp | undefined): void {
    const tsInit = this.#clock.now();
    this.#answers.push({ ...answer, tsEvent: tsEvent ?? tsInit, tsInit });
    if (this.#isWaking) return;
    this.#isWaking = true;
    queueMicrotask(() => {
      this.#isWaking = false;
      if (this.#read < this.#answers.length) this.#onAnswer();
    });
  }

  poll(until: Timestamp): ExchangeAnswer | undefined {
    const answer = this.#answers[this.#read];
    if (answer === undefined || answer.tsInit > until) return undefined;
    this.#read++;
    if (this.#read === this.#answers.length) {
      this.#answers = [];
      this.#read = 0;
    }
    return answer;
  }
}
