// The local exchange over real sockets, with a steady book in a market that stays open for hours.
import type { LimitTerms } from '../../src/domain/order.ts';
import {
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';
import type { ListedMarket } from '../../src/exchange/venue/listed-market.ts';
import type { OrderRecord } from '../../src/exchange/venue/order-record.ts';
import {
  LocalExchange,
  type LocalExchangeOptions,
} from '../../src/runtime/exchange/local-exchange.ts';
import { servicesAt } from '../../src/runtime/venue.ts';

export type ServedExchange = {
  readonly exchange: LocalExchange;
  readonly services: ReturnType<typeof servicesAt>;
  /** Of the next four-hour window: it takes orders, and closes in four hours or later. */
  readonly market: ListedMarket;
  readonly faults: unknown[];
  /** Orders that it has taken, in order; those of its inhabitants as well. */
  readonly received: readonly OrderRecord[];
};

/** Serves an exchange on a free port, by default with nobody but a steady maker in one market. */
export async function serveExchange(
  options: Partial<LocalExchangeOptions> = {},
): Promise<ServedExchange> {
  const faults: unknown[] = [];
  const exchange = await LocalExchange.start({
    port: 0,
    seed: 1,
    assets: ['btc'],
    frames: ['4h'],
    ahead: 1,
    openingCash: (10_000 * SCALE) as Usd,
    speed: 1,
    tradesPerMinute: 0,
    tier: undefined,
    onFault: (error) => faults.push(error),
    ...options,
  });
  const market = exchange.venue.markets.all.at(-1) as ListedMarket;
  const received: OrderRecord[] = [];
  exchange.venue.listen({
    order: (record, news) => {
      if (news === 'PLACEMENT') received.push(record);
    },
  });
  steadyBook(exchange, market);
  return { exchange, services: servicesAt(exchange.base), market, faults, received };
}

/** Bids up to 0.49 and asks from 0.51, 1,000 shares at each of five prices. */
function steadyBook({ inside }: LocalExchange, market: ListedMarket): void {
  const maker = inside.trader('steady maker', (100_000 * SCALE) as Usd);
  for (const cents of [49, 48, 47, 46, 45]) {
    for (const outcome of [0, 1] as const) {
      maker.submit((2 * market.index + outcome) as never, resting(cents));
    }
  }
}

function resting(cents: number): LimitTerms {
  return {
    side: 'buy',
    price: (cents * 10_000) as Price,
    size: (1_000 * SCALE) as Shares,
    timeInForce: 'GTC',
    postOnly: true,
    expiresAt: undefined as Timestamp | undefined,
  };
}
