import type { Provenance } from '../../domain/provenance.ts';
import { SCALE } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import type { DeskStatus } from '../live/desk-status.ts';
import { pendingNow } from '../live/worth-now.ts';

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
  const pending = pendingNow(state);
  const confirmed = equity === undefined || pending === undefined ? undefined : equity - pending;
  scrape.set('polydesk_equity_dollars', dollars(equity), labels);
  scrape.set('polydesk_equity_confirmed_dollars', dollars(confirmed), labels);
  scrape.set('polydesk_equity_pending_dollars', dollars(pending), labels);
  scrape.set('polydesk_cash_dollars', dollars(cash), labels);
  scrape.set('polydesk_reserved_dollars', dollars(account.reserved), labels);
  const held = equity === undefined ? undefined : equity - cash;
  scrape.set('polydesk_held_dollars', dollars(held), labels);
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

function dollars(units: number | undefined): number | undefined {
  return units === undefined ? undefined : units / SCALE;
}
