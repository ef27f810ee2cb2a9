import { type Fields, names, object } from '../object.ts';
import type { Parser } from '../parser.ts';
import { count, flag, rowId } from '../values.ts';

/**
 * What a crypto up/down market says of the price that decides it, since 2026-07 (protocol notes
 * §2.2). The configuration names it (btc-15m-twap-60), some answers hold it too.
 */
export type CryptoTerms = {
  readonly configuration: string | undefined;
  /** Is it an average? */
  readonly averaged: boolean | undefined;
  /** Look-back of the average. */
  readonly lookbackSeconds: number | undefined;
};

const configuration: Parser<Omit<CryptoTerms, 'configuration'>> = object(
  'market.cryptoMarketConfig',
  names('id asset duration'),
  (fields) => ({
    averaged: fields.soft('twapEnabled', flag),
    lookbackSeconds: fields.soft('twapLookbackSeconds', count),
  }),
);

export function cryptoTermsOf(fields: Fields): CryptoTerms {
  const told = fields.soft('cryptoMarketConfig', configuration);
  return {
    configuration: fields.soft('cryptoMarketConfigId', rowId),
    averaged: told?.averaged,
    lookbackSeconds: told?.lookbackSeconds,
  };
}
