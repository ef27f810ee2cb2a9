import { DeskActivity } from '../../runtime/activity/desk-activity.ts';
import { FillTeller } from '../../runtime/live/fill-news.ts';
import type { LiveRun } from '../../runtime/live/live-run.ts';
import type { DeskMetrics } from '../../runtime/metrics/desk-metrics.ts';
import { liveMetrics } from '../../runtime/metrics/run-metrics.ts';
import { servedMetrics } from '../../runtime/metrics/served-metrics.ts';
import type { DeskScreens } from '../../runtime/screen/desk-screens.ts';
import type { NoticeLog } from '../../runtime/screen/notice-log.ts';
import type { LoopHealth } from '../../runtime/supervise/supervised-loop.ts';
import type { SupervisedLoops } from '../../runtime/supervise/supervised-loops.ts';
import { type DeskAlerts, startAlerts } from '../desk-alerts.ts';
import { deskLoops } from '../desk-loops.ts';
import type { Ending } from '../ending.ts';
import { controlOf } from './control.ts';
import { screensOf } from './screens.ts';
import { riskLimitsOf, type Trading } from './trading.ts';

/** What runs beside the trading. */
export type Beside = {
  readonly teller: FillTeller;
  readonly activity: DeskActivity;
  readonly metrics: DeskMetrics;
  readonly loops: SupervisedLoops;
  /** Of the loops and of the alerts. */
  readonly health: () => readonly LoopHealth[];
  readonly alerts: DeskAlerts;
  readonly screens: DeskScreens;
  readonly closeMetrics: () => Promise<void>;
  /** From then on no other command finds it. */
  readonly closeControl: () => Promise<void>;
};

/** Begins all of it. */
export async function beginBeside(
  run: LiveRun,
  trading: Trading,
  ending: Ending,
  notices: NoticeLog,
): Promise<Beside> {
  const { names, options, output, what } = trading;
  const { session } = run.session;
  const whose = { names, provenance: what.venue.provenance } as const;
  const teller = new FillTeller(run.journal.reader(), session.engine.state, whose);
  const activity = new DeskActivity(run.journal.reader(), session);
  const loops = deskLoops(what.venue, output);
  const desk = { name: what.dataset, root: options.to, venue: what.venue, notices };
  const alerts = startAlerts(trading.alerts, desk, output);
  const health = () => [...loops.health, ...alerts.health()];
  const metrics = liveMetrics(run, trading.syncs, {
    venue: what.venue,
    limits: riskLimitsOf(trading),
    loops: health,
    alerts: alerts.tally,
  });
  const closeMetrics = await servedMetrics(options.metricsPort, metrics, output.note);
  const screens = screensOf(run, trading, { activity, loops, health, notices });
  const told = { teller, activity, metrics, health, screens };
  const closeControl = await controlOf(run, trading, ending, told);
  return { ...told, loops, alerts, closeMetrics, closeControl };
}
