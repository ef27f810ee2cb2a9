import type { Address } from './address.ts';
import { domainSeparator, type Word } from './typed-data.ts';

/** Polygon. */
export const CHAIN_ID = 137;

/** A contract that settles orders. An order is signed for one of them and is void at the others. */
export type ExchangeContract = {
  readonly address: Address;
  readonly version: '2' | '3';
  /** Hash of the contract's EIP-712 domain. */
  readonly separator: Word;
};

/**
 * What an outcome token is on chain: a token of the Conditional Tokens Framework, or a position of
 * the venue's own protocol (asset type CONDITIONAL-V2). Venue client, read 2026-11.
 */
export type TokenKind = 'conditional' | 'position';

/** Markets of which any number can win. Venue docs "resources/contracts", read 2026-11. */
export const EXCHANGE_V2 = exchangeContract('0xE111180000d2663C0091e4f400237545B87B996B', '2');
/** Negative-risk markets. The same page. */
export const NEG_RISK_EXCHANGE_V2 = exchangeContract(
  '0xe2222d279d744050d28e00520010520000310F59',
  '2',
);
/** Positions, of both kinds of market. The same page. */
export const EXCHANGE_V3 = exchangeContract('0xe3333700cA9d93003F00f0F71f8515005F6c00Aa', '3');

/** Every contract that orders are signed for. */
export const EXCHANGES = [EXCHANGE_V2, NEG_RISK_EXCHANGE_V2, EXCHANGE_V3] as const;

/** The contract that settles a market. Both facts are the market's own; never guess them. */
export function exchangeOf(token: TokenKind, negativeRisk: boolean): ExchangeContract {
  if (token === 'position') return EXCHANGE_V3;
  return negativeRisk ? NEG_RISK_EXCHANGE_V2 : EXCHANGE_V2;
}

function exchangeContract(address: string, version: '2' | '3'): ExchangeContract {
  const verifyingContract = address as Address;
  const separator = domainSeparator({
    name: 'Polymarket CTF Exchange',
    version,
    chainId: CHAIN_ID,
    verifyingContract,
  });
  return { address: verifyingContract, version, separator };
}
