import type { LocalExchange } from './local-exchange.ts';

/** How the local exchange is doing, for people and programs. Always simulated. */
export type ExchangeStatus = {
  readonly provenance: 'simulated';
  readonly base: string;
  readonly openMarkets: number;
  readonly resolvedMarkets: number;
  readonly wallets: number;
  readonly trades: number;
  /** Connections by channel. */
  readonly sockets: Readonly<Record<string, number>>;
  /** Orders that came over the wire, by what became of them. */
  readonly orders: Readonly<Record<string, number>>;
  /** Inhabitants that failed and were stopped. */
  readonly stopped: readonly string[];
};

export function exchangeStatusOf(exchange: LocalExchange): ExchangeStatus {
  const { venue, sockets, intake } = exchange;
  const { all } = venue.markets;
  const open = Object.entries(sockets.counts).map(([name, counts]) => [name, counts.open]);
  return {
    provenance: 'simulated',
    base: exchange.base,
    openMarkets: all.filter(({ isAccepting }) => isAccepting).length,
    resolvedMarkets: all.filter(({ resolvedAt }) => resolvedAt !== undefined).length,
    wallets: venue.wallets.size,
    trades: venue.trades.made,
    sockets: Object.fromEntries(open),
    orders: Object.fromEntries(intake.counts),
    stopped: exchange.stopped,
  };
}
