import type { ExchangeAnswer } from '../domain/event.ts';
import type { Timestamp } from '../domain/units.ts';

type Untimed<E> = E extends ExchangeAnswer ? Omit<E, 'tsEvent' | 'tsInit'> : never;

/** What the venue says to an owner, before it travels. */
export type Answer = Untimed<ExchangeAnswer>;

/** Takes what the venue says at `at`. */
export type AnswerSink = (owner: number, answer: Answer, at: Timestamp) => void;
