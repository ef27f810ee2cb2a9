import type { Provenance } from '../../domain/provenance.ts';
import { SCALE } from '../../domain/units.ts';
import type { NumberName } from '../../server/metrics/metrics.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import type { CodeCounts, CountedOrders, StrategyCounts } from './counted-orders.ts';

/** What was counted of orders; strategies by name, at their index. */
export function readOrders(
  scrape: Scrape,
  counted: CountedOrders,
  strategies: readonly string[],
  provenance: Provenance,
): void {
  for (const [index, counts] of counted.strategies) {
    readStrategy(scrape, counts, strategies[index] ?? '', provenance);
  }
  readCodes(scrape, 'polydesk_orders_denied_total', counted.denied, provenance);
  readCodes(scrape, 'polydesk_orders_rejected_total', counted.rejected, provenance);
  readCodes(scrape, 'polydesk_orders_canceled_total', counted.canceled, provenance);
  readCodes(scrape, 'polydesk_cancels_rejected_total', counted.cancelsRejected, provenance);
  readCodes(scrape, 'polydesk_market_breaks_total', counted.breaks, provenance);
  const { cancels, expired, kills, recoveries, rewards, ack } = counted;
  scrape.set('polydesk_cancels_requested_total', cancels, { provenance });
  scrape.set('polydesk_orders_expired_total', expired, { provenance });
  scrape.set('polydesk_kills_total', kills, { provenance });
  scrape.set('polydesk_recoveries_total', recoveries, { provenance });
  const dollars = rewards === undefined ? undefined : rewards / SCALE;
  scrape.set('polydesk_rewards_expected_dollars', dollars, { provenance });
  scrape.histogram('polydesk_order_ack_seconds', ack, { provenance });
}

function readStrategy(
  scrape: Scrape,
  counts: StrategyCounts,
  strategy: string,
  provenance: Provenance,
): void {
  const labels = { strategy, provenance };
  scrape.set('polydesk_orders_submitted_total', counts.submitted, labels);
  scrape.set('polydesk_orders_accepted_total', counts.accepted, labels);
  scrape.set('polydesk_decisions_skipped_total', counts.skipped, labels);
  for (const liquidity of ['maker', 'taker'] as const) {
    scrape.set('polydesk_fills_total', counts.fills[liquidity], { ...labels, liquidity });
  }
  scrape.set('polydesk_fills_dollars_total', counts.amount / SCALE, labels);
  scrape.set('polydesk_fills_failed_total', counts.failed, labels);
  scrape.set('polydesk_fees_dollars', counts.fees / SCALE, labels);
  scrape.set('polydesk_rebates_expected_dollars', counts.rebates / SCALE, labels);
}

function readCodes(
  scrape: Scrape,
  name: NumberName,
  codes: CodeCounts,
  provenance: Provenance,
): void {
  for (const [code, count] of codes.all) scrape.set(name, count, { code, provenance });
}
