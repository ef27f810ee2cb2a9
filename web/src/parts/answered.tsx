import type { ReactNode } from 'react';
import type { Answer } from '../live/api.ts';
import { Empty } from './layout.tsx';

type AnsweredProps<T> = {
  readonly answer: Answer<T> | undefined;
  readonly children: (value: T) => ReactNode;
};

/** What was answered, or that it is still asked, or why there is no answer. */
export function Answered<T>({ answer, children }: AnsweredProps<T>) {
  if (answer === undefined) return <Empty>Reading …</Empty>;
  if (!answer.ok) return <Empty>Not known: {answer.message}.</Empty>;
  return children(answer.value);
}
