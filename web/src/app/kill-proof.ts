import { useSyncExternalStore } from 'react';

/** What a desk answers to a kill. */
export type ToldProof = {
  readonly isProven: boolean;
  readonly at?: number | undefined;
  readonly open?: readonly string[] | undefined;
  readonly unresolved?: readonly string[];
  readonly troubles?: readonly string[];
};

/** What the last kill of this tab has proven, in words. */
export type KillProof = {
  readonly isProven: boolean;
  readonly text: string;
  /** µs UTC; null: nothing was proven. */
  readonly at: number | null;
};

/** Says what is proven, and where nothing is, what is known. */
export function proofOf({
  isProven,
  at,
  open,
  unresolved = [],
  troubles = [],
}: ToldProof): KillProof {
  if (isProven) return { isProven, text: '0 open orders, proven by query', at: at ?? null };
  const known = open === undefined ? 'what is open is not known' : `${open.length} still open`;
  const lost = unresolved.length === 0 ? '' : `, ${unresolved.length} of unknown fate`;
  const why = troubles.length === 0 ? '' : `: ${troubles.join('; ')}`;
  return { isProven: false, text: `NOT PROVEN: ${known}${lost}${why}`, at: null };
}

/** Whether the desk that was heard last is the one that the kill has ended, not a later one. */
export function isOfDesk({ at }: KillProof, startedAt: number): boolean {
  return at !== null && startedAt <= at;
}

let last: KillProof | undefined;
const listeners = new Set<() => void>();

export function keepProof(proof: KillProof): void {
  last = proof;
  for (const listener of listeners) listener();
}

export function useKillProof(): KillProof | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => last,
    () => last,
  );
}
