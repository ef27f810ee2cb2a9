import type { ClientOrderId } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Execution } from '../../ports/execution.ts';
import type { RiskLimits } from '../../risk/risk-limits.ts';
import type { DeskRow, HealthRow } from '../../screen/desk-document.ts';
import type { KnownValue } from '../../screen/known-value.ts';
import type { DeskActivity } from '../activity/desk-activity.ts';
import type { StrategyChoice } from '../backtest-options.ts';
import type { LiveSession } from '../live/live-session.ts';
import type { HeldPosition } from '../live/paper-account.ts';
import type { EntryReader, RunEntries } from '../live/run-entries.ts';
import type { Session } from '../session.ts';
import type { NoticeLog } from './notice-log.ts';

/** What a screen is made of: the engine's state, and what only the mode of a run knows. */
export type WatchedDesk = {
  /** Of its dataset: no other run has it. */
  readonly name: string;
  readonly startedAt: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly session: Pick<LiveSession<Execution>, 'isOver' | 'fault'> & {
    readonly session: Pick<Session<Execution>, 'engine' | 'strategies'>;
  };
  readonly journal: Pick<RunEntries, 'count'>;
  /** Of its own: made before others take. */
  readonly entries: EntryReader;
  readonly notices: NoticeLog;
  readonly activity: Pick<DeskActivity, 'summary'>;
  readonly choices: readonly Pick<StrategyChoice, 'name' | 'parameters'>[];
  readonly limits: RiskLimits;
  readonly worthAtStart: Usd;
  /** Equity as it was known last; undefined: it never was. */
  lastEquity(): KnownValue | undefined;
  /** A desk that left the venue is on paper from then on. */
  mode(): Pick<DeskRow, 'mode' | 'provenance'>;
  /** What opens the reference price's window, 1e-6; undefined: not known yet. */
  strikeOf(slug: string): number | undefined;
  /** Held of markets that it has not heard of in this run. */
  awaited(): readonly Pick<HeldPosition, 'market' | 'shares' | 'cost'>[];
  /** By name. */
  health(): Readonly<Record<string, HealthRow>>;
  venue(): DeskRow['venue'];
  /** How an order stands at the venue; undefined: nothing of it is at any. */
  atVenue(order: ClientOrderId): OrderAtVenue | undefined;
  /** Shares before it in the simulated exchange's queue; undefined: nobody says. */
  ahead(order: ClientOrderId): Shares | undefined;
};

export type OrderAtVenue = { readonly id: string; readonly isUnknown: boolean };
