import type { Usd } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { type Parser, readAnswer } from '../parser.ts';
import { type Address, address, roundedUsd } from '../values.ts';
import { dataRow } from './envelope.ts';
import { row } from './row.ts';

/** What a wallet's positions are worth by the service's marks. */
export type PortfolioValue = { readonly wallet: Address; readonly value: Usd };

const value: Parser<PortfolioValue> = row('value', '', (fields) => ({
  wallet: fields.vital(fields.either('proxy_wallet', 'user'), address),
  value: fields.vital('value', roundedUsd),
}));

/** GET /v2/value, /value. */
export function readPortfolioValue(body: string): Answer<PortfolioValue | undefined> {
  return readAnswer(body, dataRow(value));
}
