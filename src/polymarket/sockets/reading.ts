import type { Refusal } from '../../domain/result.ts';

/** A socket's frame, read: a bad part never hides the good ones. */
export type Reading<M> = {
  readonly messages: readonly M[];
  readonly refusals: readonly Refusal[];
  /** Names of messages that nobody reads. */
  readonly ignored: readonly string[];
};
