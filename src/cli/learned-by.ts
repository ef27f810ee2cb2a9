import type { StrategyChoice } from '../runtime/backtest-options.ts';
import { LearnedKeeper } from '../runtime/learned/learned-keeper.ts';
import { learnedPath } from '../runtime/learned/learned-versions.ts';
import { accept } from './accept.ts';
import { EXIT } from './failure.ts';
import type { recordingOf } from './options/recording-options.ts';

/** What these strategies have learned under that name, to go on from. */
export async function learnedBy(
  strategies: readonly StrategyChoice[],
  who: string,
  { to, fresh }: { readonly to: string; readonly fresh?: boolean },
  { venue, dataset: run }: Awaited<ReturnType<typeof recordingOf>>,
): Promise<LearnedKeeper> {
  const { provenance, clock } = venue;
  const folder = learnedPath(to, who);
  const place = { folder, provenance, run, clock, isFresh: fresh };
  return accept(await LearnedKeeper.open(place, strategies), REMEDY, EXIT.data);
}

const REMEDY = 'See "polydesk learned", and go back to an earlier version, or forget all of it.';
