import { type DeskDetails, deskDetailsOf } from '../desk/desk-details.ts';
import { type DeskStatus, deskStatusOf } from './desk-status.ts';
import type { PaperRun } from './paper-run.ts';

/** All that a run on paper tells whoever asks. */
export function paperDetailsOf(run: PaperRun): DeskStatus & DeskDetails {
  const { held, ...details } = deskDetailsOf(run.session.session, run.journal.count);
  const awaited = run.awaited.map(({ market, shares, cost }) => {
    return { market, label: undefined, shares, cost, mark: undefined, isAwaiting: false };
  });
  return { ...deskStatusOf(run), ...details, held: [...held, ...awaited] };
}
