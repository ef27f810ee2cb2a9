import { counter, gauge } from '../metric.ts';

/** Of the local exchange; all of it is simulated. */
export const EXCHANGE = {
  polydesk_exchange_markets: gauge(
    'none',
    'Markets of the local exchange: open, resolved.',
    'state',
    'provenance',
  ),
  polydesk_exchange_wallets: gauge('none', 'Wallets at the local exchange.', 'provenance'),
  polydesk_exchange_trades_total: counter('none', 'Trades at the local exchange.', 'provenance'),
  polydesk_exchange_connections: gauge(
    'none',
    'Connections to the local exchange.',
    'socket',
    'provenance',
  ),
  polydesk_exchange_orders_total: counter(
    'none',
    'Orders that came to it over the wire, by what became of them.',
    'code',
    'provenance',
  ),
  polydesk_exchange_stopped: gauge(
    'none',
    'Inhabitants of the local exchange that failed and were stopped.',
    'provenance',
  ),
} as const;
