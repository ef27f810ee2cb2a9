import { FIRST_CURSOR } from '../wire/clob/page.ts';
import {
  type Rebate,
  type RewardedMarket,
  readRebates,
  readRewardedMarkets,
} from '../wire/clob/rewards.ts';
import type { Page } from '../wire/page.ts';
import type { Address } from '../wire/values.ts';
import type { VenueOutcome } from './outcome.ts';
import { pages } from './pages.ts';
import { queryOf } from './query.ts';
import type { VenueService } from './service.ts';

/** What the venue pays to makers (protocol notes §5). */
export class ClobPrograms {
  readonly #service: VenueService;

  constructor(service: VenueService) {
    this.#service = service;
  }

  /** Pages of the markets that earn liquidity rewards now. */
  rewarded(from = FIRST_CURSOR): AsyncIterable<VenueOutcome<Page<RewardedMarket>>> {
    return pages(
      (cursor) =>
        this.#service.ask({
          path: '/rewards/markets/current',
          query: queryOf({ next_cursor: cursor }),
          limits: ['clob'],
          read: readRewardedMarkets,
        }),
      from,
    );
  }

  /** What a maker was paid back for a day, "2026-11-21" (UTC). */
  rebates(maker: Address, day: string): Promise<VenueOutcome<readonly Rebate[]>> {
    return this.#service.ask({
      path: '/rebates/current',
      query: { date: day, maker_address: maker },
      limits: ['clob'],
      read: readRebates,
    });
  }
}
