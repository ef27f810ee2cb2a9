import { InvariantError } from '../../domain/invariant.ts';

/** Where an order of ours stands, as far as we can prove it. */
export type DeskState =
  /** Signed, being written to the journal; nothing of it has left. */
  | 'intended'
  /** Its POST is under way. */
  | 'sending'
  /** Nobody knows whether the venue has it: asked for by its hash, never sent again. */
  | 'unknown'
  /** The venue has it, or had it when it last said so. */
  | 'open'
  /** The same, and a cancel is under way or its outcome unknown. */
  | 'canceling'
  /** The end is proven. Fills may still come: they count, and open nothing. */
  | 'over';

export type DeskEvent =
  /** Its first byte leaves. */
  | 'send'
  /** The answer to the POST says neither yes nor no. */
  | 'unclear'
  /** The venue spoke of it: it is, or was, there. */
  | 'placed'
  /** A cancel leaves. */
  | 'cancel'
  /** The cancel was refused, and the order is alive. */
  | 'kept'
  | 'end';

const ILLEGAL = undefined;

/**
 * Every state and every event. What was proven stays proven: an unclear answer does not make an
 * order unknown of which the venue has spoken, and nothing leads out of `over`. A cancel of an
 * unknown order leaves it unknown: that the venue does not find it proves nothing.
 */
const TRANSITIONS: Record<DeskState, Record<DeskEvent, DeskState | undefined>> = {
  intended: {
    send: 'sending',
    // Found in the journal of a run that died: whether it left is not known.
    unclear: 'unknown',
    placed: 'open',
    cancel: ILLEGAL,
    kept: ILLEGAL,
    end: 'over',
  },
  sending: {
    send: ILLEGAL,
    unclear: 'unknown',
    placed: 'open',
    cancel: ILLEGAL,
    kept: ILLEGAL,
    end: 'over',
  },
  unknown: {
    send: ILLEGAL,
    unclear: 'unknown',
    placed: 'open',
    cancel: 'unknown',
    kept: 'unknown',
    end: 'over',
  },
  open: {
    send: ILLEGAL,
    unclear: 'open',
    placed: 'open',
    cancel: 'canceling',
    kept: 'open',
    end: 'over',
  },
  canceling: {
    send: ILLEGAL,
    unclear: 'canceling',
    placed: 'canceling',
    cancel: 'canceling',
    kept: 'open',
    end: 'over',
  },
  over: {
    send: ILLEGAL,
    unclear: 'over',
    placed: 'over',
    cancel: ILLEGAL,
    kept: 'over',
    end: 'over',
  },
};

export const DESK_STATES = Object.keys(TRANSITIONS) as DeskState[];
export const DESK_EVENTS = Object.keys(TRANSITIONS.intended) as DeskEvent[];

/** @throws InvariantError when the event cannot happen in that state. */
export function nextDeskState(state: DeskState, event: DeskEvent): DeskState {
  const next = TRANSITIONS[state][event];
  if (next === undefined) throw new InvariantError(`an order that is ${state} cannot ${event}`);
  return next;
}
