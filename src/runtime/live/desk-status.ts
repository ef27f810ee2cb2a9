import type { MarketBreak } from '../../domain/market-break.ts';
import { isClosed } from '../../domain/order-status.ts';
import { dayLossOf, drawdownOf, type RiskStanding } from '../../domain/risk-standing.ts';
import type { Usd } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { Execution } from '../../ports/execution.ts';
import type { KnownValue } from '../../screen/known-value.ts';
import type { LiveRecording } from '../record/live-recording.ts';
import { type RecordingStatus, statusOf } from '../record/recording-status.ts';
import type { Session } from '../session.ts';
import type { LiveSession } from './live-session.ts';
import { equityNow, heldNow } from './worth-now.ts';

/** What of a run is looked at. */
type Watched = {
  readonly recording: LiveRecording;
  readonly session: Pick<LiveSession<Execution>, 'isOver'> & {
    readonly session: Pick<Session<Execution>, 'engine'>;
  };
};

/** How a run is doing, on paper or live, for people and programs. Dollars at 1e-6. */
export type DeskStatus = {
  readonly recording: RecordingStatus;
  readonly cash: Usd;
  /** Cash and what is held at the midpoints of now; undefined where one of them is not known. */
  readonly equity: Usd | undefined;
  /** As it was known last, a second ago at most while it is; undefined: it never was. */
  readonly lastEquity: KnownValue | undefined;
  readonly positions: number;
  readonly openOrders: number;
  readonly fills: number;
  /** Whether the session still trades: it stops when something in it breaks. */
  readonly isTrading: boolean;
  /** Feeds in whose markets nothing is opened: the venue's outcome was not that of our prints. */
  readonly haltedFeeds: readonly string[];
  readonly risk: RiskStatus;
};

/** What was lost, and what that has stopped. Parts in millionths of the highest equity. */
type RiskStatus = Pick<
  RiskStanding,
  'mode' | 'cause' | 'killedAt' | 'until' | 'highWater' | 'recoveries'
> & {
  /** Undefined, as the next: the account was not measured yet. */
  readonly drawdown: number | undefined;
  readonly dayLoss: Usd | undefined;
  /** Markets in which nothing is bought for a while. */
  readonly paused: readonly (MarketBreak & { readonly market: string })[];
};

function riskStatusOf({ risk, markets, now }: EngineState): RiskStatus {
  const { standing } = risk;
  const { mode, cause, killedAt, until, highWater, recoveries } = standing;
  const paused = [...risk.breaks].filter(([, { until: end }]) => now < end);
  return {
    mode,
    cause,
    killedAt,
    until,
    highWater,
    recoveries,
    drawdown: standing.equity === undefined ? undefined : drawdownOf(standing),
    dayLoss: standing.equity === undefined ? undefined : dayLossOf(standing),
    paused: paused.map(([market, found]) => ({
      market: markets[market]?.slug ?? `market ${market}`,
      ...found,
    })),
  };
}

export function deskStatusOf(run: Watched & Pick<DeskStatus, 'lastEquity'>): DeskStatus {
  return { ...statusNow(run), lastEquity: run.lastEquity };
}

/** What of it is so now: nothing of before. */
export function statusNow({ recording, session }: Watched): Omit<DeskStatus, 'lastEquity'> {
  const { engine } = session.session;
  const { state, opening } = engine;
  const unlisted = new Set(opening.unlisted.map(({ token }) => token)).size;
  const held = heldNow(state);
  return {
    recording: statusOf(recording),
    cash: state.account.cash,
    equity: equityNow(engine),
    positions: held.length + unlisted,
    openOrders: [...state.orders.values()].filter(({ status }) => !isClosed(status)).length,
    fills: state.newestFill,
    isTrading: !session.isOver,
    haltedFeeds: [...state.haltedFeeds].sort(),
    risk: riskStatusOf(state),
  };
}
