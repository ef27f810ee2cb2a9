import { resolve } from 'node:path';
import type { Timestamp } from '../../domain/units.ts';
import { operate } from '../../runtime/desk/operate.ts';
import type { LiveRun } from '../../runtime/live/live-run.ts';
import { liveDetailsOf, switchedDetailsOf } from '../../runtime/live/live-status.ts';
import type { Ending } from '../ending.ts';
import { guardedControl } from '../guarded-control.ts';
import { forgetGone } from '../kill-choice.ts';
import type { Beside } from './beside.ts';
import type { Trading } from './trading.ts';

/** Lets other commands look at it, stop it and kill it. */
export async function controlOf(
  run: LiveRun,
  trading: Trading,
  ending: Ending,
  beside: Pick<Beside, 'teller' | 'activity' | 'metrics' | 'health' | 'screens'>,
) {
  const { options, output, what, wallet, limits } = trading;
  // The start has followed the orders of earlier runs to their ends.
  await forgetGone({ key: options.key, exchange: options.exchange }).catch((error) =>
    output.note(`Old desks stay known: ${error}`),
  );
  const desk = {
    name: what.dataset,
    mode: 'live',
    provenance: what.venue.provenance,
    clock: what.venue.clock,
    key: options.key,
    exchange: options.exchange,
    archive: resolve(options.to),
    screens: beside.screens,
    status: () => ({
      ...(run.isOnPaper
        ? switchedDetailsOf(run)
        : liveDetailsOf(run, wallet.signer.signedToday, limits.maxDay)),
      loops: [...beside.health(), ...run.health],
    }),
    activity: (now: Timestamp) => beside.activity.told(now),
    fills: () => beside.teller.newest,
    metrics: () => beside.metrics.text(),
    operate: (word: Parameters<typeof operate>[1]) => operate(run.session, word),
    stop: () => ending.stop(),
    kill: () => run.kill(),
    toPaper: () => run.toPaper(),
  } as const;
  return guardedControl(desk, output);
}
