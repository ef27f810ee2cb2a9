import type { LiveRun } from '../../runtime/live/live-run.ts';
import type { DeskScreens } from '../../runtime/screen/desk-screens.ts';
import type { NoticeLog } from '../../runtime/screen/notice-log.ts';
import { watchedLive } from '../../runtime/screen/watched-runs.ts';
import { openScreens } from '../open-screens.ts';
import type { Beside } from './beside.ts';
import { riskLimitsOf, type Trading } from './trading.ts';

type Shown = Pick<Beside, 'activity' | 'loops' | 'health'> & { readonly notices: NoticeLog };

/** What whoever looks at it is told. */
export function screensOf(
  run: LiveRun,
  trading: Trading,
  { loops, health, ...beside }: Shown,
): DeskScreens {
  const { what, learned, wallet, limits, output } = trading;
  const { clock, provenance } = what.venue;
  const known = {
    ...{ name: what.dataset, clock, provenance, ...beside },
    choices: learned.strategies,
    limits: riskLimitsOf(trading),
    worthAtStart: run.worthAtStart,
    loops: health,
  };
  const dayLeft = () => Math.max(0, limits.maxDay - wallet.signer.signedToday);
  return openScreens(watchedLive(run, known, dayLeft), what.venue, loops, output);
}
