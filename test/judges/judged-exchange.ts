import type { Address } from '../../src/polymarket/signing/address.ts';
import { ANVIL_ADDRESS, ANVIL_KEY } from '../support/anvil.ts';
import type { ServedExchange } from '../support/local-exchange.ts';

/** Where an exchange listens that the official clients are to judge. */
export type JudgedExchange = {
  /** Base addresses of HTTP, without a trailing slash. */
  readonly clob: string;
  readonly gamma: string;
  readonly data: string;
  /** Whole addresses of sockets, with /ws/market and /ws/user. */
  readonly marketSocket: string;
  readonly userSocket: string;
  readonly rtds: string;
};

/**
 * What a client judges with: an account that signs for itself and holds some hundred dollars, and
 * an outcome token of a market that stays open for minutes, with somebody on both sides of its book
 * at prices strictly inside the lowest and the highest. Shares are bought on the way.
 */
export type Judged = {
  readonly exchange: JudgedExchange;
  /** "0x" and 64 hex digits; a key that the whole world may know. */
  readonly privateKey: `0x${string}`;
  readonly account: Address;
  readonly token: string;
  readonly condition: string;
  readonly isNegativeRisk: boolean;
};

/** The local exchange to be judged, by a key that the whole world knows. */
export function judgedAt({ services, market }: ServedExchange): Judged {
  const { clob, gamma, data, marketSocket, userSocket, legacyPriceSocket } = services;
  const { conditionId, tokens } = market.listing.market;
  return {
    exchange: { clob, gamma, data, marketSocket, userSocket, rtds: legacyPriceSocket },
    privateKey: ANVIL_KEY,
    account: ANVIL_ADDRESS,
    token: tokens[0],
    condition: conditionId,
    isNegativeRisk: false,
  };
}
