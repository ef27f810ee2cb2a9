import { type DeskDetails, deskDetailsOf } from '../desk/desk-details.ts';
import { type DeskStatus, deskStatusOf } from './desk-status.ts';
import type { PaperRun } from './paper-run.ts';

/** All that a run on paper tells whoever asks. */
export function paperDetailsOf(run: PaperRun): DeskStatus & DeskDetails {
  const { state } = run.session.session.engine;
  return { ...deskStatusOf(run), ...deskDetailsOf(state, run.journal.entries.length) };
}
