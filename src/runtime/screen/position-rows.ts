import { marketOf, outcomeOf } from '../../domain/ids.ts';
import { type EngineState, PHASE_CLOSED } from '../../engine/state.ts';
import type { PositionRow, Table } from '../../screen/desk-document.ts';
import { heldNow, midOf } from '../live/worth-now.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** What is held of markets that were heard of in this run. */
export function positionRows(state: EngineState): Table<PositionRow> {
  const rows: Record<string, PositionRow> = {};
  for (const [token, { traded, settled, cost }] of heldNow(state)) {
    const index = marketOf(token);
    const market = state.markets[index];
    const slug = market?.slug ?? `market ${index}`;
    const outcome = outcomeOf(token);
    rows[`${slug}/${outcome}`] = {
      market: slug,
      outcome,
      label: market?.labels[outcome] ?? null,
      shares: traded,
      settled,
      cost,
      mark: midOf(state, token) ?? null,
      isAwaiting: state.phases[index] === PHASE_CLOSED,
    };
  }
  return rows;
}

/** What is held of others: which of their outcomes it is, nobody has told yet. */
export function awaitedRows({ awaited }: Pick<WatchedDesk, 'awaited'>): Table<PositionRow> {
  const rows: Record<string, PositionRow> = {};
  for (const [i, { market, shares, cost }] of awaited().entries()) {
    rows[`${market}/?${i}`] = {
      market,
      outcome: null,
      label: null,
      shares,
      settled: shares,
      cost,
      mark: null,
      isAwaiting: true,
    };
  }
  return rows;
}
