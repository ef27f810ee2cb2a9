import type { RecordingStatus } from '../runtime/record/recording-status.ts';
import { CommandFailure, EXIT } from './failure.ts';

/** @throws CommandFailure where all the time nobody was reached. */
export function requireHeard({ markets, frames, prices, feeds, troubles }: RecordingStatus): void {
  if (markets + frames + prices > 0 || feeds.some(({ state }) => state !== 'unheard')) return;
  const why = troubles.length === 0 ? '' : `: ${troubles.join('; ')}`;
  const remedy = 'Look with "polydesk doctor" at what this machine reaches, then run it again.';
  throw new CommandFailure(EXIT.unreachable, `nothing was heard${why}`, remedy);
}
