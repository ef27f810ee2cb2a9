import { MICROS_PER_MS } from '../../domain/units.ts';
import type { LocalExchange } from './local-exchange.ts';
import type { RecordedExchange } from './recorded-exchange.ts';
import type { ServiceAddresses } from './served-venue.ts';

/** How the local exchange is doing, for people and programs. Always simulated. */
export type ExchangeStatus = {
  readonly provenance: 'simulated';
  readonly base: string;
  /** Of the catalogue, the data service (below `base`, or at ports of their own) and the chain. */
  readonly services: ServiceAddresses;
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
  /** Of the recording that drives it; left out where none does. */
  readonly recording?: RecordingProgress;
};

type RecordingProgress = {
  /** UTC, as the exchange's clock says. */
  readonly at: string;
  readonly rows: number;
  /** Rows that were read after something later was done. */
  readonly late: number;
  /** Prices that are not the reference, and were told to nobody. */
  readonly untold: number;
  readonly isOver: boolean;
};

export function exchangeStatusOf(exchange: LocalExchange | RecordedExchange): ExchangeStatus {
  const { venue, sockets, intake } = exchange;
  const { all } = venue.markets;
  const open = Object.entries(sockets.counts).map(([name, counts]) => [name, counts.open]);
  return {
    provenance: 'simulated',
    base: exchange.base,
    services: exchange.services,
    openMarkets: all.filter(({ isAccepting }) => isAccepting).length,
    resolvedMarkets: all.filter(({ resolvedAt }) => resolvedAt !== undefined).length,
    wallets: venue.wallets.size,
    trades: venue.trades.made,
    sockets: Object.fromEntries(open),
    orders: Object.fromEntries(intake.counts),
    stopped: exchange.stopped,
    ...('driver' in exchange ? { recording: progressOf(exchange) } : {}),
  };
}

function progressOf({ venue, driver }: RecordedExchange): RecordingProgress {
  const { rows, late, untold, isOver } = driver;
  return { at: new Date(venue.now() / MICROS_PER_MS).toISOString(), rows, late, untold, isOver };
}
