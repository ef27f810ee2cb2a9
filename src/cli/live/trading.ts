import type { LearnedKeeper } from '../../runtime/learned/learned-keeper.ts';
import type { Arming } from '../../runtime/live/arming.ts';
import type { LiveJournal } from '../../runtime/live/open-journal.ts';
import type { OpenWallet } from '../../runtime/live/open-wallet.ts';
import type { alertsOf } from '../desk-alerts.ts';
import type { recordingOf } from '../options/recording-options.ts';
import type { Output } from '../output/output.ts';
import type { reportPathOf } from '../output/report-path.ts';
import type { Settings } from '../settings.ts';
import type { Limits, WithArchive } from './arming.ts';

/** What a desk that a person has armed trades with. */
export type Trading = {
  /** Of the strategies. */
  readonly names: readonly string[];
  readonly options: WithArchive;
  readonly output: Output;
  readonly settings: Settings;
  readonly learned: LearnedKeeper;
  readonly what: Awaited<ReturnType<typeof recordingOf>>;
  readonly wallet: OpenWallet;
  readonly arming: Arming;
  readonly limits: Limits;
  readonly journal: LiveJournal['journal'];
  readonly host: LiveJournal['host'];
  readonly syncs: LiveJournal['syncs'];
  readonly reportPath: ReturnType<typeof reportPathOf>;
  /** Gives the wallet back while the desk goes on. */
  readonly leave: () => Promise<void>;
  readonly alerts: ReturnType<typeof alertsOf>;
};

/** Those of the configuration, and what the command says of them. */
export function riskLimitsOf({ settings, limits }: Pick<Trading, 'settings' | 'limits'>) {
  return { ...settings.config.limits, maxExposure: limits.maxExposure };
}
