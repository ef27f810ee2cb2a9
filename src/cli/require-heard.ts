import type { RecordingStatus } from '../runtime/record/recording-status.ts';
import type { Ending } from './ending.ts';
import { CommandFailure, EXIT } from './failure.ts';

type Told = Pick<RecordingStatus, 'markets' | 'frames' | 'prices' | 'feeds' | 'troubles'>;

/**
 * Whoever ends it before its time was over is not told so.
 * @throws CommandFailure where all the time nobody was reached.
 */
export function requireHeard(
  { kind }: Pick<Awaited<Ending['come']>, 'kind'>,
  { markets, frames, prices, feeds, troubles }: Told,
): void {
  if (kind !== 'time') return;
  if (markets + frames + prices > 0 || feeds.some(({ state }) => state !== 'unheard')) return;
  const why = troubles.length === 0 ? '' : `: ${troubles.join('; ')}`;
  const remedy = 'Look with "polydesk doctor" at what this machine reaches, then run it again.';
  throw new CommandFailure(EXIT.unreachable, `nothing was heard${why}`, remedy);
}
