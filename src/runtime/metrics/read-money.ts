import { marketOf, outcomeOf, type TokenIndex } from '../../domain/ids.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { complement, mulDiv, type Price, SCALE } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import { type DeskStatus, midOf } from '../live/desk-status.ts';

type Looked = {
  readonly state: EngineState;
  readonly status: Pick<DeskStatus, 'equity' | 'cash' | 'positions' | 'openOrders'>;
  readonly strategies: readonly string[];
  readonly provenance: Provenance;
};

/** What the account has, and what each strategy has made. */
export function readMoney(scrape: Scrape, { state, status, strategies, provenance }: Looked): void {
  const { account, sleeves, settling } = state;
  const labels = { provenance };
  const { equity, cash } = status;
  const pending = pendingOf(state);
  const confirmed = equity === undefined || pending === undefined ? undefined : equity - pending;
  scrape.set('polydesk_equity_dollars', dollars(equity), labels);
  scrape.set('polydesk_equity_confirmed_dollars', dollars(confirmed), labels);
  scrape.set('polydesk_equity_pending_dollars', dollars(pending), labels);
  scrape.set('polydesk_cash_dollars', dollars(cash), labels);
  scrape.set('polydesk_reserved_dollars', dollars(account.reserved), labels);
  scrape.set('polydesk_held_dollars', dollars(equity && equity - cash), labels);
  scrape.set('polydesk_exposure_dollars', dollars(account.exposure), labels);
  scrape.set('polydesk_positions', status.positions, labels);
  scrape.set('polydesk_orders_open', status.openOrders, labels);
  scrape.set('polydesk_fills_unsettled', settling.size, labels);
  for (const [index, strategy] of strategies.entries()) {
    const { realized, exposure } = sleeves[index] ?? {};
    const own = { strategy, provenance };
    scrape.set('polydesk_realized_profit_dollars', dollars(realized), own);
    scrape.set('polydesk_strategy_exposure_dollars', dollars(exposure), own);
  }
}

/**
 * What the chain may still take back: shares bought at what they are worth now, and the proceeds
 * of sales. Undefined: something of it is worth what nobody knows.
 */
function pendingOf(state: EngineState): number | undefined {
  let pending = 0;
  for (const { fill } of state.settling.values()) {
    if (fill.side === 'sell') {
      pending += fill.amount - fill.fee;
      continue;
    }
    const price = worthOf(state, fill.token);
    if (price === undefined) return undefined;
    pending += mulDiv(fill.size, price, SCALE, 'halfEven');
  }
  return pending;
}

/** Of a share: what it paid, or the midpoint of now. */
function worthOf(state: EngineState, token: TokenIndex): Price | undefined {
  const first = state.payouts[marketOf(token)] as Price | undefined;
  if (first === undefined || Number.isNaN(first)) return midOf(state, token);
  return outcomeOf(token) === 0 ? first : complement(first);
}

function dollars(units: number | undefined): number | undefined {
  return units === undefined ? undefined : units / SCALE;
}
