import { useRef } from 'react';
import type { OpinionPoint } from '../../../src/screen/market-document.ts';
import type { Answer } from '../live/api.ts';
import { useAnswer } from '../live/use-answer.ts';
import { useLink } from '../live/use-desk.ts';

const EVERY_MS = 12_000;
const UNHEARD = { ok: false, code: 'desk_away', message: 'the desk is not heard' } as const;

type Told = Answer<{ readonly points: readonly OpinionPoint[] }>;

/**
 * What each strategy thought of a market in this run; undefined: it is being read. Only the desk
 * knows it: while that is not heard nobody asks, and what it told before stays.
 */
export function useOpinionPath(slug: string): Told | undefined {
  const path = `/api/opinions?market=${encodeURIComponent(slug)}`;
  const isHere = useLink().state === 'here';
  const answer: Told | undefined = useAnswer(isHere ? path : undefined, EVERY_MS);
  const last = useRef<{ readonly path: string; readonly told: Told }>(undefined);
  if (answer?.ok === true) last.current = { path, told: answer };
  if (last.current?.path === path) return last.current.told;
  return isHere ? answer : UNHEARD;
}
