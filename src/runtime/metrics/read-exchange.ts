import type { Scrape } from '../../server/metrics/scrape.ts';
import type { ExchangeStatus } from '../exchange/exchange-status.ts';

/** How the local exchange is doing. */
export function readExchange(scrape: Scrape, status: ExchangeStatus): void {
  const { provenance, openMarkets, resolvedMarkets, wallets, trades, stopped } = status;
  scrape.set('polydesk_exchange_markets', openMarkets, { state: 'open', provenance });
  scrape.set('polydesk_exchange_markets', resolvedMarkets, { state: 'resolved', provenance });
  scrape.set('polydesk_exchange_wallets', wallets, { provenance });
  scrape.set('polydesk_exchange_trades_total', trades, { provenance });
  for (const [socket, open] of Object.entries(status.sockets)) {
    scrape.set('polydesk_exchange_connections', open, { socket, provenance });
  }
  for (const [code, count] of Object.entries(status.orders)) {
    scrape.set('polydesk_exchange_orders_total', count, { code, provenance });
  }
  scrape.set('polydesk_exchange_stopped', stopped.length, { provenance });
}
