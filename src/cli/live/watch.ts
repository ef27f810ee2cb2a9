import { deskStatusOf } from '../../runtime/live/desk-status.ts';
import type { LiveRun } from '../../runtime/live/live-run.ts';
import { liveStatusOf } from '../../runtime/live/live-status.ts';
import { DASHBOARD_LOOK_MS, type DeskDashboard } from '../desk-dashboard.ts';
import { stopLoops } from '../desk-loops.ts';
import type { Ending } from '../ending.ts';
import { fillInWords } from '../fill-words.ts';
import type { Beside } from './beside.ts';
import { liveInWords } from './status-words.ts';
import type { Trading } from './trading.ts';

const TELL_MS = 1_000;
const STATUS_MS = 5_000;
const LEARNED_MS = 5_000;

/** Tells what happens until something ends it. */
export async function watch(
  run: LiveRun,
  trading: Trading,
  ending: Ending,
  beside: Beside & { readonly dashboard: DeskDashboard },
) {
  const { teller, activity, metrics, loops, dashboard } = beside;
  const { options, output, what, wallet, arming } = trading;
  const { provenance } = what.venue;
  const status = () =>
    run.isOnPaper
      ? { mode: 'paper', ...deskStatusOf(run) }
      : { mode: 'live', ...liveStatusOf(run, wallet.signer.signedToday) };
  const tellFills = () => {
    for (const news of teller.take()) {
      if (options.json === true) output.line({ kind: 'fill', ...news });
      else output.say(fillInWords(news));
    }
  };
  const tellStatus = () => {
    const from = run.isOnPaper ? 'simulated' : provenance;
    if (options.json === true) output.line({ kind: 'status', provenance: from, ...status() });
    else output.note(liveInWords(status(), run.worthAtStart));
  };
  // By the time of day: a machine that slept has no right to trade on.
  const disarming = setInterval(() => {
    if (what.venue.clock.now() > arming.until && !run.isOnPaper) ending.over();
  }, TELL_MS);
  loops.start('dashboard', DASHBOARD_LOOK_MS, () => dashboard.check());
  loops.start('fills', TELL_MS, tellFills);
  loops.start('activity', STATUS_MS, () => activity.take());
  loops.start('metrics', STATUS_MS, () => metrics.take());
  loops.start('status', STATUS_MS, tellStatus);
  loops.start('learned', LEARNED_MS, () => run.keepLearned());
  loops.start('risk', STATUS_MS, () => run.keepStanding());
  const why = await ending.come;
  clearInterval(disarming);
  await stopLoops(loops, output);
  tellFills();
  tellStatus();
  return why;
}
