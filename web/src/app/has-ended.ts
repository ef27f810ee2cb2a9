import type { DeskRow } from '../../../src/screen/desk-document.ts';
import type { LinkState } from '../live/desk-store.ts';
import { useDesk, useLink } from '../live/use-desk.ts';
import { isOfDesk, type KillProof, useKillProof } from './kill-proof.ts';

type Known = Pick<DeskRow, 'startedAt' | 'isTrading' | 'fault'> | undefined;

/** Whether what is shown is the last of a desk that was stopped or killed: nothing follows. */
export function hasEnded(
  desk: Known,
  state: LinkState['state'],
  proof: KillProof | undefined,
): boolean {
  if (desk === undefined) return false;
  if (!desk.isTrading && desk.fault === null) return true;
  return state !== 'here' && proof !== undefined && isOfDesk(proof, desk.startedAt);
}

export function useHasEnded(): boolean {
  return hasEnded(useDesk(), useLink().state, useKillProof());
}
