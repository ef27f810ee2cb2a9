import { dayLossOf, drawdownOf } from '../../domain/risk-standing.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Engine } from '../../engine/engine.ts';
import type { DeskRow } from '../../screen/desk-document.ts';
import type { EquityPoint } from '../../screen/equity-point.ts';
import { equityNow, pendingNow } from '../live/worth-now.ts';
import { SOFTWARE } from '../software.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** What the account is worth now. */
export function worthRow({ session }: Worth, at: Timestamp): EquityPoint {
  const { engine } = session.session;
  const { state } = engine;
  const equity = equityNow(engine);
  const pending = equity === undefined ? undefined : pendingNow(state);
  const confirmed = equity === undefined || pending === undefined ? null : equity - pending;
  return { at, equity: equity ?? null, confirmed, cash: state.account.cash };
}

type Worth = {
  readonly session: { readonly session: { readonly engine: Pick<Engine, 'state' | 'opening'> } };
};

/** The desk as a whole, as of now. */
export function deskRow(desk: WatchedDesk, now: Timestamp): DeskRow {
  const { session, journal } = desk;
  const { state } = session.session.engine;
  const { standing } = state.risk;
  const { mode, cause, until, highWater, recoveries } = standing;
  const isMeasured = standing.equity !== undefined;
  const { equity, confirmed, cash } = worthRow(desk, now);
  return {
    name: desk.name,
    ...desk.mode(),
    software: SOFTWARE.version,
    startedAt: desk.startedAt,
    now,
    isTrading: !session.isOver,
    fault: session.fault ?? null,
    cash,
    equity,
    lastEquity: equity === null ? (desk.lastEquity() ?? null) : null,
    confirmed,
    pending: equity === null || confirmed === null ? null : equity - confirmed,
    worthAtStart: desk.worthAtStart,
    exposure: state.account.exposure,
    fills: state.newestFill,
    decisions: journal.count,
    risk: {
      mode,
      cause: cause ?? null,
      until: until ?? null,
      highWater: highWater ?? null,
      drawdown: isMeasured ? drawdownOf(standing) : null,
      dayLoss: isMeasured ? dayLossOf(standing) : null,
      recoveries,
      isStopping: state.stopping,
    },
    venue: desk.venue(),
  };
}
