import { SCALE } from '../../domain/units.ts';
import type { Finding } from './verdict.ts';
import type { Round } from './watched-round.ts';

export type MoveRule = {
  /** Price units between the ends of a round; 0: nothing is too far. */
  readonly guardMove: number;
};

/**
 * Whether the midpoint went far in a round in which nobody traded: whoever moved his quotes knows
 * something that no trade has told, or moves them to move ours. Where no print was ever heard,
 * that none came says nothing.
 */
export function movedWithoutTrades(round: Round | undefined, { guardMove }: MoveRule): Finding {
  if (guardMove === 0) return 'sound';
  if (round === undefined) return 'unknown';
  if (round.prints > 0) return 'sound';
  const moved = Math.round(Math.abs(round.to - round.from) * SCALE);
  if (moved < guardMove) return 'sound';
  if (!round.hasPrints) return 'unknown';
  return { code: 'moved_without_trades', numbers: { moved, mostMove: guardMove } };
}
